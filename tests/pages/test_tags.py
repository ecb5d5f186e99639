"""How pages write statuses, shares and dates."""

from datetime import date

import pytest
from django.utils import translation

from rectify.ledger.choices import Status
from rectify.ledger.dates import PartialDate
from rectify.ledger.progress import Progress
from rectify.pages.statuses import MARKS
from rectify.pages.templatetags.ledger_tags import (
    bar,
    day,
    describe,
    mailto,
    name_of_inspection_kind,
    percent,
    status,
    tel,
)


@pytest.mark.parametrize(
    ("share", "written"),
    [(None, "—"), (0, "0.0%"), (297 / 329, "90.3%"), (0.9999, "99.9%"), (1, "100%")],
)
def test_a_share_is_never_rounded_up_to_all(share: float | None, written: str) -> None:
    assert percent(share) == written


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (PartialDate("2020-03-02"), "2020年3月2日", "March 2, 2020"),
        (PartialDate("2020-03"), "2020年3月", "March 2020"),
        (PartialDate("2020"), "2020年", None),
        (date(2020, 12, 31), "2020年12月31日", "Dec. 31, 2020"),
        (None, "", ""),
    ],
)
def test_a_date_is_as_precise_as_its_source(value: object, chinese: str, english: str | None) -> None:
    assert day(value) == chinese
    if english is not None:
        with translation.override("en"):
            assert day(value) == english


def test_every_status_has_a_mark_of_its_own_and_its_word() -> None:
    assert len(set(MARKS.values())) == len(Status)
    for code in Status:
        assert str(code.label) in status(code.value)
        assert f"is-{code.value}" in status(code.value)


def test_a_bar_fills_its_width_in_the_order_of_the_scale_and_says_itself() -> None:
    progress = Progress({Status.IN_PROGRESS: 1, Status.COMPLETED: 3})
    drawn = bar(progress)
    assert drawn.index("is-completed") < drawn.index("is-in_progress")
    assert 'x="750.0"' in drawn
    assert describe(progress) == "已完成 3，正在整改 1"
    assert describe(progress) in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("024-86890236", "tel:02486890236"),
        ("（024）8689 0236", ""),
        ("0418-2812345（工作日）", ""),
        ("见通报", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_number_is_dialled_and_other_words_are_not(written: str, address: str) -> None:
    assert tel(written) == address


@pytest.mark.parametrize(
    ("written", "address"),
    [("ln_styj@sina.com", "mailto:ln_styj@sina.com"), ("a@b.cn?cc=c@d.cn", ""), ("见通报", "")],
)
def test_a_mailbox_is_written_to_and_other_words_are_not(written: str, address: str) -> None:
    assert mailto(written) == address


def test_a_kind_of_inspection_is_named_in_english_where_it_has_a_name() -> None:
    assert name_of_inspection_kind("常规巡视") == "常规巡视"
    with translation.override("en"):
        assert name_of_inspection_kind("点穴式巡察") == '<span lang="zh-Hans">点穴式巡察</span>'
