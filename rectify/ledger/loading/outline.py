"""Sections, items and measures of a read report, joined to what the inspection has, or added to it.

Whose reading is it? Rows that a person entered (a register, a checked report) are not overruled by the program: it adds
titles, places and facts to them, and what it reads otherwise becomes a doubt. Rows that the program read before follow
its newer reading; what is gone from it is withdrawn, unless the office has spoken of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from rectify.ledger import search, status
from rectify.ledger.choices import ReadBy, ResponsibilityRole, Speaker, Status
from rectify.ledger.doubts import Place, raise_doubt
from rectify.ledger.loading.incoming import IncomingItem, IncomingReport, Record
from rectify.ledger.loading.matching import Pair, Row, align
from rectify.ledger.models import (
    Inspection,
    Measure,
    Problem,
    Report,
    Responsibility,
    Section,
    StatusStatement,
    Topic,
)
from rectify.ledger.responsibilities import set_by_people
from rectify.ledger.upsert import update_fields, update_rows
from rectify.ledger.withdrawals import decided_by_people
from rectify.reading.evidence import evidence_of
from rectify.reading.topics import topics_of


@dataclass
class Tally:
    """What became of one report's rows. ``joined`` counts items found among the kept ones."""

    items: int = 0
    joined: int = 0
    added: int = 0
    withdrawn: int = 0
    measures: int = 0
    measures_joined: int = 0
    doubts: int = 0
    changed: int = 0


