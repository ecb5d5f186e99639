"""The status in force of an item, and the one way to change it.

Order of precedence, tested as a truth table in tests/ledger/test_status_in_force.py:

1. the office's newest statement, where it names a status;
2. the newest reading of the newest report (by the date its figures speak of; an undated report counts as older);
3. nothing: unstated.

A contact's entry changes nothing here. The deadline follows the same order, each speaker's newest word on its own:
an office that names a deadline but no status leaves the report's status standing.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from rectify.ledger import handling
from rectify.ledger.choices import Speaker, Status
from rectify.ledger.counts import recount
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Change, Inspection, Problem, StatusStatement
from rectify.ledger.upsert import update_rows


@dataclass(frozen=True)
class InForce:
    """What holds for an item now: ``by`` is empty when nobody has stated anything."""

    status: str = Status.UNSTATED
    deadline: date | None = None
    by: str = ""
    as_of: PartialDate | None = None


def in_force(statements: Iterable[StatusStatement]) -> InForce:
    """What the statements about one item come to, by the order that this module states."""
    statements = list(statements)
    office, report = office_word(statements), report_word(statements)
    deadline = (office and office.deadline) or (report and report.deadline) or None
    if office and office.status:
        return InForce(office.status, deadline, Speaker.OFFICE, office.as_of)
    if report:
        return InForce(report.status or Status.UNSTATED, deadline, Speaker.REPORT, report.as_of)
    return InForce(deadline=deadline)


def office_word(statements: Iterable[StatusStatement]) -> StatusStatement | None:
    """What the office said last of an item; None where it has not spoken."""
    return max((s for s in statements if s.by == Speaker.OFFICE), key=_age, default=None)


def report_word(statements: Iterable[StatusStatement]) -> StatusStatement | None:
    """What the newest report says of an item; None where no report speaks of it.

    Of one report only its newest reading counts: it may correct the very date that tells which report is the newest.
    """
    readings: dict[object, StatusStatement] = {}
    for statement in sorted((s for s in statements if s.by == Speaker.REPORT), key=_age):
        readings[statement.report_id or id(statement)] = statement
    return max(readings.values(), key=_report_age, default=None)


def _age(statement: StatusStatement) -> tuple[datetime, int]:
    return statement.made_at, statement.pk or 0


def _report_age(statement: StatusStatement) -> tuple[str, datetime, int]:
    return statement.as_of or "", *_age(statement)


def lock_inspections(inspection_ids: Iterable[int]) -> None:
    """Everybody locks inspections in id order, before anything that belongs to them, so that two bulk edits cannot wait
    for each other."""
    ids = sorted(set(inspection_ids))
    list(Inspection.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


@transaction.atomic
def record(
    statements: Sequence[StatusStatement],
    *,
    reason: str = "",
    batch: uuid.UUID | None = None,
) -> list[StatusStatement]:
    """Keep these statements and bring the items up to date: every change of status goes through here.

    Statements that repeat the speaker's newest word on the item (for a report: that report's) are left out. Each field
    that changes on an item that had a word before is written to its record of changes, and the counts follow. Returns
    the statements that were kept.
    """
    problem_ids = sorted({statement.problem_id for statement in statements})
    inspection_ids = sorted(set(Problem.objects.filter(pk__in=problem_ids).values_list("inspection_id", flat=True)))
    lock_inspections(inspection_ids)
    known = _statements_of(problem_ids)
    problems = {problem.pk: problem for problem in Problem.objects.filter(pk__in=problem_ids)}
    batch, now = batch or uuid.uuid4(), timezone.now()
    kept, changes, moved = [], [], []
    for statement in statements:
        statement.made_at = statement.made_at or now
        before = known[statement.problem_id]
        last = _last_of(before, statement)
        if last and _word(last) == _word(statement):
            continue
        kept.append(statement)
        problem, was = problems[statement.problem_id], in_force(before)
        is_first_word = not before
        before.append(statement)
        new = in_force(before)
        _take_over(problem, new, now)
        moved.append(problem)
        if not is_first_word or statement.by != Speaker.REPORT:
            pairs = [
                ("status", was.status, new.status),
                ("deadline", was.deadline, new.deadline),
            ]
            if statement.by == Speaker.OFFICE:
                pairs.append(("note", last.note if last else "", statement.note))
            changes += [
                Change(
                    problem=problem, field=field, old=str(old or ""), new=str(value or ""), by=statement.by,
                    actor=statement.made_by, at=now, reason=reason, batch=batch,
                )
                for field, old, value in pairs
                if (old or "") != (value or "")
            ]  # fmt: skip
    StatusStatement.objects.bulk_create(kept, batch_size=500)
    Change.objects.bulk_create(changes, batch_size=500)
    update_rows(moved, ["status", "deadline", "status_by", "status_as_of", "changed_at"])
    recount(inspection_ids)
    handling.keep_up(inspection_ids)
    return kept


def _statements_of(problem_ids: list[int]) -> dict[int, list[StatusStatement]]:
    found: dict[int, list[StatusStatement]] = defaultdict(list)
    for statement in StatusStatement.objects.filter(problem__in=problem_ids).order_by("made_at", "pk"):
        found[statement.problem_id].append(statement)
    return found


def _last_of(before: list[StatusStatement], statement: StatusStatement) -> StatusStatement | None:
    """The speaker's newest word before this one; a report's statements are compared within that report."""
    same = [s for s in before if s.by == statement.by and s.report_id == statement.report_id]
    return max(same, key=_age, default=None)


def _word(statement: StatusStatement) -> tuple:
    return (
        statement.status,
        statement.deadline,
        statement.deadline_text,
        statement.note,
        statement.as_of,
    )


def _take_over(problem: Problem, new: InForce, now: datetime) -> None:
    problem.status, problem.deadline = new.status, new.deadline
    problem.status_by, problem.status_as_of = new.by, new.as_of
    problem.changed_at = now
