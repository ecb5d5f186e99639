"""A unit's page: one screen of how far, and below it the report's own outline."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from rectify.ledger import status
from rectify.ledger.choices import Completeness, ProblemKind, ReportKind, Speaker, Status
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import (
    Claim,
    Finding,
    Inspection,
    Measure,
    Milestone,
    Result,
    Round,
    Section,
    StatusStatement,
    Unit,
)
from tests.ledger.build import a_problem, a_report, an_inspection
from tests.pages.test_overview import MOST_QUERIES, text_of

pytestmark = pytest.mark.django_db


def a_full_unit(slug: str = "qingshi", name: str = "青石县", size: int = 2) -> Inspection:
    inspection = an_inspection(
        slug, name, kind="常规巡视", team="省委第二巡视组", started=PartialDate("2024-01-05"),
        feedback=PartialDate("2024-03-01"),
    )  # fmt: skip
    report = a_report(inspection, phone=["0100-1234567"], contact_until=PartialDate("2024-12-31"))
    area = Section.objects.create(inspection=inspection, number=1, level=1, marker="(一)", label="学习方面", position=0)
    for n in range(size):
        group = Section.objects.create(
            inspection=inspection, number=n + 2, level=2, parent=area, label=f"第{n}组问题", position=n + 1
        )
        done = a_problem(inspection, f"做完的第{n}件", Status.COMPLETED, section=group)
        a_problem(inspection, f"没做完的第{n}件", Status.IN_PROGRESS, date(2024, 12, 31), section=group)
        Measure.objects.create(problem=done, inspection=inspection, number=1, label=f"开了第{n}次会")
    a_problem(inspection, "多听意见", Status.COMPLETED, kind=ProblemKind.RECOMMENDATION)
    Claim.objects.create(report=report, what="problems_total", value=Decimal(2 * size))
    Claim.objects.create(report=report, what="measures_total", value=Decimal(9))
    Result.objects.create(report=report, kind="修订制度", value=Decimal(12), measure_word="项")
    Milestone.objects.create(inspection=inspection, event="专题民主生活会", done_on=PartialDate("2024-04-10"))
    return inspection


def test_facts_outline_measures_and_recommendations_each_have_their_place(client: Client) -> None:
    a_full_unit()
    page = text_of(client, "/units/qingshi/")
    for words in ("常规巡视", "省委第二巡视组", "2024年3月1日反馈", "学习方面", "第1组问题", "开了第0次会", "修订制度"):
        assert words in page
    problems, recommendations = page.split('id="recommendations"')
    assert "多听意见" in recommendations
    assert "多听意见" not in problems
    assert 'href="/units/qingshi/problems/1/"' in problems


def test_the_rate_leaves_recommendations_out(client: Client) -> None:
    a_full_unit()
    response = client.get("/units/qingshi/")
    assert response.context["progress"].total == 4
    assert response.context["recommendations"].total == 1
    assert '<p class="headline">50.0%</p>' in response.content.decode()


def test_own_figures_stand_beside_the_count(client: Client) -> None:
    a_full_unit()
    page = text_of(client, "/units/qingshi/")
    assert "相差 7" in page
    assert "一致" in page
    assert "按逐条列出的措施计。" in page


def test_open_items_come_by_deadline_with_what_is_known(client: Client) -> None:
    inspection = a_full_unit()
    a_problem(inspection, "最早的一件", Status.PHASED, date(2024, 7, 1))
    a_problem(inspection, "没有时限的一件", Status.NOT_DONE)
    response = client.get("/units/qingshi/")
    assert [problem.label for problem in response.context["open_items"]] == [
        "最早的一件", "没做完的第0件", "没做完的第1件", "没有时限的一件",
    ]  # fmt: skip
    page = response.content.decode()
    assert "期限已过，未见后续公开" in page
    assert "未写明时限" in page


def test_contact_that_has_ended_is_marked(client: Client) -> None:
    inspection = a_full_unit()
    assert "已截止" in text_of(client, "/units/qingshi/")
    tomorrow = PartialDate((timezone.localdate() + timedelta(days=1)).isoformat())
    inspection.reports.update(contact_until=tomorrow)
    assert "已截止" not in text_of(client, "/units/qingshi/")


def test_a_unit_without_a_report_says_what_is_loaded_here(client: Client) -> None:
    an_inspection()
    page = text_of(client, "/units/qingshi/")
    assert "本站尚未载入这个单位的整改情况通报。单位是否已经公开，本站不作判断。" in page
    assert "完成率" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("level", "round_name", "kind", "team", "act"),
    [
        ("provincial", "", "", "", "巡视"),
        ("city", "", "", "", "巡察"),
        ("county", "", "常规巡察", "", "巡察"),
        ("provincial", "", "", "省委第二巡察组", "巡察"),
        ("provincial", "", "提级巡察", "省委第二巡视组", "巡察"),
        ("organisation", "", "", "", "巡视巡察"),
        ("organisation", "集团党委第三轮巡视", "", "", "巡视"),
        ("organisation", "集团党委巡视巡察第三轮", "", "", "巡视巡察"),
    ],
)
def test_an_inspection_is_called_what_it_is(
    client: Client, level: str, round_name: str, kind: str, team: str, act: str
) -> None:
    days = {name: PartialDate(f"2024-0{month}") for month, name in enumerate(("started", "ended", "feedback"), 1)}
    inspection = an_inspection(kind=kind, team=team, **days)
    Round.objects.update(level=level, name=round_name or "第三轮")
    a_problem(inspection)
    page = text_of(client, "/units/qingshi/")
    assert f"<title>青石县：{act}整改情况 · " in page
    for said in (f"2024年1月至2024年2月{act}<", f"{act}组进驻", f"{act}结束", f"反馈{act}意见"):
        assert said in page
    assert f"{act}整改" in text_of(client, "/units/qingshi/badge.svg")


@pytest.mark.parametrize(
    ("completeness", "said"),
    [
        (Completeness.FULL, "据通报，各项都已完成。"),
        (Completeness.EXCERPT, "所存文本中列出的各项，通报称已完成。"),
        (Completeness.CUT_OFF, "所存文本中列出的各项，通报称已完成。"),
    ],
)
def test_all_is_called_done_only_of_what_the_text_lists(client: Client, completeness: str, said: str) -> None:
    inspection = an_inspection()
    done = a_problem(inspection, status_=Status.COMPLETED)
    inspection.reports.update(completeness=completeness)
    assert said in text_of(client, "/units/qingshi/")
    a_problem(inspection, kind=ProblemKind.RECOMMENDATION)
    assert "通报没有写明哪些事项尚未完成。" in text_of(client, "/units/qingshi/")
    inspection.problems.exclude(pk=done.pk).update(status=Status.NOT_DONE, withheld_at=timezone.now())
    page = text_of(client, "/units/qingshi/")
    assert "这里列出的各项都已完成。" in page or completeness != Completeness.FULL
    assert "据通报，各项都已完成" not in page


def test_a_text_that_is_cut_off_gives_counts_its_own_rate_and_the_reason(client: Client) -> None:
    inspection = an_inspection()
    report = a_report(inspection, completeness=Completeness.CUT_OFF)
    a_problem(inspection)
    Claim.objects.create(report=report, what="tasks_rate", value=Decimal("91.3"))
    page = text_of(client, "/units/qingshi/")
    assert "本站所存的通报文本不完整" in page
    assert "通报自报整改任务完成率 91.3%。" in page
    assert '<span class="of">/1</span>' in page
    assert "无法核对" in page


def test_findings_of_a_notice_are_shown_before_any_report(client: Client) -> None:
    inspection = an_inspection()
    notice = a_report(inspection, kind=ReportKind.FEEDBACK)
    Finding.objects.create(report=notice, number=1, label="规划落实不够")
    page = text_of(client, "/units/qingshi/")
    assert "规划落实不够" in page
    assert "本站尚未载入这个单位的整改情况通报" in page


def test_the_office_s_word_shows_at_once_as_the_office_s(client: Client, writer) -> None:
    inspection = a_full_unit()
    problem = inspection.problems.get(label="没做完的第0件")
    statement = StatusStatement(problem=problem, by=Speaker.OFFICE, status=Status.COMPLETED, made_by=writer)
    status.record([statement])
    page = text_of(client, "/units/qingshi/")
    assert "巡视巡察机构认定" in page
    assert '<p class="headline">75.0%</p>' in page
    assert writer.username not in page


def test_older_inspections_keep_an_address_of_their_own(client: Client) -> None:
    newer, older = an_inspection(round_slug="r2"), an_inspection(round_slug="r1")
    for inspection, day in ((older, "2019-03-01"), (newer, "2024-03-01")):
        inspection.refresh_from_db()
        inspection.feedback = PartialDate(day)
        inspection.save()
    assert client.get("/units/qingshi/").context["inspection"] == newer
    page = text_of(client, "/units/qingshi/r1/")
    assert "这是较早一次巡视巡察的记录" in page
    assert 'rel="canonical" href="http://127.0.0.1:8000/units/qingshi/r1/"' in page
    assert "/units/qingshi/r1/" in text_of(client, "/units/qingshi/")
    assert client.get("/units/qingshi/r9/").status_code == 404


def test_a_unit_that_no_inspection_knows_has_a_page_and_an_unknown_one_none(client: Client) -> None:
    Unit.objects.create(slug="lone", name="孤石县")
    assert "还没有对这个单位的巡视巡察记录" in text_of(client, "/units/lone/")
    assert client.get("/units/nowhere/").status_code == 404


def test_queries_stay_few_whatever_the_size(client: Client, django_assert_max_num_queries) -> None:
    a_full_unit("one", "青石一县", size=1)
    a_full_unit("many", "青石二县", size=12)
    for slug in ("one", "many"):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(f"/units/{slug}/")
