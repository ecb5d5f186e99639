"""The status in force: whose word holds, as a truth table."""

from datetime import UTC, date, datetime

import pytest

from rectify.ledger.choices import Speaker, Status
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import StatusStatement
from rectify.ledger.status import InForce, in_force

JUNE, DECEMBER = date(2024, 6, 30), date(2024, 12, 31)


def said(by: str, status: str, at: int, as_of: str | None = None, deadline: date | None = None) -> StatusStatement:
    """A statement made on day ``at`` of a month."""
    return StatusStatement(
        by=by, status=status, made_at=datetime(2025, 1, at, tzinfo=UTC), deadline=deadline,
        as_of=PartialDate(as_of) if as_of else None,
    )  # fmt: skip


def report(status: str, at: int = 1, as_of: str | None = "2024-06", **more: object) -> StatusStatement:
    return said(Speaker.REPORT, status, at, as_of, **more)


def office(status: str, at: int = 5, **more: object) -> StatusStatement:
    return said(Speaker.OFFICE, status, at, "2025-01-05", **more)


def contact(status: str, at: int = 9) -> StatusStatement:
    return said(Speaker.UNIT, status, at, "2025-01-09")


TABLE = {
    "nobody has spoken": ([], ("unstated", None, "", None)),
    "a report": ([report("completed")], ("completed", None, "report", "2024-06")),
    "a report that states nothing": ([report("unstated")], ("unstated", None, "report", "2024-06")),
    "the newer report, though loaded first": (
        [report("completed", at=1, as_of="2024-12"), report("in_progress", at=2, as_of="2024-06")],
        ("completed", None, "report", "2024-12"),
    ),
    "a dated report before an undated one": (
        [report("completed", at=1), report("in_progress", at=2, as_of=None)],
        ("completed", None, "report", "2024-06"),
    ),
    "a corrected reading of the same report": (
        [report("completed", at=1), report("phased", at=2)],
        ("phased", None, "report", "2024-06"),
    ),
    "the office over a report": (
        [report("completed"), office("in_progress")],
        ("in_progress", None, "office", "2025-01-05"),
    ),
    "the office over a report that came later": (
        [office("in_progress", at=5), report("completed", at=8, as_of="2025-01")],
        ("in_progress", None, "office", "2025-01-05"),
    ),
    "the office's newest word": (
        [office("in_progress", at=5), office("completed", at=6)],
        ("completed", None, "office", "2025-01-05"),
    ),
    "the office takes its word back": (
        [report("completed"), office("in_progress", at=5), office("", at=6)],
        ("completed", None, "report", "2024-06"),
    ),
    "a contact alone": ([contact("completed")], ("unstated", None, "", None)),
    "a contact after a report": ([report("phased"), contact("completed")], ("phased", None, "report", "2024-06")),
    "a contact after the office": (
        [office("phased"), contact("completed")],
        ("phased", None, "office", "2025-01-05"),
    ),
    "the report's deadline": (
        [report("in_progress", deadline=JUNE)],
        ("in_progress", JUNE, "report", "2024-06"),
    ),
    "the office's deadline, the report's status": (
        [report("in_progress", deadline=JUNE), office("", deadline=DECEMBER)],
        ("in_progress", DECEMBER, "report", "2024-06"),
    ),
    "the office's status, the report's deadline": (
        [report("in_progress", deadline=JUNE), office("phased")],
        ("phased", JUNE, "office", "2025-01-05"),
    ),
}


@pytest.mark.parametrize(("statements", "expected"), TABLE.values(), ids=TABLE.keys())
def test_whose_word_holds(statements: list[StatusStatement], expected: tuple) -> None:
    status, deadline, by, as_of = expected
    wanted = InForce(Status(status), deadline, by, PartialDate(as_of) if as_of else None)
    assert in_force(statements) == wanted
    assert in_force(reversed(statements)) == wanted
