"""The ledger as the register's tables: what was read, in the form that `load` takes; what people entered is not read
from anything and is left out. Withdrawn rows are left out too; what is withheld is in the office's own export, and in
none that readers get."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db.models import F, Q, QuerySet

from rectify.ledger.choices import ClaimKind, Speaker
from rectify.ledger.models import (
    Claim,
    Inspection,
    Measure,
    Problem,
    Report,
    Round,
    Section,
    StatusStatement,
    Unit,
)
from rectify.ledger.register.tables import STATEMENT_COLUMNS, TABLES, Column, Table, Values
from rectify.ledger.register.writing import Content
from rectify.ledger.status import report_word
from rectify.ledger.withheld import public_sections

#: Inspections whose rows are in memory at a time.
_AT_A_TIME = 50
_CLAIM_ORDER = {code: n for n, code in enumerate(ClaimKind.values)}


def contents_of(round_: Round | None = None, *, is_public: bool = False) -> list[Content]:
    """Every table's columns and rows, of one round or of all, for the office or for readers. Rows are read as they are
    taken, in the order of their keys, so that the same ledger always makes the same tables."""
    inspections = Inspection.objects.select_related("round", "unit")
    if round_:
        inspections = inspections.filter(round=round_)
    # In Python, because databases sort texts each in its own way.
    ordered = sorted(inspections, key=lambda row: (row.round.slug, row.unit.slug))
    return [Content(table, _columns(table, ordered), _rows(table, round_, ordered, is_public)) for table in TABLES]


def _rows(table: Table, round_: Round | None, inspections: Sequence[Inspection], is_public: bool) -> Iterator[Values]:
    match table.code:
        case "rounds":
            rounds = [round_] if round_ else sorted(Round.objects.all(), key=attrgetter("slug"))
            yield from (_plain_values(table, row) for row in rounds)
        case "units":
            units = {row.unit.slug: row.unit for row in inspections}
            if round_ is None:
                units = {unit.slug: unit for unit in Unit.objects.all()}
            yield from (_plain_values(table, units[slug]) for slug in sorted(units))
        case "inspections":
            yield from (_plain_values(table, row) | _place(row) for row in inspections)
        case _:
            rows = iter(inspections)
            while batch := list(islice(rows, _AT_A_TIME)):
                yield from _batch_rows(table, batch, is_public)


def _batch_rows(table: Table, batch: Sequence[Inspection], is_public: bool) -> Iterator[Values]:
    """The rows of these inspections, one inspection after the other."""
    make = {"reports": _reports, "sections": _sections, "problems": _problems, "measures": _measures, "claims": _claims}
    found: dict[int, list[Values]] = defaultdict(list)
    for inspection, values in make[table.code](table, [row.pk for row in batch], is_public):
        found[inspection].append(values)
    for inspection in batch:
        yield from (values | _place(inspection) for values in found[inspection.pk])


#: A row's inspection, and its values but for the round and the unit.
Placed = Iterator[tuple[int, Values]]


def _reports(table: Table, ids: list[int], is_public: bool) -> Placed:
    for report in Report.objects.filter(inspection__in=ids, withdrawn_at=None).order_by("number"):
        yield report.inspection_id, _plain_values(table, report)


def _sections(table: Table, ids: list[int], is_public: bool) -> Placed:
    sections = public_sections() if is_public else Section.objects.filter(withdrawn_at=None)
    for section in sections.filter(inspection__in=ids).select_related("parent", "report").order_by("number"):
        values = {"parent": _number(section.parent), "report": _number(section.report)}
        yield section.inspection_id, _plain_values(table, section) | values


def _problems(table: Table, ids: list[int], is_public: bool) -> Placed:
    shown = Problem.objects.public() if is_public else Problem.objects.filter(withdrawn_at=None)
    problems = (
        shown.filter(inspection__in=ids)
        .select_related("section", "report")
        .prefetch_related("topics")
        .order_by("number")
    )
    said: dict[int, list[StatusStatement]] = defaultdict(list)
    for statement in StatusStatement.objects.filter(problem__inspection__in=ids, by=Speaker.REPORT).select_related(
        "report"
    ):
        said[statement.problem_id].append(statement)
    for problem in problems:
        word = report_word(said[problem.pk])
        values = {code: getattr(word, code) if word else None for code in STATEMENT_COLUMNS}
        values |= {
            "section": _number(problem.section),
            "report": _number(word.report if word else problem.report),
            "topics": [topic.slug for topic in problem.topics.all()],
        }
        yield problem.inspection_id, _plain_values(table, problem) | values


def _measures(table: Table, ids: list[int], is_public: bool) -> Placed:
    standing = Measure.objects.filter(withdrawn_at=None, problem__withdrawn_at=None)
    measures = Measure.objects.public() if is_public else standing
    for measure in (
        measures.filter(inspection__in=ids).select_related("problem", "report").order_by("problem__number", "number")
    ):
        values = {"problem": measure.problem.number, "report": _number(measure.report)}
        yield measure.inspection_id, _plain_values(table, measure) | values


def _claims(table: Table, ids: list[int], is_public: bool) -> Placed:
    claims = Claim.objects.filter(report__inspection__in=ids, withdrawn_at=None, report__withdrawn_at=None)
    rows = sorted(
        claims.select_related("report"), key=lambda row: (row.report.number, _CLAIM_ORDER[row.what], row.value)
    )
    for claim in rows:
        yield claim.report.inspection_id, _plain_values(table, claim) | {"report": claim.report.number}


def _plain_values(table: Table, row: Any) -> Values:
    """The cells that are the row's own fields."""
    return {
        column.code: getattr(row, column.fills)
        for column in table.columns
        if column.fills == column.code and not column.refers
    }


def _place(inspection: Inspection) -> Values:
    return {"round": inspection.round.slug, "unit": inspection.unit.slug}


def _number(row: Report | Section | None) -> int | None:
    """The number of what a row refers to; none where it is withdrawn and stands in no table."""
    return row.number if row and row.withdrawn_at is None else None


def _columns(table: Table, inspections: Sequence[Inspection]) -> list[Column]:
    """The table's columns, with those extra ones that some row needs."""
    return [column for column in table.columns if not column.extra or _is_needed(table, column, inspections)]


def _is_needed(table: Table, column: Column, inspections: Sequence[Inspection]) -> bool:
    says_something = ~Q(title="") if column.code == "title" else ~Q(position=F("number"))
    rounds = {row.round_id for row in inspections}
    return _shown(table).filter(says_something, inspection__round__in=rounds).exists()


def _shown(table: Table) -> QuerySet:
    return table.model._default_manager.filter(withdrawn_at=None)
