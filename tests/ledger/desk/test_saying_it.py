"""The office's own words on an item: what is filled in is what is proposed, with a reason, and nothing else."""

import pytest
from django.test import Client

from rectify.ledger import edits
from rectify.ledger.models import Change, Doubt, Problem, Proposal, Responsibility
from tests.ledger.build import a_problem
from tests.ledger.desk.conftest import bulk, page_of
from tests.ledger.desk.test_two_editors import data_of
from tests.ledger.uploads.hand_in import confirm, hand_in, upload_of
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db

TEXT = """中共蓝田镇委员会关于五届鹤山市委第二轮巡察整改情况的通报
根据市委统一部署，巡察组对蓝田镇党委开展了巡察。
一、反馈问题整改情况
（一）聚焦政策落实方面
1．关于学习流于形式的问题
责任单位：党政办
整改措施：制定计划。
整改进展：已完成。
2．关于台账不全的问题
责任单位：财政所
整改进展：正在整改。
"""


def fill_in(client: Client, problem: Problem, **fields: str) -> object:
    page = page_of(problem)
    return client.post(page, data_of(client.get(page)) | {"reason": "核实"} | fields)


def errors_of(answer: object) -> dict[str, list[str]]:
    return answer.context["adminform"].form.errors


def bodies(problem: Problem) -> list[tuple[str, str]]:
    return list(problem.responsibilities.filter(withdrawn_at=None).values_list("role", "body"))


@pytest.fixture
def problem(cast: Cast) -> Problem:
    found = a_problem(cast.inspection, status_="in_progress")
    Responsibility.objects.create(problem=found, role="responsible", body="党政办")
    return found


def public(problem: Problem) -> str:
    return Client().get(problem.get_absolute_url()).content.decode()


def test_who_answers_for_an_item_waits_for_approval_and_is_recorded(cast: Cast, browser, problem: Problem) -> None:
    fill_in(browser(cast.office), problem, lead="组织部\n宣传部", responsible="组织办", reason="分工调整")
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.note) == (
        "responsibilities",
        "牵头单位：组织部\n牵头单位：宣传部\n责任单位：组织办",
    )
    assert "党政办" in public(problem)
    assert "组织办" not in public(problem)
    bulk(browser(cast.approver), "proposal", "publish", [proposal])
    assert "党政办" not in public(problem)
    assert bodies(problem) == [("lead", "组织部"), ("lead", "宣传部"), ("responsible", "组织办")]
    change = Change.objects.get(field="responsibilities")
    assert (change.old, change.actor, change.reason) == ("责任单位：党政办", cast.office, "分工调整")


def test_who_answers_is_withdrawn_and_comes_back_without_a_second_row(cast: Cast, browser, problem: Problem) -> None:
    chief = browser(cast.chief)
    fill_in(chief, problem, responsible="")
    assert bodies(problem) == []
    fill_in(chief, problem, responsible="党政办\r\n党政办")
    assert bodies(problem) == [("responsible", "党政办")]
    assert Responsibility.objects.count() == 1


def test_no_load_undoes_what_a_person_said_of_who_answers(cast: Cast, browser) -> None:
    chief = browser(cast.chief)
    upload = confirm(chief, upload_of(hand_in(chief, ("a.txt", TEXT))))
    first, second = Problem.objects.filter(inspection__in=upload.inspections.all()).order_by("number")
    fill_in(chief, first, responsible="组织办")
    newer = (
        TEXT.replace("财政所", "经发办").replace("整改进展：正在整改", "整改进展：已完成")
        + "3．关于值班的问题\n整改进展：正在整改。\n"
    )
    confirm(chief, upload_of(hand_in(chief, ("b.txt", newer))))
    assert bodies(first) == [("responsible", "组织办")]
    assert "党政办" not in public(first)
    confirm(chief, upload_of(hand_in(chief, ("c.txt", newer.replace("党政办", "宣传办")))))
    assert bodies(first) == [("responsible", "组织办")]
    assert "宣传办" in Doubt.objects.get(kind="responsible_differs").reason
    assert ("responsible", "经发办") in bodies(second)


def test_a_unit_and_its_supervisor_read_who_answers(cast: Cast, browser, problem: Problem) -> None:
    for person in (cast.contact, cast.supervisor):
        client = browser(person)
        assert "党政办" in client.get(page_of(problem)).content.decode()
        client.post(page_of(problem), {"responsible": "别处", "reason": "x"})
    assert bodies(problem) == [("responsible", "党政办")]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("fields", [{"office_status": "completed"}, {"office_label": "短"}, {"support": "财政所"}])
