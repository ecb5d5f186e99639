"""What cells may hold, and what spreadsheets make of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify.ledger.choices import Status
from rectify.ledger.register.cells import (
    CellType,
    Choice,
    Day,
    Figure,
    Number,
    PartialDay,
    Several,
    Slug,
    Text,
    Unreadable,
    clean,
)
from rectify.ledger.register.guard import guard, is_at_risk, unguard

READ = [
    (Number(), "12", 12),
    (Number(), "12.0", 12),
    (Number(), "１２", 12),
    (Figure(), "83.3", Decimal("83.3")),
    (Figure(), "-5", Decimal(-5)),
    (PartialDay(), "2020-03-11", "2020-03-11"),
    (PartialDay(), "2020/3/1", "2020-03-01"),
    (PartialDay(), "2020.3", "2020-03"),
    (PartialDay(), "2020年3月11日", "2020-03-11"),
    (PartialDay(), "2020年3月", "2020-03"),
    (PartialDay(), "2020年", "2020"),
    (Day(), "2020/12/31", date(2020, 12, 31)),
    (Choice(Status), "phased", "phased"),
    (Choice(Status), "阶段性完成", "phased"),
    (Several(), "甲；乙;甲; ;丙", ["甲", "乙", "丙"]),
    (Slug(), "liaoning-12-9", "liaoning-12-9"),
]


@pytest.mark.parametrize(("type_", "text", "value"), READ)
def test_reads(type_: CellType, text: str, value: object) -> None:
    assert type_.read(text) == value
    assert type_.read(type_.write(value)) == value


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (Number(), "1,116"),
        (Number(), "12.5"),
        (Number(most=100), "101"),
        (Number(), "9" * 400),
        (Figure(), "1e5"),
        (Figure(), "83.333"),
        (PartialDay(), "43900"),
        (PartialDay(), "2020-13"),
        (PartialDay(), "3月11日"),
        (Day(), "2020-12"),
        (Choice(Status), "done"),
        (Several(most=3), "甲;乙乙乙乙"),
        (Slug(), "清河"),
        (Text(2), "三个字"),
    ],
)
def test_refuses(type_: CellType, text: str) -> None:
    with pytest.raises(Unreadable):
        type_.read(text)


def test_text_is_one_line_without_control_characters() -> None:
    assert clean(" 一\n二\x00三\x1b\u3000") == "一 二三"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86 24",
        "-1",
        "@sum",
        "(1)",
        "1.",
        "2020-03",
        "024",
        "1/2",
        "12:30",
        "50%",
        "1e5",
        "＝1",
        "（1）",
        "'=1",
    ],
)
def test_what_a_spreadsheet_would_take_for_something_else_is_guarded(text: str) -> None:
    assert is_at_risk(text)
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "一是", "(一)", "①", "2020年3月", "e", "a@b.cn", "'tis", "024-1;024-2"])
def test_plain_text_is_not(text: str) -> None:
    assert guard(text) == text


@given(st.text())
def test_a_guard_comes_off_again(text: str) -> None:
    assert unguard(guard(text)) == text
