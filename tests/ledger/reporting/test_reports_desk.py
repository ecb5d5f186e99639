"""Reports at the desk: the three lists as a workbook, the progress report as a Word document and a page to print."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.urls import reverse
from django.utils import timezone
from docx.oxml.ns import qn
from openpyxl import load_workbook

from rectify.ledger import edits
from rectify.ledger.choices import Speaker
from rectify.ledger.counts import recount
from rectify.ledger.handling import follow
from rectify.ledger.models import Evaluation, Handling, Measure, Post, Problem, Responsibility, Step
from rectify.ledger.round_counts import count_round
from tests.ledger.build import a_problem
from tests.ledger.reminders.people import a_person, an_item, followed

pytestmark = pytest.mark.django_db
START, LISTS, PAGE, WORD = (
    reverse(name) for name in ("desk_reports", "desk_lists", "desk_progress", "desk_progress_docx")
)


@pytest.fixture
def office(client):
    user = a_person("office", "office")
    Post.objects.create(user=user, role="approver")
    client.force_login(user)
    return user


def workbook(response):
    assert response.status_code == 200
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def document(response):
    assert response.status_code == 200
    return docx.Document(io.BytesIO(b"".join(response.streaming_content)))


def table_of(book, title) -> list[dict]:
    heads, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_three_lists_tell_where_each_item_is_at_the_desk(client, office):
    inspection = followed()
    problem = an_item(inspection, "=甲事项", 5, stage="checked", progress="completed", is_extended=True)
    Measure.objects.create(problem=problem, inspection=inspection, number=1, title="立行立改。其余略")
    Responsibility.objects.create(problem=problem, role="lead", body="县水务局")
    edits.set_office_word([problem], office, status_="phased", note="资料不全", keep_deadline=True, reason="内部缘由")
    gone = an_item(inspection, "已撤回")
    Problem.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    an_item(followed("baisha", "白沙区"), "别处")
    book = workbook(client.get(LISTS, {"unit": inspection.unit_id}))
    assert book.sheetnames == ["问题清单", "任务清单", "责任清单"]
    (row,) = table_of(book, "问题清单")
    deadline = Handling.objects.get(problem=problem).deadline
    assert (row["单位"], row["问题"], row["办理环节"]) == ("青石县", "=甲事项", "待销号")
    assert row["办理时限"].date() == deadline
    assert (row["备注"], row["单位填报进展"], row["本机构认定"], row["认定说明"]) == (
        "已延期",
        "已完成",
        "阶段性完成",
        "资料不全",
    )
    assert table_of(book, "任务清单")[0]["措施"] == "立行立改"
    assert table_of(book, "责任清单")[0]["牵头单位"] == "县水务局"
    assert "内部缘由" not in str(table_of(book, "问题清单"))


def test_a_rounds_lists_have_its_units_and_items_nobody_follows(client, office):
    inspection = followed()
    an_item(inspection, "甲事项")
    other = followed("baisha", "白沙区")
    other.followed = False
    other.save()
    a_problem(other, "乙事项")
    found = table_of(workbook(client.get(LISTS, {"round": inspection.round_id})), "问题清单")
    assert {(row["问题"], row["办理环节"]) for row in found} == {("甲事项", "整改中"), ("乙事项", None)}


@pytest.mark.parametrize(
    ("address", "query"), [(LISTS, {}), (LISTS, {"round": "x"}), (PAGE, {}), (WORD, {"round": "0"})]
)
def test_what_was_not_chosen_is_asked_for(client, office, address, query):
    response = client.get(address, query)
    assert response.status_code == 400
    assert response.context["lists_form"].errors or response.context["report_form"].errors


@pytest.mark.parametrize("role", ["contact", "supervisor", "team", "approver"])
@pytest.mark.parametrize("address", [START, LISTS, PAGE, WORD])
def test_reports_are_for_who_supervises(client, role, address):
    inspection = followed(team="第一巡视组")
    posts = {"contact": {"unit": inspection.unit}, "supervisor": {"unit": inspection.unit},
             "team": {"round": inspection.round, "team": "第一巡视组"}, "approver": {}}  # fmt: skip
    client.force_login(a_person("somebody", role, **posts[role]))
    assert client.get(address, {"round": inspection.round_id}).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


@pytest.fixture
def a_round(office):
    """Two units: problems in several states, some late or waiting, one withheld; and what was done lately."""
    here, there = followed(), followed("baisha", "白沙区")
    today = timezone.localdate()
    done = a_problem(here, "已办结", "completed", area="policy")
    a_problem(here, "长期坚持", "completed_ongoing", area="policy")
    late = a_problem(there, "拖延的事项", "in_progress", today - timedelta(days=12), area="discipline")
    hidden = a_problem(there, "不公开的事项", "in_progress")
    Problem.objects.filter(pk=hidden.pk).update(withheld_at=timezone.now())
    recount([there.pk])
    follow([here.pk, there.pk])
    Handling.objects.filter(problem=done).update(stage="checked")
    edits.set_office_word([late], office, status_="phased", keep_deadline=True, reason="核查")
    Handling.objects.filter(problem=late).update(deadline=today - timedelta(days=12))
    Step.objects.create(
        problem=done, action="check", new_stage="checked", actor=office, role="office", at=timezone.now()
    )
    Evaluation.objects.create(
        inspection=here, scheme="百分制", grade="良好", score=86, evaluated_on=date(2026, 3, 1), made_by=office
    )
    return here.round


def words_in(paper) -> str:
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in paper.paragraphs] + cells)


def test_the_report_says_what_the_pages_count(client, office, a_round):
    paper = document(client.get(WORD, {"round": a_round.pk}))
    counts = count_round(a_round)
    text = words_in(paper)
    assert f"共反馈问题{counts.problems.total}个" in text
    assert "完成率66.7%（2÷注明进展的3）" in text
    assert "1个问题由本机构认定，其余为单位自报，自报数据截至2024年6月30日" in text
    assert "暂不公开的1个事项不计入上述数字" in text
    assert "由本机构督办的问题和意见建议4项：整改中3项；待销号1项。其中逾期1项" in text
    assert "审核通过1项次" in text
    units = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert units[1][:3] == ["白沙区", "1", "0"]
    assert units[-1][0] == "合计"
    overdue = [[cell.text for cell in row.cells] for row in paper.tables[2].rows]
    assert overdue[1][2:] == ["拖延的事项", (timezone.localdate() - timedelta(days=12)).isoformat(), "12", "整改中"]
    changes = [[cell.text for cell in row.cells] for row in paper.tables[4].rows]
    assert changes[1][2:] == ["拖延的事项", "正在整改", "阶段性完成", str(Speaker.OFFICE.label)]
    assert "不公开的事项" not in "".join(cell for row in changes for cell in row)


def test_the_page_to_print_says_the_same(client, office, a_round):
    paper = document(client.get(WORD, {"round": a_round.pk}))
    page = client.get(PAGE, {"round": a_round.pk}).content.decode()
    for paragraph in paper.paragraphs[1:]:
        assert paragraph.text in page
    for table in paper.tables:
        for row in table.rows:
            for cell in row.cells:
                assert f">{cell.text}</t" in page


def test_an_office_has_its_own_headings_and_leaves_sections_out(client, office, a_round):
    query = {"round": a_round.pk, "title": "整改工作专报", "office": "青石县委巡察办", "summary": "基本情况", "units": "",
             "areas": "", "overdue": "", "waiting": "", "changes": "新进展", "evaluations": ""}  # fmt: skip
    paper = document(client.get(WORD, query))
    headings = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["一、基本情况", "二、新进展"]
    assert paper.paragraphs[0].text == "整改工作专报"
    assert paper.paragraphs[-2].text == "青石县委巡察办"
    assert [t.rows[0].cells[0].text for t in paper.tables] == ["单位"]


def test_changes_before_the_last_report_are_left_out(client, office, a_round):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert client.get(PAGE, {"round": a_round.pk, "since": tomorrow}).status_code == 400
    Step.objects.update(at=timezone.now() - timedelta(days=40))
    assert "没有办理记录" in client.get(PAGE, {"round": a_round.pk}).content.decode()


def test_it_looks_like_an_official_document(client, office, a_round):
    paper = document(client.get(WORD, {"round": a_round.pk}))
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for name, font in (("公文标题", "方正小标宋简体"), ("公文正文", "仿宋_GB2312"), ("Heading 1", "黑体")):
        fonts = paper.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    for table in paper.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml


def test_an_empty_round_makes_a_report_that_says_so(client, office):
    inspection = followed()
    text = words_in(document(client.get(WORD, {"round": inspection.round_id})))
    assert "台账中还没有这一轮的整改进展" in text
    assert "这一轮没有设为由本机构督办的事项" in text