def test_a_change_of_an_item_says_why(cast: Cast, browser, problem: Problem, fields: dict[str, str]) -> None:
    answer = fill_in(browser(cast.chief), problem, **fields, reason=" ")
    assert errors_of(answer) == {"reason": ["请写明改动的缘由。"]}
    fill_in(browser(cast.chief), problem, **fields, reason="现场核查")
    assert {change.reason for change in Change.objects.all()} == {"现场核查"}


def test_saving_an_item_as_it_is_needs_no_reason_and_says_nothing(cast: Cast, browser, problem: Problem) -> None:
    chief = browser(cast.chief)
    fill_in(chief, problem, office_status="phased", office_note="第一行\r\n第二行", responsible="党政办\r\n财政所")
    n = Proposal.objects.count()
    assert fill_in(chief, problem, reason="").status_code == 302
    assert Proposal.objects.count() == n


def test_a_share_that_waits_is_shown_and_taken_back(cast: Cast, browser, problem: Problem) -> None:
    office = browser(cast.office)
    fill_in(office, problem, responsible="组织办")
    form = office.get(page_of(problem)).context["adminform"].form
    assert form["responsible"].value() == "组织办"
    assert "待审批" in str(form["leader"].help_text)
    fill_in(office, problem, responsible="党政办", reason="不必改")
    assert Proposal.objects.get().decision == "taken_back"


def test_a_body_that_no_list_could_hold_is_refused(cast: Cast, browser, problem: Problem) -> None:
    assert "support" in errors_of(fill_in(browser(cast.chief), problem, support="长" * 151))
    assert bodies(problem) == [("responsible", "党政办")]


def test_a_waiting_wording_is_shown_proposed_once_and_taken_back(cast: Cast, browser, problem: Problem) -> None:
    office = browser(cast.office)
    fill_in(office, problem, office_label="学习走过场")
    form = office.get(page_of(problem)).context["adminform"].form
    assert form["office_label"].value() == "学习走过场"
    assert "清空即撤销" in str(form["office_label"].help_text)
    fill_in(office, problem, office_label="学习走过场", office_status="phased")
    assert Proposal.objects.filter(kind="label").count() == 1
    fill_in(office, problem, office_label="", reason="不必改")
    taken_back = Proposal.objects.get(kind="label")
    assert (taken_back.decision, taken_back.decision_reason) == ("taken_back", "不必改")


def said(page: object) -> str:
    return "\n".join(str(message) for message in page.context["messages"])


def asked_again(cast: Cast, client: Client, problem: Problem, **fields: str) -> dict[str, list[str]]:
    page = bulk(client, "problem", "set_word", [problem], **fields, reason="核实")
    assert not Proposal.objects.exists()
    return page.context["form"].errors


def test_a_bulk_word_that_says_nothing_is_asked_again(cast: Cast, browser, problem: Problem) -> None:
    assert "__all__" in asked_again(cast, browser(cast.office), problem, status="keep")


def test_a_time_limit_without_its_tick_is_asked_again(cast: Cast, browser, problem: Problem) -> None:
    office = browser(cast.office)
    assert "change_deadline" in asked_again(cast, office, problem, status="keep", deadline="2030-01-01")
    page = bulk(
        office,
        "problem",
        "set_word",
        [problem],
        status="keep",
        deadline="2030-01-01",
        change_deadline="on",
        reason="核实",
    )
    assert "1 项待审批" in said(page)


def test_taking_back_a_word_that_was_never_said_proposes_nothing(cast: Cast, browser, problem: Problem) -> None:
    page = bulk(browser(cast.office), "problem", "set_word", [problem], status="", reason="核实")
    assert "0 个事项" in said(page)
    assert edits.office_word(problem) is None


def test_an_undone_share_stands_as_before(cast: Cast, browser, problem: Problem) -> None:
    fill_in(browser(cast.chief), problem, responsible="组织办")
    batch = Proposal.objects.get().batch
    browser(cast.chief).post(f"/admin/ledger/problem/undo/{batch}/", {"reason": "填错了"})
    assert bodies(problem) == [("responsible", "党政办")]