@dataclass
class Outline:
    """Joins one incoming report to its inspection; `write` does it all, inside the caller's transaction."""

    report: Report
    incoming: IncomingReport
    lines: Sequence[str]
    tally: Tally = field(default_factory=Tally)

    @property
    def inspection(self) -> Inspection:
        return self.report.inspection

    @property
    def is_kept_by_hand(self) -> bool:
        return self.report.read_by != ReadBy.MACHINE

    def write(self) -> Tally:
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        sections = self._sections()
        problems = self._problems(sections)
        self._measures(problems)
        self._statements(problems)
        search.index(problem for problem in problems if problem)
        return self.tally

    # Sections

    def _sections(self) -> list[Section | None]:
        read, parents = self.incoming.sections, self.incoming.parents
        kept = list(self.inspection.sections.select_related("parent__parent", "report").order_by("position"))
        pairs = align([_section_row(read, parents, n) for n in range(len(read))], [_kept_section(s) for s in kept])
        found: list[Section | None] = [None] * len(read)
        for pair in pairs:
            found[pair.read] = kept[pair.kept]
        number = max((section.number for section in kept), default=0)
        for n, record in enumerate(read):
            place = {"report": self.report, "line": record["line"], "offset": record.get("offset")}
            words = {"title": record.get("title") or "", **place, "withdrawn_at": None}
            if section := found[n]:
                if not self.is_kept_by_hand:
                    words |= {"marker": record.get("marker") or "", "area": record.get("area") or "", "position": n}
                self.tally.changed += update_fields(section, words)
            elif self.is_kept_by_hand:
                self._doubt("unjoined_section", f"程序读出标题“{_short(record)}”，台账中没有对应的方面或类。", record)
            else:
                number += 1
                above = found[parents[n]] if parents[n] is not None else None
                found[n] = Section.objects.create(
                    inspection=self.inspection, number=number, level=record["level"], parent=above, position=n,
                    marker=record.get("marker") or "", area=record.get("area") or "",
                    title=record.get("title") or "", **place,
                )  # fmt: skip
                self.tally.changed += 1
        self._withdraw(kept, {pair.kept for pair in pairs})
        return found

    # Problems and recommendations

    def _problems(self, sections: list[Section | None]) -> list[Problem | None]:
        read = self.incoming.items
        kept = list(
            self.inspection.problems.select_related("report", "section__parent__parent")
            .prefetch_related("measures", "topics")
            .order_by("position", "number")
        )
        self.was_there = {problem.pk for problem in kept}
        self.decided = decided_by_people(self.was_there)
        pairs = align([_item_row(item) for item in read], [_kept_problem(problem) for problem in kept])
        found: list[Problem | None] = [None] * len(read)
        for pair in pairs:
            found[pair.read] = kept[pair.kept]
            self._doubt_unclear(pair, read[pair.read], kept[pair.kept])
        self.tally.items, self.tally.joined = len(read), len(pairs)
        for n, item in enumerate(read):
            section = next((sections[m] for m in reversed(item.section_numbers) if sections[m]), None)
            if problem := found[n]:
                self._update(problem, item, section, n)
            elif self.is_kept_by_hand:
                self._doubt("unjoined_item", f"程序读出“{_short(item.record)}”，台账中没有对应的事项。", item.record)
            else:
                found[n] = self._add(item, section, n)
            if problem := found[n]:
                self._topics(problem)
                self._responsibilities(problem, item.record)
        if self.tally.added:
            # By itself: saving the inspection would look for the unit's newest one each time.
            Inspection.objects.filter(pk=self.inspection.pk).update(next_number=self.inspection.next_number)
        missing = [problem for n, problem in enumerate(kept) if n not in {pair.kept for pair in pairs}]
        if self.is_kept_by_hand:
            for problem in missing:
                reason = f"台账第 {problem.number} 项“{problem.name}”在原文中没有读到。"
                self._doubt("unread_item", reason, problem=problem, about=str(problem.pk))
        self._withdraw(kept, {pair.kept for pair in pairs})
        return found

    def _update(self, problem: Problem, item: IncomingItem, section: Section | None, position: int) -> None:
        # What a person withdrew stays withdrawn, however often it is read.
        record, values = item.record, {} if self.decided.get(problem.pk) else {"withdrawn_at": None}
        is_newest = self._is_newest_place(problem)
        if is_newest:
            values |= {"title": record.get("title") or "", "report": self.report, **_place(record)}
        # An older report that is loaded again does not put its outline over a newer one's.
        if not self.is_kept_by_hand and is_newest:
            values |= {
                "kind": record["kind"], "marker": record.get("marker") or "", "position": position,
                "declared_measures": record.get("declared_measures"),
                "section": section or problem.section, "area": item.area or problem.area,
            }  # fmt: skip
        elif (
            self.is_kept_by_hand
            and (record.get("declared_measures") or problem.declared_measures) != problem.declared_measures
        ):
            reason = (
                f"程序读出自述措施 {record['declared_measures']} 条，台账记为 {problem.declared_measures or '无'}。"
            )
            self._doubt("declared_measures_differ", reason, record, problem)
        self.tally.changed += update_fields(problem, values)

    def _is_newest_place(self, problem: Problem) -> bool:
        other = problem.report
        return other is None or other.pk == self.report.pk or (other.word_date or "") <= (self.report.word_date or "")

    def _add(self, item: IncomingItem, section: Section | None, position: int) -> Problem:
        record, inspection = item.record, self.inspection
        problem = Problem.objects.create(
            inspection=inspection, number=inspection.next_number, kind=record["kind"], section=section, area=item.area,
            marker=record.get("marker") or "", title=record.get("title") or "", position=position, report=self.report,
            declared_measures=record.get("declared_measures"), **_place(record),
        )  # fmt: skip
        inspection.next_number += 1
        self.tally.added += 1
        self.tally.changed += 1
        return problem

    def _topics(self, problem: Problem) -> None:
        if self.is_kept_by_hand and problem.topics.all():
            return
        wanted = [self.topics[slug] for slug in topics_of(f"{problem.label}\n{problem.title}") if slug in self.topics]
        kept = set(problem.topics.all()) if problem.pk in self.was_there else set()
        if kept != set(wanted):
            problem.topics.set(wanted)

    def _responsibilities(self, problem: Problem, record: Record) -> None:
        wanted = {(ResponsibilityRole.RESPONSIBLE.value, body[:150]) for body in record.get("responsible") or []}
        if not wanted:
            return
        # Withdrawn ones included: what a person took away is not brought back.
        known = set(problem.responsibilities.filter(measure=None).values_list("role", "body"))
        fresh = sorted(wanted - known)
        if fresh and set_by_people(problem):
            bodies = "、".join(body for _role, body in fresh)
            reason = f"程序读出责任单位“{bodies}”，第 {problem.number} 项的责任分工已由本机构确定。"
            self._doubt("responsible_differs", reason, record, problem)
            return
        Responsibility.objects.bulk_create(
            Responsibility(problem=problem, role=role, body=body) for role, body in fresh
        )

    # Measures

    def _measures(self, problems: list[Problem | None]) -> None:
        fresh, changed = [], []
        for problem, item in zip(problems, self.incoming.items, strict=True):
            records = item.record.get("measures") or []
            self.tally.measures += len(records)
            if problem is None or problem.report_id != self.report.pk:
                continue  # an older report's measures do not replace those of a newer one
            kept = sorted(problem.measures.all(), key=lambda measure: measure.number)
            pairs = align([_measure_row(record) for record in records], [_kept_measure(measure) for measure in kept])
            by_read = {pair.read: kept[pair.kept] for pair in pairs}
            self.tally.measures_joined += len(pairs)
            number = max((measure.number for measure in kept), default=0)
            for n, record in enumerate(records):
                values = self._measure_values(record, records[n + 1 :], item.record)
                if measure := by_read.get(n):
                    if any(getattr(measure, name) != value for name, value in values.items()):
                        for name, value in values.items():
                            setattr(measure, name, value)
                        changed.append(measure)
                elif self.is_kept_by_hand:
                    reason = f"程序读出措施“{_short(record)}”，台账第 {problem.number} 项下没有对应的措施。"
                    self._doubt("unjoined_measure", reason, record, problem)
                else:
                    number += 1
                    fresh.append(Measure(problem=problem, inspection=self.inspection, number=number, **values))
            self._withdraw(kept, {pair.kept for pair in pairs})
        Measure.objects.bulk_create(fresh, batch_size=300)
        names = ["marker", "title", "report", "line", "offset", "facts", "names_evidence", "withdrawn_at"]
        update_rows(changed, names)
        search.index(fresh + changed)
        self.tally.changed += len(fresh) + len(changed)

    def _measure_values(self, record: Record, later: list[Record], item: Record) -> dict[str, Any]:
        facts = evidence_of(self._passage(record, later, item))
        return {
            "marker": record.get("marker") or "", "title": record.get("title") or "", "report": self.report,
            "line": record["line"], "offset": record.get("offset"), "withdrawn_at": None,
            "facts": facts, "names_evidence": bool(facts.get("names_anything")),
        }  # fmt: skip

    def _passage(self, record: Record, later: list[Record], item: Record) -> str:
        """The text from a measure's start to the next one's, or to the end of the item's text before its status."""
        end_line, end_offset = (item.get("status_line") or (item.get("end_line") or record["line"]) + 1), 0
        if later:
            end_line, end_offset = later[0]["line"], later[0].get("offset") or 0
        if end_line <= record["line"]:
            end_offset = end_offset if later and end_line == record["line"] else None
            return self.lines[record["line"] - 1][record.get("offset") or 0 : end_offset]
        parts = [
            self.lines[record["line"] - 1][record.get("offset") or 0 :],
            *self.lines[record["line"] : end_line - 1],
        ]
        return "\n".join([*parts, self.lines[end_line - 1][:end_offset] if end_offset else ""])

    # Statements

    def _statements(self, problems: list[Problem | None]) -> None:
        known = {
            statement.problem_id: statement
            for statement in StatusStatement.objects.filter(report=self.report).order_by("made_at", "pk")
        }
        fresh = []
        for problem, item in zip(problems, self.incoming.items, strict=True):
            if problem is None:
                continue
            record = item.record
            deadline = date.fromisoformat(record["deadline"]) if record.get("deadline") else None
            last = known.get(problem.pk)
            if self.is_kept_by_hand and last:
                self._compare(problem, last, record, deadline)
                continue
            fresh.append(
                StatusStatement(
                    problem=problem, by=Speaker.REPORT, report=self.report, status=record["status"],
                    deadline=deadline, deadline_text=(record.get("deadline_text") or "")[:100],
                    as_of=self.report.word_date, line=record.get("status_line"),
                )
            )  # fmt: skip
        self.tally.changed += len(status.record(fresh, reason="载入整改情况通报"))

    def _compare(self, problem: Problem, last: StatusStatement, record: Record, deadline: date | None) -> None:
        if record.get("status_line") and last.line != record["status_line"]:
            # The word stays as it was said; only where it stands in the text becomes known.
            StatusStatement.objects.filter(pk=last.pk).update(line=record["status_line"])
            self.tally.changed += 1
        if record["status"] != last.status:
            names = dict(Status.choices)
            reason = f"程序读出进展“{names[record['status']]}”，台账记为“{names.get(last.status, '')}”。"
            self._doubt("status_differs", reason, record, problem)
        if deadline != last.deadline:
            reason = f"程序读出时限 {deadline or '无'}，台账记为 {last.deadline or '无'}。"
            self._doubt("deadline_differs", reason, record, problem)

    # What all share

    def _withdraw(self, kept: Sequence[Section | Problem | Measure], joined: set[int]) -> None:
        """Withdraw what this report brought before and brings no longer; the office's items stay, as doubts."""
        if self.is_kept_by_hand:
            return
        for n, row in enumerate(kept):
            if n in joined or row.withdrawn_at or row.report_id != self.report.pk:
                continue
            if isinstance(row, Problem) and self._is_followed(row):
                reason = f"第 {row.number} 项“{row.name}”在新的读取结果中没有了，但本机构已作处理，予以保留。"
                self._doubt("gone_but_followed", reason, problem=row, about=str(row.pk))
                continue
            update_fields(row, {"withdrawn_at": timezone.now()})
            self.tally.withdrawn += isinstance(row, Problem)
            self.tally.changed += 1

    def _is_followed(self, problem: Problem) -> bool:
        """Whether the office has spoken of an item, or put it back after it was withdrawn."""
        put_back = self.decided.get(problem.pk) is False
        return put_back or problem.statements.filter(by=Speaker.OFFICE).exists()

    def _doubt_unclear(self, pair: Pair, item: IncomingItem, problem: Problem) -> None:
        if not pair.is_clear:
            reason = f"“{_short(item.record)}”与台账第 {problem.number} 项“{problem.name}”的对应关系不确定。"
            self._doubt("unclear_join", reason, item.record, problem)

    def _doubt(
        self, kind: str, reason: str, record: Record | None = None, problem: Problem | None = None, about: str = ""
    ) -> None:
        line = record["line"] if record else None
        place = Place(self.inspection, self.report, problem, self.report.document, line)
        raise_doubt(kind, reason, place, about=about or reason)
        self.tally.doubts += 1


