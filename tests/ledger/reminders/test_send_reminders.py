"""`manage.py send_reminders`: each person one mail of what is new to them, and nothing of anybody else's unit."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from rectify.ledger.models import Doubt, Handling, Letter, Post, ReaderNote, Reminded, Step
from tests.ledger.reminders.people import TODAY, a_person, an_item, followed

pytestmark = pytest.mark.django_db


def send(day=TODAY, **options) -> str:
    out = StringIO()
    call_command("send_reminders", date=day, stdout=out, **options)
    return out.getvalue()


def mails() -> dict[str, mail.EmailMultiAlternatives]:
    return {message.to[0].split("@")[0]: message for message in mail.outbox}


def a_step(problem, actor, action, new_stage, **fields) -> Step:
    return Step.objects.create(
        problem=problem, action=action, new_stage=new_stage, actor=actor, role="office", at=timezone.now(), **fields
    )


def test_a_contact_is_told_of_their_own_units_time_limits_once():
    inspection = followed()
    contact = a_person("contact", "contact", unit=inspection.unit)
    for label, days in [("甲事项", -3), ("乙事项", 0), ("丙事项", 10), ("丁事项", 11), ("戊事项", 20), ("己事项", 21)]:
        an_item(inspection, label, days)
    an_item(followed("baisha", "白沙区"), "别处的事项", 5)
    an_item(inspection, "已报请审核", 5, stage="submitted")

    send()
    (message,) = mail.outbox
    assert message.subject == "整改督办提醒：逾期1项，10日内到期2项，20日内到期2项"
    assert message.to == [contact.email]
    assert "甲事项：时限2026年2月27日，已逾期3天" in message.body
    assert "乙事项：时限2026年3月2日，今天到期" in message.body
    for hidden in ("己事项", "别处的事项", "白沙区", "已报请审核"):
        assert hidden not in message.body
        assert hidden not in message.alternatives[0][0]

    send()
    assert len(mail.outbox) == 1
    send(TODAY + timedelta(days=1))
    assert [message.subject for message in mail.outbox[1:]] == [
        "整改督办提醒：逾期1项，10日内到期1项，20日内到期1项"
    ], "each threshold that an item newly passes"


def test_links_lead_to_the_desk_by_the_public_address(settings):
    settings.PUBLIC_URL = "https://ledger.example"
    inspection = followed()
    a_person("contact", "contact", unit=inspection.unit)
    problem = an_item(inspection, "甲事项", 5)
    send()
    address = "https://ledger.example" + reverse("admin:ledger_problem_change", args=[problem.pk])
    assert address in mail.outbox[0].body
    assert f'href="{address}"' in mail.outbox[0].alternatives[0][0]


def test_a_deadline_that_moved_is_told_of_again():
    inspection = followed()
    a_person("contact", "contact", unit=inspection.unit)
    problem = an_item(inspection, "甲事项", 5)
    send()
    Handling.objects.filter(problem=problem).update(deadline=TODAY + timedelta(days=8))
    send()
    assert len(mail.outbox) == 2


def test_what_people_wrote_stays_at_the_desk():
    inspection = followed()
    office = a_person("office", "office")
    a_person("contact", "contact", unit=inspection.unit)
    problem = an_item(inspection, "甲事项", 90, stage="sent_back")
    a_step(problem, office, "send_back", "sent_back", note="台账与凭证不一致")
    ReaderNote.objects.create(kind="error", text="我是李某某", contact="李某某", unit=inspection.unit)
    send()
    found = mails()
    assert "甲事项：已退回，请继续整改" in found["contact"].body
    assert "青石县：数据与原文不符" in found["office"].body
    for message in found.values():
        assert "凭证" not in message.body
        assert "李某某" not in message.body + message.subject


def test_a_second_return_is_told_of_and_an_undone_one_is_not():
    inspection = followed()
    office = a_person("office", "office", email="")
    a_person("contact", "contact", unit=inspection.unit)
    problem = an_item(inspection, "甲事项", stage="sent_back")
    undone = a_step(problem, office, "send_back", "sent_back")
    a_step(problem, office, "undo", "submitted", undoes=undone)
    send()
    assert mail.outbox == []
    a_step(problem, office, "send_back", "sent_back")
    send()
    assert [message.subject for message in mail.outbox] == ["整改督办提醒：退回1项"]


def test_decisions_on_extensions_are_told_of_while_they_are_news():
    inspection = followed()
    office = a_person("office", "office", email="")
    a_person("contact", "contact", unit=inspection.unit)
    problem = an_item(inspection, "甲事项")
    day = timezone.localdate()
    a_step(problem, office, "grant_extension", "working", new_deadline=day + timedelta(days=90))
    send(day + timedelta(days=31))
    assert mail.outbox == []
    send(day)
    assert "甲事项：同意延期，新时限" in mail.outbox[0].body


def test_the_supervisor_is_told_what_waits_for_review_and_the_office_where_there_is_none():
    supervised, alone = followed(), followed("baisha", "白沙区")
    a_person("supervisor", "supervisor", unit=supervised.unit)
    a_person("organisation", "supervisor", unit=supervised.unit, area="organization")
    a_person("office", "office")
    an_item(supervised, "有监督单位", stage="submitted")
    an_item(alone, "没有监督单位", stage="submitted")
    send()
    found = mails()
    assert set(found) == {"supervisor", "office"}
    assert "有监督单位" in found["supervisor"].body
    assert "青石县" not in found["office"].body
    assert "没有监督单位" in found["office"].body


def test_the_office_is_told_what_waits_for_it():
    inspection = followed()
    a_person("office", "office")
    an_item(inspection, "甲", stage="checked")
    an_item(inspection, "乙", 40, extension_asked=TODAY + timedelta(days=90))
    an_item(inspection, "丙", stage="watched", look_again_on=TODAY)
    an_item(inspection, "丁", stage="watched", look_again_on=TODAY + timedelta(days=1))
    Doubt.objects.create(inspection=inspection, kind="figure", reason="两处数字不一致", key="d1")
    an_item(inspection, "戊", -1)
    send()
    subject = mails()["office"].subject
    assert subject == "整改督办提醒：待销号1项，延期申请1项，复查1项，文书待发1项，待核1项"


def test_the_approver_is_told_what_waits_to_be_published():
    from rectify.ledger.publishing import propose

    inspection = followed()
    office = a_person("office", "office", email="")
    a_person("approver", "approver")
    problem = an_item(inspection, "甲事项")
    propose("statement", actor=office, problem=problem, status="completed", reason="内部缘由")
    send()
    (message,) = mail.outbox
    assert message.subject == "整改督办提醒：待审批1项"
    assert "青石县第1项 甲事项：进展认定" in message.body
    assert "内部缘由" not in message.body


def test_whoever_has_left_hears_nothing():
    inspection = followed()
    left = a_person("left", "contact", unit=inspection.unit)
    Post.objects.filter(user=left).update(ended_on=TODAY)
    gone = a_person("gone", "contact", unit=inspection.unit)
    gone.is_active = False
    gone.save()
    a_person("no-address", "contact", "", unit=inspection.unit)
    an_item(inspection, "甲事项", 5)
    assert "封" not in send()
    assert mail.outbox == []


def test_two_posts_make_one_mail():
    here, there = followed(), followed("baisha", "白沙区")
    contact = a_person("contact", "contact", unit=here.unit)
    Post.objects.create(user=contact, role="contact", unit=there.unit)
    an_item(here, "甲事项", 5)
    an_item(there, "乙事项", 5)
    send()
    assert [message.subject for message in mail.outbox] == ["整改督办提醒：10日内到期2项"]


def test_a_dry_run_shows_and_leaves_no_trace():
    inspection = followed()
    a_person("contact", "contact", unit=inspection.unit)
    an_item(inspection, "甲事项", 5)
    shown = send(dry_run=True)
    assert "contact@example.org" in shown
    assert "甲事项：时限2026年3月7日，还有5天" in shown
    assert "将拟制：青石县（第r1轮） 提示函，1 项（规则 due-10）" in shown
    assert (len(mail.outbox), Reminded.objects.count(), Letter.objects.count()) == (0, 0, 0)


class Refusing(EmailBackend):
    """Takes every mail but one."""

    def send_messages(self, messages):
        if messages[0].to == ["first@example.org"]:
            raise OSError("connection refused")
        return super().send_messages(messages)


def test_a_mail_that_fails_is_told_and_sent_next_time(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    inspection = followed()
    a_person("first", "contact", unit=inspection.unit)
    second = a_person("second", "contact", unit=inspection.unit)
    an_item(inspection, "甲事项", 5)
    with pytest.raises(CommandError, match=r"(?s)有 1 封提醒没有发出.*first@example.org：connection refused"):
        send()
    assert [message.to for message in mail.outbox] == [[second.email]]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send()
    assert [message.to for message in mail.outbox] == [[second.email], ["first@example.org"]]


def test_a_busy_database_has_no_mail_sent_twice():
    inspection = followed()
    first = a_person("first", "contact", unit=inspection.unit)
    second = a_person("second", "contact", unit=inspection.unit)
    an_item(inspection, "甲事项", 5)
    refusals = iter([OperationalError("database is locked")])

    def busy_once(execute, sql, params, many, context):
        if sql.startswith("INSERT") and Reminded._meta.db_table in sql and (refusal := next(refusals, None)):
            raise refusal
        return execute(sql, params, many, context)

    with (
        connection.execute_wrapper(busy_once),
        pytest.raises(CommandError, match=r"first@example.org：database is locked"),
    ):
        send()
    send()
    send()
    assert [message.to for message in mail.outbox] == [[second.email], [first.email]]


def test_a_long_list_is_cut_and_says_so():
    inspection = followed()
    a_person("contact", "contact", unit=inspection.unit)
    for n in range(33):
        an_item(inspection, f"事项{n}", 5)
    send()
    assert "另有3项，请在工作台查看" in mail.outbox[0].body
    send()
    assert len(mail.outbox) == 1


def test_a_day_that_is_none_is_told():
    with pytest.raises(CommandError, match="请写成 2026-03-05"):
        call_command("send_reminders", "--date", "5.3.2026")
