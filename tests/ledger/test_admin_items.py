"""Staff find items and speak of them; readers see it at once, and who did what stays known."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rectify.ledger.models import Change, Problem, ProblemCount, StatusStatement
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return User.objects.create_superuser("office", "office@example.org", "correct horse battery")


@pytest.fixture
def desk(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


def edit(desk: Client, problem: Problem, **fields: str) -> None:
    """Save an item's form as the browser would, with these fields changed."""
    address = reverse("admin:ledger_problem_change", args=[problem.pk])
    page = desk.get(address).context
    form = page["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields} | {"reason": "核对"} | fields
    for inline in page["inline_admin_formsets"]:
        management = inline.formset.management_form
        data |= {management.add_prefix(name): management[name].value() for name in management.fields}
        for row in inline.formset.initial_forms:
            data |= {row.add_prefix(name): row[name].value() or "" for name in row.fields}
    response = desk.post(address, data)
    assert response.status_code == 302, response.context["adminform"].form.errors


def act(desk: Client, action: str, problems: list[Problem], **fields: str) -> None:
    data = {"action": action, "_selected_action": [p.pk for p in problems], "confirmed": "1", **fields}
    response = desk.post(reverse("admin:ledger_problem_changelist"), data)
    assert response.status_code == 302


def test_the_desk_needs_a_login(client: Client) -> None:
    response = client.get(reverse("admin:ledger_problem_changelist"))
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


@pytest.mark.parametrize("query", ["q=运用", "q=脱", "status__exact=in_progress", "unit={unit}"])
def test_an_item_is_found_by_words_status_and_unit(desk: Client, query: str) -> None:
    inspection = an_inspection()
    a_problem(an_inspection("baisha", "白沙区"), "会议制度不健全", "completed")
    a_problem(inspection, "学习与运用脱节", "in_progress")
    query = query.format(unit=inspection.unit_id)
    found = desk.get(reverse("admin:ledger_problem_changelist") + f"?{query}").context["cl"].queryset
    assert [problem.name for problem in found] == ["学习与运用脱节"]


def test_a_changed_status_is_the_offices_word_and_is_recorded(desk: Client, staff: User) -> None:
    problem = a_problem(an_inspection(), status_="completed")
    edit(desk, problem, office_status="in_progress", office_deadline="2027-03-31", office_note="资料不全")
    problem.refresh_from_db()
    assert (problem.status, problem.status_by, str(problem.deadline)) == ("in_progress", "office", "2027-03-31")
    assert problem.status_as_of == timezone.localdate().isoformat()
    assert {(c.field, c.old, c.new, c.actor) for c in Change.objects.all()} == {
        ("status", "completed", "in_progress", staff),
        ("deadline", "", "2027-03-31", staff),
        ("note", "", "资料不全", staff),
    }
    assert problem.statements.filter(by="report").get().status == "completed"
    assert ProblemCount.objects.get().status == "in_progress"


def test_taking_the_word_back_shows_the_reports_again(desk: Client) -> None:
    problem = a_problem(an_inspection(), status_="completed")
    edit(desk, problem, office_status="in_progress")
    edit(desk, problem, office_status="")
    problem.refresh_from_db()
    assert (problem.status, problem.status_by) == ("completed", "report")
    assert problem.statements.count() == 3


def test_saving_without_a_change_records_nothing(desk: Client) -> None:
    problem = a_problem(an_inspection(), status_="completed")
    edit(desk, problem)
    assert StatusStatement.objects.count() == 1
    assert not Change.objects.exists()


def test_many_at_once_share_one_batch_and_reason(desk: Client) -> None:
    problems = [a_problem(an_inspection(), status_="in_progress") for _ in range(3)]
    act(desk, "set_word", problems[:2], status="completed", reason="现场核查")
    assert list(Problem.objects.values_list("status", flat=True)) == ["completed", "completed", "in_progress"]
    changes = Change.objects.all()
    assert len({change.batch for change in changes}) == 1
    assert {change.reason for change in changes} == {"现场核查"}


def test_many_at_once_leave_what_is_not_named(desk: Client) -> None:
    problem = a_problem(an_inspection(), status_="in_progress")
    edit(desk, problem, office_status="phased", office_deadline="2027-03-31", office_note="已过半")
    act(desk, "set_word", [problem], status="keep", change_deadline="on", deadline="2027-06-30", reason="同意延期")
    word = problem.statements.filter(by="office").first()
    assert (word.status, str(word.deadline), word.note) == ("phased", "2027-06-30", "已过半")


def test_a_bulk_change_asks_for_its_reason(desk: Client) -> None:
    problem = a_problem(an_inspection(), status_="in_progress")
    data = {"action": "set_word", "_selected_action": [problem.pk], "confirmed": "1", "status": "completed"}
    response = desk.post(reverse("admin:ledger_problem_changelist"), data)
    assert response.context["form"].errors.keys() == {"reason"}
    assert not Change.objects.exists()


def test_withdrawn_items_leave_the_counts_and_come_back(desk: Client) -> None:
    problem = a_problem(an_inspection(), status_="completed")
    act(desk, "withdraw", [problem], reason="与第 2 项重复")
    assert not Problem.objects.public().exists()
    assert not ProblemCount.objects.exists()
    act(desk, "restore", [problem], reason="误撤")
    assert Problem.objects.public().get().number == problem.number
    assert [change.field for change in Change.objects.all()] == ["withdrawn", "withdrawn"]


def test_an_items_own_wording_is_found_by_search(desk: Client) -> None:
    problem = a_problem(an_inspection(), status_="completed")
    edit(desk, problem, office_label="理论武装需加强")
    found = desk.get(reverse("admin:ledger_problem_changelist") + "?q=武装").context["cl"].queryset
    assert [row.pk for row in found] == [problem.pk]


def test_nothing_can_be_deleted_from_the_desk(desk: Client) -> None:
    problem = a_problem(an_inspection(), status_="completed")
    assert desk.post(reverse("admin:ledger_problem_delete", args=[problem.pk])).status_code == 403
    assert "delete_selected" not in desk.get(reverse("admin:ledger_problem_changelist")).content.decode()


@pytest.mark.parametrize(
    "model",
    ["round", "unit", "inspection", "report", "document", "section", "doubt", "problem", "measure", "statusstatement",
     "change"],
)  # fmt: skip
def test_every_list_opens(desk: Client, model: str) -> None:
    a_problem(an_inspection(), status_="completed")
    assert desk.get(reverse(f"admin:ledger_{model}_changelist") + "?q=学").status_code == 200
