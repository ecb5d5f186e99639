"""Web pages: `pages/*.html` and, beside each, what its document is: facts, then `---`, then every line."""

from pathlib import Path

import pytest

from rectify.reading.formats import extract, extract_path

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def expected(page: Path) -> tuple[dict[str, str], list[str]]:
    facts, _, lines = page.with_suffix(".txt").read_text("utf-8").partition("---\n")
    return dict(line.split(": ", 1) for line in facts.splitlines()), lines.rstrip("\n").split("\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_gives_its_document_line_by_line(page):
    facts, lines = expected(page)
    document = extract_path(page)
    assert document.lines == lines
    assert document.form == "html"
    found = {
        "title": document.title,
        "source": document.source,
        "published": document.published,
        "address": document.source_url,
    }
    assert {name: found[name] for name in facts if facts[name]} == {name: fact for name, fact in facts.items() if fact}


def html(body: str, head: str = "") -> list[str]:
    return extract(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html").lines


def test_the_same_short_line_is_kept_every_time():
    pairs = "".join(f"<p>{number}.台账登记不全的问题。</p><p>已完成。</p>" for number in range(300))
    assert html(pairs).count("已完成。") == 300


def test_numbers_that_the_browser_writes_are_written_out():
    lines = html(
        '<p>有关事项如下：</p><ol start="3"><li>制度不全</li><li><p>台账不清</p><p>续</p></li></ol><ol type="a"><li>甲</li></ol>'
    )
    assert lines == ["有关事项如下：", "3.制度不全", "4.台账不清", "续", "a.甲"]


def test_a_number_in_the_text_is_not_doubled():
    assert html("<ol><li>（一）制度不全</li><li>2.台账不清</li><li>一是补课</li></ol>") == [
        "（一）制度不全",
        "2.台账不清",
        "一是补课",
    ]


def test_a_list_without_numbers_stays_without():
    assert html('<ol style="list-style-type: none"><li>制度不全</li></ol><ul><li>台账不清</li></ul>') == [
        "制度不全",
        "台账不清",
    ]


def test_a_paragraph_that_begins_like_a_line_of_the_site_stays():
    body = ["现将整改情况通报如下，请予监督。", "1.信息公开不及时的问题。", "相关信息已经全部补录，扫一扫即可查询。"]
    body += ["来源：群众来信反映的线索3条，均已办结。", "时间：2023年5月。", "编辑：青岚市水务局办公室，负责后续公开。"]
    assert html("".join(f"<p>{line}</p>" for line in body)) == body


def test_what_a_site_puts_after_the_document_is_left_out():
    body = [f"{number}.台账登记不全的问题，已经整改到位。" for number in range(1, 20)]
    after = (
        "<p>[责任编辑：某某]</p><div>网友甲：希望说到做到。</div><div>相关新闻</div><ul><li><a>水务局开会</a></li></ul>"
    )
    assert html("".join(f"<p>{line}</p>" for line in body) + after) == body


def test_cells_merged_downwards_are_repeated_and_merged_across_said_once():
    table = (
        "<table><tr><td rowspan=2>1</td><td colspan=2>甲</td></tr><tr><td>乙<br>丙</td><td></td></tr>"
        "<tr><td>2</td><td>丁</td><td>戊</td></tr></table>"
    )
    assert html(table) == ["1\t甲\t", "1\t乙 丙\t", "2\t丁\t戊"]


def test_a_tab_or_line_break_in_a_cell_does_not_part_it():
    assert html("<table><tr><td>甲\t乙</td><td><p>丙</p><p>丁</p></td></tr></table>") == ["甲 乙\t丙 丁"]


def test_line_breaks_of_the_source_are_no_spaces_in_chinese():
    assert html("<p>整改工作\n   已经\n完成2\n项</p><p>Party\nbuilding</p>") == [
        "整改工作已经完成2项",
        "Party building",
    ]


def test_the_charset_is_what_the_bytes_say():
    page = "<html><head><meta charset='gb2312'></head><body><p>整改情况通报如下。</p></body></html>"
    assert extract(page.encode(), "a.html").lines == ["整改情况通报如下。"]
    assert extract(page.encode("gb18030"), "a.html").lines == ["整改情况通报如下。"]
    assert extract(page.replace("gb2312", "utf-8").encode("gb18030"), "a.html").lines == ["整改情况通报如下。"]
    assert extract(page.encode("utf-16"), "a.html").lines == ["整改情况通报如下。"]


def test_a_page_saved_by_a_browser_knows_where_it_came_from():
    page = "<!DOCTYPE html><!-- saved from url=(0031)https://www.qinglan.example/a/1 --><html><body><p>正文一段。</p></body></html>"
    assert extract(page.encode(), "a.html").source_url == "https://www.qinglan.example/a/1"


def test_a_title_broken_over_two_lines_is_not_said_twice():
    head = "<title>中共青岚市水务局党组关于整改情况的通报</title>"
    lines = html("<h1>中共青岚市水务局党组<br>关于整改情况的通报</h1><p>现将情况通报如下。</p>", head)
    assert lines == ["中共青岚市水务局党组", "关于整改情况的通报", "现将情况通报如下。"]


def test_a_fragment_and_a_page_called_txt_are_read_as_pages():
    assert extract("<p>第一段。</p><p>第二段。</p>".encode(), None).lines == ["第一段。", "第二段。"]
    assert extract("<html><body><p>第一段。</p></body></html>".encode(), "a.txt").form == "html"


def test_text_called_html_is_read_as_text():
    assert extract("一、情况\n二、问题\n".encode(), "a.html").form == "txt"
