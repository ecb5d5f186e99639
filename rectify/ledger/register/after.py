"""What follows from rows that were written: words of reports, areas, topics, counts, search, records of change, doubts."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import models

from rectify.ledger import search, status
from rectify.ledger.choices import Speaker
from rectify.ledger.counts import recount
from rectify.ledger.doubts import Place, date_doubts, deadline_doubts, raise_doubt, repeated_markers
from rectify.ledger.models import (
    Change,
    Inspection,
    Measure,
    Problem,
    Report,
    Section,
    StatusStatement,
    Topic,
)
from rectify.ledger.models.inspections import mark_newest
from rectify.ledger.register.kept import Kept
from rectify.ledger.register.tables import STATEMENT_COLUMNS, Values

#: The fields of a problem whose corrections are kept on record; its status has a record of its own.
_RECORDED = ("kind", "section", "area", "marker", "label", "declared_measures")
_SAID = frozenset({*STATEMENT_COLUMNS, "report"})
#: The reason that the record of changes gives.
REASON = "台账表格更正"
_CHUNK = 1000
T = TypeVar("T")


@dataclass
class _Word:
    """What a row says of a problem's progress and topics; ``codes``: the columns in which it says something new.

    ``is_counted``: the row counts as added or changed already.
    """

    problem: Problem
    values: Values
    codes: set[str]
    is_new: bool
    is_counted: bool


@dataclass
class Aftermath:
    """Is told of every row that was added or changed, and does the rest once all tables are written."""

    kept: Kept
    now: datetime
    batch: uuid.UUID
    advance: Callable[[int], Any]
    words: list[_Word] = field(default_factory=list)
    to_index: dict[type, list[models.Model]] = field(default_factory=lambda: {Problem: [], Measure: []})
    changes: list[Change] = field(default_factory=list)
    redated: dict[int, Report] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)  # inspections
    units: set[int] = field(default_factory=set)

    def note_added(self, obj: models.Model, values: Values) -> None:
        self._touch(obj)
        if isinstance(obj, Problem | Measure):
            self.to_index[type(obj)].append(obj)
        if isinstance(obj, Problem):
            self.words.append(_Word(obj, values, {*_SAID, "topics"}, is_new=True, is_counted=True))

    def note_changed(self, obj: models.Model, old: dict[str, Any]) -> None:
        """``old``: the earlier values of the fields that changed."""
        self._touch(obj)
        if isinstance(obj, Problem | Measure) and not {"label", "title"}.isdisjoint(old):
            self.to_index[type(obj)].append(obj)
        if isinstance(obj, Report) and not {"as_of", "published"}.isdisjoint(old):
            self.redated[obj.pk] = obj
        if isinstance(obj, Problem):
            for name in _RECORDED:
                if name in old:
                    self._record(obj, name, old[name], getattr(obj, name))
            if "withdrawn_at" in old:
                words = ("", "withdrawn") if obj.withdrawn_at else ("withdrawn", "")
                self._record(obj, "withdrawn", *words)

    def note_words(self, problem: models.Model, values: Values, codes: set[str], *, is_counted: bool) -> None:
        """The columns in which a row that was there says something new."""
        if isinstance(problem, Problem) and not codes.isdisjoint({*_SAID, "topics"}):
            self.words.append(_Word(problem, values, codes, is_new=False, is_counted=is_counted))

    def run(self) -> int:
        """Do what follows. Returns how many rows changed by their words alone, which nobody has counted yet."""
        self._put_areas()
        changed = self._record_words() | self._set_topics()
        self._redate()
        Change.objects.bulk_create(self.changes, batch_size=500)
        for items in self.to_index.values():
            for chunk in _chunks(items):
                search.index(chunk)
                self.advance(len(chunk))
        self._reserve_numbers()
        recount(self.touched)
        mark_newest(*self.units)
        self._raise_doubts()
        return len(changed)

    def _touch(self, obj: models.Model) -> None:
        if isinstance(obj, Inspection):
            self.touched.add(obj.pk)
            self.units.add(obj.unit_id)
        elif inspection := getattr(obj, "inspection_id", None):
            self.touched.add(inspection)

    def _record(self, problem: Problem, name: str, old: Any, new: Any) -> None:
        if (old or "") != (new or ""):
            self.changes.append(Change(
                problem=problem, field=name, old=str(old or ""), new=str(new or ""), by=Speaker.REPORT, at=self.now,
                reason=REASON, batch=self.batch,
            ))  # fmt: skip

    # Words

    def _record_words(self) -> set[int]:
        """Keep what reports say of the problems; the uncounted problems whose words were new."""
        said = [(word, statement) for word in self.words if (statement := self._statement(word))]
        uncounted = {word.problem.pk for word, _statement in said if not word.is_counted}
        kept = []
        for chunk in _chunks(said):
            statements = [statement for _word, statement in chunk]
            kept += status.record(statements, reason=REASON, batch=self.batch)
        return uncounted & {statement.problem_id for statement in kept}

    def _statement(self, word: _Word) -> StatusStatement | None:
        """The report's word as the row has it; a row that was there may also take everything back."""
        values, report = word.values, self._report_of(word)
        is_said = any(values[code] for code in STATEMENT_COLUMNS)
        if report is None or word.codes.isdisjoint(_SAID) or (word.is_new and not is_said):
            return None
        return StatusStatement(
            problem=word.problem, by=Speaker.REPORT, report=report, as_of=report.word_date,
            **{code: values[code] for code in STATEMENT_COLUMNS},
        )  # fmt: skip

    def _report_of(self, word: _Word) -> Report | None:
        values = word.values
        if values["report"] is None:
            return word.problem.report
        return self.kept.of("reports")[values["round"], values["unit"], values["report"]]

    def _redate(self) -> None:
        """The words of a report whose date was corrected speak of the corrected date."""
        newest: dict[tuple[int, int], StatusStatement] = {}
        for statement in StatusStatement.objects.filter(report__in=self.redated).order_by("made_at", "pk"):
            newest[statement.report_id, statement.problem_id] = statement
        dated = [
            StatusStatement(
                problem_id=old.problem_id, by=old.by, report_id=old.report_id, status=old.status, note=old.note,
                deadline=old.deadline, deadline_text=old.deadline_text, line=old.line,
                as_of=self.redated[old.report_id].word_date,
            )
            for old in newest.values()
        ]  # fmt: skip
        for chunk in _chunks(dated):
            status.record(chunk, reason=REASON, batch=self.batch)

    # Areas and topics

    def _put_areas(self) -> None:
        """A problem's area is that of the outermost heading above it that has one."""
        above = {
            pk: (parent, area)
            for pk, parent, area in Section.objects.filter(inspection__in=self.touched).values_list(
                "pk", "parent_id", "area"
            )
        }

        def area_of(section: int | None) -> str:
            found = ""
            while section is not None:
                section, area = above[section]
                found = area or found
            return found

        areas = {section: area_of(section) for section in above}
        added = {word.problem.pk for word in self.words if word.is_new}
        moved = []
        for problem in Problem.objects.filter(inspection__in=self.touched, section__isnull=False).only(
            "area", "section_id", "inspection_id"
        ):
            area = areas[problem.section_id]
            if problem.area != area:
                if problem.pk not in added:
                    self._record(problem, "area", problem.area, area)
                problem.area = area
                moved.append(problem)
        Problem.objects.bulk_update(moved, ["area"], batch_size=200)

    def _set_topics(self) -> set[int]:
        """Give problems the topics that their rows name; the uncounted problems whose topics changed."""
        wanted = {word.problem.pk: word for word in self.words if "topics" in word.codes}
        link = Problem.topics.through
        slugs = dict(Topic.objects.values_list("slug", "pk"))
        had: dict[int, set[int]] = defaultdict(set)
        for chunk in _chunks(list(wanted)):
            for problem, topic in link.objects.filter(problem__in=chunk).values_list("problem_id", "topic_id"):
                had[problem].add(topic)
        new, gone, changed = [], [], set()
        for problem, word in wanted.items():
            topics = {slugs[slug] for slug in word.values["topics"]}
            if topics != had[problem]:
                new += [link(problem_id=problem, topic_id=topic) for topic in sorted(topics - had[problem])]
                gone += [(problem, topic) for topic in had[problem] - topics]
                if not word.is_counted:
                    changed.add(problem)
        for problem, topic in gone:
            link.objects.filter(problem=problem, topic=topic).delete()
        link.objects.bulk_create(new, batch_size=500)
        return changed

    # Numbers and doubts

    def _reserve_numbers(self) -> None:
        """The next public number of an inspection is above all that its rows have."""
        highest = (
            Problem.objects.filter(inspection__in=self.touched)
            .values_list("inspection")
            .annotate(models.Max("number"))
            .order_by()
        )
        for inspection, number in highest:
            Inspection.objects.filter(pk=inspection, next_number__lte=number).update(next_number=number + 1)

    def _raise_doubts(self) -> None:
        """What is odd in the source itself; a person decides."""
        inspections = {i.pk: i for i in Inspection.objects.filter(pk__in=self.touched)}
        problems: dict[int, list[Problem]] = defaultdict(list)
        standing = Problem.objects.filter(inspection__in=self.touched, withdrawn_at=None)
        for problem in standing.order_by("position", "pk"):
            problems[problem.inspection_id].append(problem)
        for inspection in inspections.values():
            for about, reason in date_doubts(inspection):
                raise_doubt("dates_out_of_order", reason, Place(inspection), about=about)
        for report in Report.objects.filter(inspection__in=self.touched, withdrawn_at=None):
            inspection = inspections[report.inspection_id]
            for about, reason in date_doubts(inspection, report):
                raise_doubt("dates_out_of_order", reason, Place(inspection, report), about=about)
            of_report = [p for p in problems[report.inspection_id] if p.report_id == report.pk]
            for problem, about, reason in deadline_doubts(report, of_report):
                place = Place(inspection, report, problem)
                raise_doubt("deadline_before_publication", reason, place, about=about)
        sections = Section.objects.filter(inspection__in=self.touched, withdrawn_at=None).order_by("position", "pk")
        rows = [*sections, *(problem for group in problems.values() for problem in group)]
        for row, reason in repeated_markers(rows):
            problem = row if isinstance(row, Problem) else None
            place = Place(inspections[row.inspection_id], None, problem, None, row.line)
            raise_doubt("marker_repeated", reason, place, about=f"{type(row).__name__} {row.number} {row.marker}")


def _chunks(rows: Sequence[T]) -> Iterator[list[T]]:
    rows = iter(rows)
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk
