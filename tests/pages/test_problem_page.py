"""One item's page: what holds, whose word it is, everything said of it, and its address for good."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from rectify.ledger import publishing, status
from rectify.ledger.choices import Role, Speaker, Status
from rectify.ledger.models import (
    Document,
    Inspection,
    Measure,
    Post,
    Problem,
    Proposal,
    Section,
    StatusStatement,
)
from tests.ledger.build import a_problem, an_inspection
from tests.pages.test_overview import MOST_QUERIES, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem() -> Problem:
    inspection = an_inspection(team="省委第二巡视组")
    area = Section.objects.create(inspection=inspection, number=1, level=1, marker="(一)", label="作风方面", position=0)
    a_problem(inspection, "前一件")
    problem = a_problem(inspection, "修路拖延", Status.IN_PROGRESS, date(2024, 12, 31), section=area, area="discipline")
    a_problem(inspection, "后一件")
    Measure.objects.create(problem=problem, inspection=inspection, number=1, label="约谈施工方")
    return problem


def office_says(problem: Problem, **word: object) -> None:
    status.record([StatusStatement(problem=problem, by=Speaker.OFFICE, **word)], reason="内部缘由")


def test_it_says_what_holds_whose_word_it_is_and_as_of_when(client: Client, problem: Problem) -> None:
    page = text_of(client, "/units/qingshi/problems/2/")
    for words in ("正在整改", "单位自报", "截至2024年6月30日", "2024年12月31日", "约谈施工方", "作风方面"):
        assert words in page
    assert "期限已过，未见后续公开" in page
    assert 'href="/units/qingshi/problems/1/"' in page
    assert 'href="/units/qingshi/problems/3/"' in page


def test_the_office_s_word_holds_at_once_beside_the_report_s(client: Client, problem: Problem, writer) -> None:
    office_says(problem, status=Status.COMPLETED, note="现场已通车", made_by=writer)
    page = text_of(client, "/units/qingshi/problems/2/")
    head, rest = page.split('id="measures"')
    assert "已完成" in head
    assert "巡视巡察机构认定" in head
    assert "现场已通车" in rest
    statements = rest.split('id="statements"')[1]
    assert statements.index("巡视巡察机构认定") < statements.index("单位自报")
    assert "正在整改" in rest.split('id="changes"')[1]
    assert writer.username not in page
    assert "内部缘由" not in page


def test_an_office_that_takes_its_word_back_leaves_the_report_s(client: Client, problem: Problem) -> None:
    office_says(problem, status=Status.COMPLETED)
    office_says(problem, status="")
    head, rest = text_of(client, "/units/qingshi/problems/2/").split('id="measures"')
    assert "正在整改" in head
    assert "不认定进展，以单位自报为准" in rest


def test_what_a_contact_enters_stays_inside(client: Client, problem: Problem, writer) -> None:
    publishing_of(problem, writer)
    page = text_of(client, "/units/qingshi/problems/2/")
    assert "已经通车" not in page
    assert "单位填报" not in page


def test_the_unit_s_own_word_is_shown_once_it_is_approved(client: Client, problem: Problem, writer, admin_user) -> None:
    publishing.publish([publishing_of(problem, writer)], admin_user)
    head, rest = text_of(client, "/units/qingshi/problems/2/").split('id="measures"')
    assert "正在整改" in head
    assert "已完成" not in head
    words = rest.split('id="words"')[1].split("</section>")[0]
    assert "单位填报（经批准公开）" in words
    assert "已经通车" in words
    assert writer.username not in head + rest


def publishing_of(problem: Problem, writer) -> Proposal:
    """The unit's contact says that it is done, and asks for that to be published."""
    Post.objects.create(user=writer, role=Role.CONTACT, unit=problem.inspection.unit)
    return publishing.propose(
        Proposal.Kind.UNIT_WORD, actor=writer, problem=problem, status=Status.COMPLETED, note="已经通车"
    )


def test_a_deadline_that_a_later_word_outlived_is_not_unknown(client: Client, problem: Problem) -> None:
    Problem.objects.filter(pk=problem.pk).update(status_as_of="2025-03-31")
    page = text_of(client, "/units/qingshi/problems/2/")
    assert "期限已过，此后仍称未完成" in page
    Inspection.objects.update(followed=True)
    assert '<span class="overdue">逾期</span>' in text_of(client, "/units/qingshi/problems/2/")


def test_it_leads_to_its_line_when_the_text_is_kept(client: Client, problem: Problem) -> None:
    assert "本站没有存原文" in text_of(client, "/units/qingshi/problems/2/")
    document = Document.objects.create(digest="ab" * 32, text="一\n二\n三", name="青石.txt")
    report = problem.inspection.reports.get()
    report.document = document
    report.save()
    Problem.objects.filter(pk=problem.pk).update(report=report, line=2, end_line=3, title="修路拖延一年")
    page = text_of(client, "/units/qingshi/problems/2/")
    assert f'href="/reports/{document.hash}/?line=2&amp;to=3#L2"' in page
    assert "原文第 2 行" in page
    assert "修路拖延一年" in page


def test_own_number_of_measures_is_said_when_it_differs(client: Client, problem: Problem) -> None:
    Problem.objects.filter(pk=problem.pk).update(declared_measures=3)
    assert "通报自述这一项有措施 3 项，逐条列出 1 项" in text_of(client, "/units/qingshi/problems/2/")


def test_a_withdrawn_item_says_so_at_its_old_address(client: Client, problem: Problem) -> None:
    Problem.objects.filter(pk=problem.pk).update(withdrawn_at=timezone.now())
    response = client.get("/units/qingshi/problems/2/")
    assert response.status_code == 410
    assert "第 2 项已撤回" in response.content.decode()
    assert "修路拖延" not in response.content.decode().split("<main")[1]
    assert 'href="/units/qingshi/problems/3/"' in text_of(client, "/units/qingshi/problems/1/")


def test_an_unknown_number_round_or_unit_is_not_found(client: Client, problem: Problem) -> None:
    for path in ("/units/qingshi/problems/99/", "/units/qingshi/r9/problems/2/", "/units/nowhere/problems/1/"):
        assert client.get(path).status_code == 404


def test_the_link_s_preview_says_which_item_and_how_far(client: Client, problem: Problem, settings) -> None:
    settings.PUBLIC_URL = "https://ledger.example"
    page = text_of(client, "/units/qingshi/problems/2/")
    assert '<meta property="og:title" content="青石县第 2 项：修路拖延">' in page
    assert 'content="正在整改（单位自报，截至2024年6月30日）。承诺2024年12月31日前完成。整改措施 1 项。"' in page
    assert (
        '<code class="share-address" id="share-address">https://ledger.example/units/qingshi/problems/2/</code>' in page
    )


def test_queries_stay_few(client: Client, problem: Problem, django_assert_max_num_queries) -> None:
    for n in range(20):
        office_says(problem, status=Status.COMPLETED if n % 2 else Status.PHASED)
        Measure.objects.create(problem=problem, inspection=problem.inspection, number=n + 2, label=f"第{n}步")
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/units/qingshi/problems/2/")
