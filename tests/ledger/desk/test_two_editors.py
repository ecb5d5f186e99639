"""Two people at one item: the second is told who changed what, keeps all that was typed, and may send it again."""

import pytest
from django.urls import reverse

from rectify.ledger import edits
from rectify.ledger.models import Letter, Problem, Step
from rectify.ledger.workflow import act
from tests.ledger.build import a_problem
from tests.ledger.desk.conftest import page_of
from tests.ledger.test_admin_items import edit
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db


def data_of(page: object) -> dict[str, object]:
    """What the browser would send of an item's page."""
    form = page.context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        data |= {management.add_prefix(name): management[name].value() for name in management.fields}
    return data


def test_the_second_to_save_is_told_and_loses_nothing(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    first, second = browser(cast.chief), browser(cast.office)
    typed = data_of(second.get(page_of(problem))) | {
        "office_status": "phased", "office_note": "第二人写的", "reason": "核实",
    }  # fmt: skip
    edit(first, problem, office_status="completed", office_note="第一人写的")
    answer = second.post(page_of(problem), typed)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "zhuren" in text
    assert "进展认定 已同意：已完成，第一人写的" in text
    form = answer.context["adminform"].form
    assert (form["office_status"].value(), form["office_note"].value()) == ("phased", "第二人写的")
    assert edits.office_word(problem).note == "第一人写的"
    # On purpose, with the page as it came back.
    again = second.post(page_of(problem), typed | {"token": form["token"].value()})
    assert again.status_code == 302
    assert edits.office_word(problem).note == "第二人写的"


def test_an_act_after_somebody_elses_is_told_too(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    contact = browser(cast.contact)
    form = contact.get(page_of(problem)).context["action_forms"][0]
    typed = {"token": form["token"].value(), "progress": "phased", "note": "完成一半"}
    act([problem], "comment", cast.supervisor, note="请抓紧")
    address = reverse("admin:ledger_problem_act", args=[problem.pk, "report"])
    answer = contact.post(address, typed)
    assert answer.status_code == 200
    assert "jian" in answer.content.decode()
    assert answer.context["form"]["note"].value() == "完成一半"
    assert not Step.objects.filter(action="report").exists()
    again = contact.post(address, typed | {"token": answer.context["form"]["token"].value()})
    assert again.status_code == 302
    assert Step.objects.get(action="report").new_progress == "phased"


@pytest.mark.parametrize("token", ["", "x", "1-2", "-1-2-3", "9" * 40 + "-0-0", "٣-0-0"])
def test_a_strange_token_is_no_error(cast: Cast, browser, token: str) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    address = reverse("admin:ledger_problem_act", args=[problem.pk, "comment"])
    assert browser(cast.office).post(address, {"note": "看过", "token": token}).status_code == 302
    assert Problem.objects.count() == 1


def test_a_letter_edited_meanwhile_is_not_lost(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    first, second = browser(cast.chief), browser(cast.office)
    first.post("/admin/ledger/letter/add/", {"kind": "reminder", "problems": [problem.pk], "addressee": "县委"})
    letter = Letter.objects.get()
    page = reverse("admin:ledger_letter_change", args=[letter.pk])
    mine, theirs = data_of(second.get(page)) | {"text": "第二人写的"}, data_of(first.get(page)) | {"text": "第一人写的"}
    assert first.post(page, theirs | {"_continue": "1"}).status_code == 302
    answer = second.post(page, mine | {"_sent": "1"})
    assert answer.status_code == 200
    assert "zhuren" in answer.content.decode()
    form = answer.context["adminform"].form
    assert form["text"].value() == "第二人写的"
    letter.refresh_from_db()
    assert (letter.text, letter.sent_at) == ("第一人写的", None)
    assert f'value="{form["token"].value()}"' in answer.content.decode()
    assert second.post(page, mine | {"token": form["token"].value()}).status_code == 302
    letter.refresh_from_db()
    assert letter.text == "第二人写的"


def test_a_report_loaded_anew_meanwhile_is_told_too(cast: Cast, browser) -> None:
    report = a_problem(cast.inspection).inspection.reports.get()
    chief, page = browser(cast.chief), reverse("admin:ledger_report_change", args=[report.pk])
    typed = data_of(chief.get(page)) | {"post": "青石路1号"}
    report.hours = "9:00-17:00"
    report.save()
    answer = chief.post(page, typed)
    assert "重新载入" in answer.content.decode()
    report.refresh_from_db()
    assert (report.post, report.hours) == ("", "9:00-17:00")


@pytest.mark.parametrize("token", ["", "x", "-", "9-", "٣-0", "9" * 40 + "-0"])
def test_a_strange_token_of_another_page_is_no_error(cast: Cast, browser, token: str) -> None:
    page = reverse("admin:ledger_unit_change", args=[cast.inspection.unit_id])
    chief = browser(cast.chief)
    assert chief.post(page, data_of(chief.get(page)) | {"token": token}).status_code == 302
