"""A reading's records, put together as the loader needs them: one bundle a report, one a notice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]


@dataclass
class IncomingItem:
    """An item of a report, with the headings above it (outermost first)."""

    record: Record
    section_numbers: list[int]  # indices into the report's sections, outermost first
    sections: list[Record]

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(section.get("marker") or "" for section in self.sections)

    @property
    def area(self) -> str:
        return next((section["area"] for section in self.sections if section.get("area")), "")


@dataclass
class IncomingReport:
    """One unit's report with everything that was read from its lines. ``round`` is what the publication names."""

    record: Record
    round: str | None = None
    sections: list[Record] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)  # index into sections, one a section
    items: list[IncomingItem] = field(default_factory=list)
    others: list[Record] = field(default_factory=list)  # results, milestones, doubts


@dataclass
class Incoming:
    reports: list[IncomingReport] = field(default_factory=list)
    notices: list[Record] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    round: str | None = None


def gather(records: Iterable[Record]) -> Incoming:
    """Put a document's records, in document order, into bundles. Records before any report that are not a listing or
    a notice belong to nobody and are left out."""
    found, report = Incoming(), None
    open_sections: list[int] = []  # indices into report.sections, outermost first
    for record in records:
        match record["record"]:
            case "listing":
                found.round, found.listed = record.get("round") or found.round, found.listed + record["units"]
            case "notice":
                found.notices.append(record)
                report = None
            case "report":
                report = IncomingReport(record, round=record.get("round") or found.round)
                found.reports.append(report)
                open_sections = []
            case "section" if report:
                while open_sections and report.sections[open_sections[-1]]["level"] >= record["level"]:
                    open_sections.pop()
                report.parents.append(open_sections[-1] if open_sections else None)
                open_sections.append(len(report.sections))
                report.sections.append(record)
            case "item" if report:
                report.items.append(
                    IncomingItem(record, list(open_sections), [report.sections[n] for n in open_sections])
                )
            case _ if report:
                report.others.append(record)
    return found
