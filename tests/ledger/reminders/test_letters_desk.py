"""Letters at the desk: looked over, edited, marked as sent by a person, printed, answered."""

import io

import docx
import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from rectify.ledger.models import Letter
from tests.ledger.reminders.people import TODAY, a_person, an_item, followed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    user = a_person("office", "office")
    client.force_login(user)
    return user


@pytest.fixture
def draft(office) -> Letter:
    inspection = followed()
    an_item(inspection, "甲事项", -2)
    an_item(inspection, "乙事项", -3)
    call_command("send_reminders", date=TODAY, verbosity=0)
    return Letter.objects.get()


def page(letter: Letter, what: str = "change") -> str:
    return reverse(f"admin:ledger_letter_{what}", args=[letter.pk])


def save(client, letter: Letter, **fields):
    data = {"addressee": letter.addressee, "subject": letter.subject, "text": letter.text, "answer": letter.answer}
    return client.post(page(letter), data | {"sent_on": ""} | fields)


def test_a_draft_is_edited_and_sent_by_a_person(client, draft):
    assert save(client, draft, text="改过的内容").status_code == 302
    draft.refresh_from_db()
    assert (draft.text, draft.sent_at) == ("改过的内容", None)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    save(client, draft, text="改过的内容", sent_on=yesterday.isoformat(), _sent="1")
    draft.refresh_from_db()
    assert timezone.localdate(draft.sent_at) == yesterday
    assert "标记为已发出" in LogEntry.objects.first().get_change_message()


def test_what_was_sent_stays_and_is_answered(client, draft):
    save(client, draft, _sent="1")
    save(client, draft, text="事后改写", subject="事后改写", answer="已于当日回复")
    draft.refresh_from_db()
    assert "事后改写" not in draft.text + draft.subject
    assert draft.answer == "已于当日回复"


def test_a_day_to_come_is_no_day_of_sending(client, draft):
    response = save(client, draft, sent_on="2999-01-01", _sent="1")
    assert response.context["adminform"].form.errors == {"sent_on": ["发出日期不能晚于今天。"]}
    draft.refresh_from_db()
    assert draft.sent_at is None


def test_a_draft_that_is_not_wanted_is_withdrawn_and_kept(client, draft):
    save(client, draft, _withdraw="1")
    draft.refresh_from_db()
    assert draft.withdrawn_at
    save(client, draft, text="再改")
    draft.refresh_from_db()
    assert draft.text != "再改"
    assert client.post(reverse("admin:ledger_letter_delete", args=[draft.pk])).status_code == 403


def test_many_are_marked_at_once(client, draft):
    other = Letter.objects.create(
        kind="talk", inspection=draft.inspection, addressee="主要负责人", subject="约谈", text=""
    )
    Letter.objects.filter(pk=other.pk).update(withdrawn_at=timezone.now())
    data = {"action": "mark_sent", "_selected_action": [draft.pk, other.pk]}
    client.post(reverse("admin:ledger_letter_changelist"), data)
    assert list(Letter.objects.filter(sent_at__isnull=False)) == [draft]


@pytest.mark.parametrize(
    "query", ["state=draft", "origin=rule", "kind__exact=supervision", "q=督办函", "state=nonsense"]
)
def test_the_list_is_filtered(client, draft, query):
    Letter.objects.create(
        kind="talk",
        inspection=draft.inspection,
        addressee="主要负责人",
        subject="约谈",
        text="",
        sent_at=timezone.now(),
    )
    response = client.get(reverse("admin:ledger_letter_changelist") + f"?{query}")
    found = list(response.context["cl"].queryset)
    assert draft in found
    assert len(found) == (2 if "nonsense" in query else 1)


def test_a_letter_begins_from_chosen_items(client, office):
    inspection = followed()
    items = [an_item(inspection, "甲事项", 5), an_item(inspection, "乙事项")]
    data = {"kind": "talk", "problems": [item.pk for item in items], "addressee": "分管领导"}
    response = client.post(reverse("admin:ledger_letter_add"), data)
    letter = Letter.objects.get()
    assert response["Location"] == page(letter)
    assert (letter.key, letter.made_by, letter.inspection) == ("", office, inspection)
    assert set(letter.problems.all()) == set(items)
    assert "1．第1项：甲事项（办理时限2026年3月7日）\n2．第2项：乙事项（未定办理时限）" in letter.text


