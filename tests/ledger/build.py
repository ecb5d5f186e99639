"""Small ledgers for tests, made in a line or two."""

from datetime import date

from rectify.ledger import search, status
from rectify.ledger.choices import Speaker
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Inspection, Problem, Report, Round, StatusStatement, Unit


def an_inspection(unit: str = "qingshi", name: str = "青石县", round_slug: str = "r1", **fields: object) -> Inspection:
    """One unit in one round, made if need be."""
    round_, _ = Round.objects.get_or_create(
        slug=round_slug, defaults={"name": f"第{round_slug}轮", "level": "provincial"}
    )
    unit_, _ = Unit.objects.get_or_create(slug=unit, defaults={"name": name, "kind": "county"})
    inspection, _ = Inspection.objects.get_or_create(unit=unit_, round=round_, defaults=fields)
    return inspection


def a_report(inspection: Inspection, as_of: str | None = "2024-06-30", **fields: object) -> Report:
    number = inspection.reports.count() + 1
    return Report.objects.create(
        inspection=inspection, number=number, as_of=PartialDate(as_of) if as_of else None, **fields
    )


def a_problem(
    inspection: Inspection,
    label: str = "学习不够深入",
    status_: str = "",
    deadline: date | None = None,
    **fields: object,
) -> Problem:
    """A problem with the next number; ``status_`` is stated by the inspection's first report, made if need be."""
    number = inspection.next_number
    inspection.next_number += 1
    inspection.save()
    problem = Problem.objects.create(inspection=inspection, number=number, position=number, label=label, **fields)
    search.index([problem])
    report = inspection.reports.first() or a_report(inspection)
    status.record(
        [
            StatusStatement(
                problem=problem, by=Speaker.REPORT, report=report, status=status_ or "unstated", deadline=deadline,
                as_of=report.word_date,
            )
        ]
    )  # fmt: skip
    problem.refresh_from_db()
    return problem
