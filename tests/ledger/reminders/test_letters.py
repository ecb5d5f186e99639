"""The rules draft letters, once for each item, deadline and rule; they are data that an office can replace."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rectify.ledger.models import Handling, Letter
from rectify.ledger.reminders.rules import RuleMistake, load_rules, rule_for
from tests.ledger.reminders.people import TODAY, an_item, followed


def send(day=TODAY) -> None:
    call_command("send_reminders", date=day, verbosity=0)


@pytest.mark.parametrize(
    ("days", "rule"),
    [(21, None), (20, "due-20"), (11, "due-20"), (10, "due-10"), (0, "due-10"), (-1, "overdue"), (-29, "overdue"),
     (-30, "overdue-30"), (-400, "overdue-30")],
)  # fmt: skip
def test_the_last_rule_that_applies_is_taken(days, rule):
    found = rule_for(load_rules(), TODAY + timedelta(days=days), TODAY)
    assert (found and found.name) == rule


@pytest.mark.django_db
def test_a_letter_gathers_the_items_of_one_inspection_and_is_a_draft():
    here, there = followed(), followed("baisha", "白沙区")
    items = [an_item(here, "甲事项", 15), an_item(here, "乙事项", 19), an_item(there, "丙事项", 15)]
    an_item(here, "还早", 25)
    an_item(here, "已报请审核", -5, stage="submitted")
    send()
    letters = {letter.inspection: letter for letter in Letter.objects.all()}
    assert set(letters) == {here, there}
    letter = letters[here]
    assert list(letter.problems.order_by("number")) == items[:2]
    assert (letter.kind, letter.addressee, letter.sent_at, letter.made_by) == ("reminder", "承办人", None, None)
    assert letter.subject == "关于青石县2项整改事项20日内到期的提示函"
    assert "1．第1项：甲事项（办理时限2026年3月17日）\n2．第2项：乙事项（办理时限2026年3月21日）" in letter.text
    assert "2026年3月2日" in letter.text
    assert "{" not in letter.text


@pytest.mark.django_db
def test_addressees_rise_with_time():
    inspection = followed()
    an_item(inspection, "甲事项", 20)
    for days in (0, 10, 21, 50):
        send(TODAY + timedelta(days=days))
    found = list(Letter.objects.order_by("id").values_list("kind", "addressee"))
    assert found == [
        ("reminder", "承办人"),
        ("reminder", "承办人、分管领导"),
        ("supervision", "党组织、主要负责人"),
        ("talk", "主要负责人"),
    ]


@pytest.mark.django_db
def test_the_same_item_deadline_and_rule_make_one_letter_for_good():
    inspection = followed()
    problem = an_item(inspection, "甲事项", -2)
    send()
    Letter.objects.update(withdrawn_at="2026-03-02T08:00:00Z")
    send(TODAY + timedelta(days=1))
    assert Letter.objects.count() == 1
    later = an_item(inspection, "乙事项", -2)
    send(TODAY + timedelta(days=1))
    assert [list(letter.problems.all()) for letter in Letter.objects.order_by("id")] == [[problem], [later]]
    Handling.objects.filter(problem=problem).update(deadline=TODAY)
    send(TODAY + timedelta(days=2))
    assert Letter.objects.count() == 3, "a new deadline counts anew"


@pytest.mark.django_db
def test_items_that_nobody_follows_or_that_are_withdrawn_make_no_letter():
    inspection, other = followed(), followed("baisha", "白沙区")
    problem = an_item(inspection, "甲事项", -2)
    problem.withdrawn_at = "2026-03-01T08:00:00Z"
    problem.save()
    an_item(other, "乙事项", -2)
    other.followed = False
    other.save()
    send()
    assert not Letter.objects.exists()


RULE = """
[[rules]]
name = "late"
days_left = -5
kind = "supervision"
to = ["主要负责人"]
subject = "{unit}"
text = "{items}"
"""


def rules_in(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[[rules]]", "[[rules", "无法读取督办规则"),
        ("[[rules]]", "[rules]", "应当以 [[rules]] 开头"),
        ("-5", '"five"', "days_left 没有填写，或类型不对"),
        ("supervision", "shouting", "kind 应当是 reminder、supervision、talk 之一"),
        ("{unit}", "{unit.__class__}", "不能填入 {unit.__class__}"),
        ("{items}", "{", "花括号不成对"),
        ('"late"', '"Late one"', "小写字母"),
        (RULE, RULE + RULE, "不能重复"),
    ],
)
def test_a_mistake_in_the_rules_is_named(tmp_path, old, new, words):
    with pytest.raises(RuleMistake) as raised:
        load_rules(rules_in(tmp_path, RULE.replace(old, new)))
    assert words in str(raised.value)
    assert "rules.toml" in str(raised.value)


@pytest.mark.django_db
def test_the_command_ends_on_rules_that_cannot_be_used(tmp_path, settings):
    settings.ESCALATION_RULES = tmp_path / "missing.toml"
    with pytest.raises(CommandError, match=r"missing\.toml"):
        call_command("send_reminders")


@pytest.mark.django_db
def test_an_office_can_have_rules_of_its_own(tmp_path, settings):
    settings.ESCALATION_RULES = rules_in(tmp_path, RULE)
    an_item(followed(), "甲事项", -4)
    an_item(followed("baisha", "白沙区"), "乙事项", -5)
    send()
    assert [letter.subject for letter in Letter.objects.all()] == ["白沙区"]