@pytest.mark.parametrize(("addressee", "salutation"), [("中共青石县委", "中共青石县委："), ("", "青石县：")])
def test_a_letter_greets_whom_it_is_addressed_to(client, office, addressee, salutation):
    data = {"kind": "supervision", "problems": [an_item(followed(), "甲事项").pk], "addressee": addressee}
    client.post(reverse("admin:ledger_letter_add"), data)
    letter = Letter.objects.get()
    assert letter.text.splitlines()[0] == salutation == f"{letter.addressee}："


def test_items_chosen_in_the_list_go_into_the_letters_form(client, office):
    inspection = followed()
    items = [an_item(inspection, "甲事项"), an_item(inspection, "乙事项")]
    stranger = an_item(followed("baisha", "白沙区"), "丙事项")
    address = reverse("admin:ledger_problem_changelist")

    def choose(*chosen):
        return client.post(address, {"action": "write_letter", "_selected_action": [item.pk for item in chosen]})

    response = choose(*items)
    form = client.get(response["Location"]).context["adminform"].form
    assert {str(pk) for pk in form["problems"].value()} == {str(item.pk) for item in items}
    assert form["addressee"].value() == "青石县"
    assert choose(items[0], stranger)["Location"] == address
    client.force_login(a_person("contact", "contact", unit=inspection.unit))
    assert "write_letter" not in client.get(address).content.decode()


def test_items_of_two_units_make_no_letter(client, office):
    items = [an_item(followed(), "甲事项"), an_item(followed("baisha", "白沙区"), "乙事项")]
    data = {"kind": "reminder", "problems": [item.pk for item in items], "addressee": "承办人"}
    response = client.post(reverse("admin:ledger_letter_add"), data)
    assert "problems" in response.context["adminform"].form.errors
    assert not Letter.objects.exists()


def test_the_print_page_and_the_word_document_say_the_same(client, draft, settings):
    settings.OFFICE_NAME = "青石县委巡察办"
    draft.text = draft.text.replace("\n2026年3月2日", "\n青石县委巡察办\n2026年3月2日") + "\x0b"
    draft.save()
    printed = client.get(page(draft, "print")).content.decode()
    response = client.get(page(draft, "docx"))
    assert "filename*=utf-8" in response["Content-Disposition"]
    document = docx.Document(io.BytesIO(b"".join(response.streaming_content)))
    texts = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert next(iter(texts)).replace("\n", "") == draft.subject
    assert texts["青石县并主要负责人："] == "Normal"
    assert texts["青石县委巡察办"] == texts["2026年3月2日"] == "公文落款"
    for text in list(texts)[1:]:
        assert f">{text}</p>" in printed
    assert "草稿，尚未发出" in printed


def test_the_record_of_a_talk_holds_what_was_said(client, draft):
    draft.kind, draft.answer = "talk", "承诺四月底前完成"
    draft.save()
    printed = client.get(page(draft, "print")).content.decode()
    assert printed.index("谈话情况") < printed.index("承诺四月底前完成") < printed.index('class="signature"')


@pytest.mark.parametrize("what", ["change", "print", "docx"])
def test_a_unit_reads_its_own_letters_once_they_are_sent(client, draft, what):
    contact = a_person("contact", "contact", unit=draft.inspection.unit)
    elsewhere = a_person("elsewhere", "contact", unit=followed("baisha", "白沙区").unit)
    limited = a_person("limited", "supervisor", unit=draft.inspection.unit, area="organization")
    client.force_login(contact)
    refused = client.get(page(draft, what))
    assert refused.status_code in (302, 404)
    Letter.objects.update(sent_at=timezone.now())
    assert client.get(page(draft, what)).status_code == 200
    assert save(client, draft, text="改写").status_code == 403
    for other in (elsewhere, limited):
        client.force_login(other)
        assert client.get(page(draft, what)).status_code in (302, 404)


def test_a_title_is_parted_where_a_phrase_ends():
    from rectify.ledger.reporting.official import title_lines

    assert title_lines("关于青石县2项整改事项逾期的督办函") == ["关于青石县2项整改事项逾期的督办函"]
    lines = title_lines("关于中共青石县水务局党组12项整改事项逾期的督办函")
    assert lines == ["关于中共青石县水务局党组", "12项整改事项逾期的督办函"]
    assert max(map(len, title_lines("字" * 100))) <= 19
