"""Hostile and broken documents: each ends in one clear message, soon, and leaves no process behind."""

import contextlib
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from rectify.reading.formats import Limits, ReadingError, extract
from rectify.reading.formats.limits import MIB
from tests.reading.formats.documents import package, raw_word, report_pdf, saved, word, workbook

LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def refused(data: bytes, name: str, limits: Limits | None = None) -> str:
    with pytest.raises(ReadingError) as caught:
        extract(data, name, limits or Limits())
    message = str(caught.value)
    assert message.startswith(f"{name}：")
    assert "\n" not in message
    return message


def test_a_zip_bomb():
    data = package({"[Content_Types].xml": "wordprocessingml", "word/document.xml": b"\0" * (20 * MIB)})
    assert len(data) < 100_000
    assert "解压后有" in refused(data, "a.docx", Limits(expanded_bytes=10 * MIB))


def test_too_many_parts():
    data = package({"[Content_Types].xml": "spreadsheetml", **{f"{number}.xml": "" for number in range(50)}})
    assert "51个部件" in refused(data, "a.xlsx", Limits(entries=20))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_billion_laughs(encoding):
    text = (
        f"{LAUGHS}<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>&i;</w:document>"
    )
    data = package({"[Content_Types].xml": "wordprocessingml", "word/document.xml": text.encode(encoding)})
    assert "word/document.xml 中声明了 XML 实体" in refused(data, "a.docx")


def test_an_outside_entity_reads_no_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    prolog = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{secret}">]>'
    assert "XML 实体" in refused(raw_word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", prolog), "a.docx")
    page = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]><html><body><p>正文。&x;</p></body></html>"
    assert "geheim" not in extract(page.encode(), "a.html").text


def test_a_laughing_page():
    page = f"{LAUGHS.replace('DOCTYPE l', 'DOCTYPE html')}<html><body><p>正文&i;。</p></body></html>"
    assert len(extract(page.encode(), "a.html").text) < 1000


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx"])
def test_a_truncated_file(name, share):
    whole = {"a.pdf": report_pdf(), "a.docx": saved(word("正文。")), "a.xlsx": saved(workbook([["甲"]]))}[name]
    data = whole[: int(len(whole) * share)]
    # Some readers mend what is cut off near the end; a document without a line is none.
    with contextlib.suppress(ReadingError):
        assert extract(data, name).text.strip()


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "ul><li"])
def test_nested_elements(tag):
    noise = "<p></b></i>" * 200  # errors that the parser logs before it meets its limit
    page = "<html><body>{}{}<p>正文一段，已完成。</p>"
    assert "正文一段" in extract(page.format("", f"<{tag}>" * 500).encode(), "a.html").text
    assert "嵌套太深" in refused(page.format(noise, f"<{tag}>" * 10_000).encode(), "a.html")


def test_deeply_nested_word_elements():
    body = "<w:sdt><w:sdtContent>" * 3000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 3000
    assert "按 docx" in refused(raw_word(body), "a.docx")


def test_a_span_of_a_hundred_million_columns():
    page = "<table>" + "<tr><td colspan=99999999 rowspan=99999>甲</td><td>乙</td></tr>" * 3000 + "</table>"
    assert "单元格" in refused(page.encode(), "a.html", Limits(cells=100_000))


def test_the_clock_ends_the_process():
    page = "<p>" + "<b>已完成" * 200_000
    began = time.monotonic()
    assert "按 html 读取超过0.05秒" in refused(page.encode(), "a.html", Limits(seconds=0.05))
    assert time.monotonic() - began < 5


@pytest.mark.skipif(sys.platform != "linux", reason="macOS does not limit address space")
def test_memory_is_limited():
    page = "<p>已完成。</p>" * 400_000
    assert "所需内存超过" in refused(page.encode(), "a.html", Limits(memory_bytes=150 * MIB))


def test_too_many_characters_from_a_page():
    page = "<p>" + "已完成。" * 5000
    assert "超过1,000个字符" in refused(page.encode(), "a.html", Limits(characters=1000))


def test_a_stream_that_unpacks_to_much_more():
    stream = zlib.compress(b" " * (300 * MIB), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    message = refused(data + b"trailer<</Root 1 0 R>>", "a.pdf", Limits(memory_bytes=512 * MIB, seconds=20))
    assert any(words in message for words in ("内存", "没有可读的文字", "秒", "已损坏"))


def test_pages_that_contain_themselves():
    pages = b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\n"
    refused(b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" + pages + b"trailer<</Root 1 0 R>>", "a.pdf")


def test_the_child_may_not_write_connect_or_start_anything():
    script = (
        "import sys, socket, subprocess, os\n"
        f"sys.path.insert(0, {str(Path.cwd())!r})\n"
        "from rectify.reading.formats import child\n"
        "sys.addaudithook(child._refuse_side_effects)\n"
        "for act in (lambda: socket.socket(), lambda: subprocess.run(['true']), lambda: os.system('true'), lambda: open('x', 'w')):\n"
        "    try: act(); print('done')\n"
        "    except PermissionError: print('refused')\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["refused"] * 4


BEGINNINGS = [
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"PK\x05\x06" + b"\0" * 18,
    b"\x89PNG\r\n\x1a\n",
    b"Rar!\x1a\x07",
    b"\x1f\x8b\x08",
]


@pytest.mark.parametrize("data", BEGINNINGS)
def test_beginnings_without_an_end(data):
    refused(data, "a.txt")