def _section_row(read: list[Record], parents: list[int | None], n: int) -> Row:
    path, above = [], parents[n]
    while above is not None:
        path.insert(0, read[above].get("marker") or "")
        above = parents[above]
    record = read[n]
    return Row(record.get("marker") or "", "", record.get("title") or "", tuple(path), record["level"])


def _kept_section(section: Section) -> Row:
    return Row(section.marker, section.label, section.title, _path(section.parent), section.level)


def _path(section: Section | None) -> tuple[str, ...]:
    return (*_path(section.parent), section.marker) if section else ()


def _item_row(item: IncomingItem) -> Row:
    record = item.record
    return Row(
        record.get("marker") or "", "", record.get("title") or "", item.path, kind=record["kind"],
        status=record["status"], n_measures=len(record.get("measures") or []),
    )  # fmt: skip


def _kept_problem(problem: Problem) -> Row:
    return Row(
        problem.marker, problem.label, problem.title, _path(problem.section), kind=problem.kind,
        status=problem.status, n_measures=len(problem.measures.all()),
    )  # fmt: skip


def _measure_row(record: Record) -> Row:
    return Row(record.get("marker") or "", "", record.get("title") or "")


def _kept_measure(measure: Measure) -> Row:
    return Row(measure.marker, measure.label, measure.title)


def _place(record: Record) -> Record:
    return {"line": record["line"], "offset": record.get("offset"), "end_line": record.get("end_line")}


def _short(record: Record) -> str:
    text = f"{record.get('marker') or ''}{record.get('title') or ''}"
    return text if len(text) <= 40 else f"{text[:39]}…"
