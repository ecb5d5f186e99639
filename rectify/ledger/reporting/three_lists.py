"""The lists that offices keep of problems: 问题清单, 任务清单, 责任清单, a sheet each; for the public, and for the desk with
where each item is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from django.db.models import Prefetch, QuerySet
from openpyxl import Workbook

from rectify.ledger.addresses import absolute
from rectify.ledger.choices import ResponsibilityRole, Speaker, Stage, Status
from rectify.ledger.models import Handling, Measure, Problem, Responsibility, StatusStatement
from rectify.ledger.reporting.cells import Value, outline, plain_text, words_of
from rectify.ledger.reporting.sheets import Sheet, saved

BATCH = 500
_ROLES = (
    ResponsibilityRole.LEADER,
    ResponsibilityRole.LEAD,
    ResponsibilityRole.RESPONSIBLE,
    ResponsibilityRole.SUPPORT,
)


@dataclass(frozen=True)
class Column:
    heading: str
    width: int
    value: Callable[[Problem], Value]


def three_lists(batches: Iterable[Sequence[Problem]], *, is_for_desk: bool = False) -> IO[bytes]:
    """A workbook of the three lists; each problem brings ``own_measures`` and ``bodies`` (`with_measures_and_bodies`), for the
    desk ``words`` as well (`for_desk`)."""
    book = Workbook(write_only=True)
    found_more, tasks_more, duties_more = (_DESK, _DESK[:2], _DESK[:2]) if is_for_desk else ((), (), ())
    found = _sheet(book, "问题清单", _heads(_FOUND), _heads(found_more))
    tasks = _sheet(book, "任务清单", _TASKS, _heads(tasks_more))
    duties = _sheet(book, "责任清单", _heads(_DUTIES), _heads(duties_more))
    for problems in batches:
        for problem in problems:
            found.append([column.value(problem) for column in (*_FOUND, *found_more)])
            for row in _tasks_of(problem):
                tasks.append([*row, *(column.value(problem) for column in tasks_more)])
            duties.append([column.value(problem) for column in (*_DUTIES, *duties_more)])
    return saved(book)


def with_measures_and_bodies(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """The problems with ``own_measures`` and ``bodies`` (responsibilities): three queries a batch."""
    measures = Measure.objects.filter(withdrawn_at=None).order_by("number")
    bodies = Responsibility.objects.filter(withdrawn_at=None, measure=None).order_by("id")
    return (
        problems.select_related("inspection__unit", "inspection__round", "section__parent__parent", "report__document")
        # A document's text is as long as a book chapter, and the same for all of its rows.
        .defer("report__document__text", "report__document__roles")
        .prefetch_related(
            Prefetch("measures", measures, to_attr="own_measures"),
            Prefetch("responsibilities", bodies, to_attr="bodies"),
        )
    )


def for_desk(problems: QuerySet[Problem]) -> Iterator[Sequence[Problem]]:
    """Batches of the problems that stand, in the order of the lists, with where the desk has them and ``words``, the
    office's own statements, newest first."""
    words = StatusStatement.objects.filter(by=Speaker.OFFICE).order_by("-made_at", "-pk")
    rows = (
        with_measures_and_bodies(problems.filter(withdrawn_at=None))
        .select_related("handling", "inspection__unit", "inspection__round", "section__parent__parent")
        .prefetch_related(Prefetch("statements", words, to_attr="words"))
        .order_by("inspection__unit__sort_key", "inspection", "number")
    )
    batch: list[Problem] = []
    for problem in rows.iterator(chunk_size=BATCH):
        batch.append(problem)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _heads(columns: Sequence[Column]) -> list[tuple[str, int]]:
    return [(column.heading, column.width) for column in columns]


def _sheet(book: Workbook, title: str, heads: Sequence[tuple[str, int]], more: Sequence[tuple[str, int]]) -> Sheet:
    """With more columns the others are narrower, and the paper is larger: it is still read where it is printed."""
    narrower = 0.65 if more else 1
    together = [*((heading, round(width * narrower)) for heading, width in heads), *more]
    headings, widths = zip(*together, strict=True)
    return Sheet(book, title, headings, widths, is_large=bool(more))


def _source(problem: Problem) -> str:
    """Which publication says so, and where; the item's own page where no text is loaded."""
    inspection, report = problem.inspection, problem.report
    parts = [inspection.round.name, inspection.team, f"原序号 {problem.marker}" if problem.marker else ""]
    if report and report.document_id and problem.line:
        parts.append(absolute(f"{report.document.get_absolute_url()}#L{problem.line}"))
    else:
        parts.append(absolute(problem.get_absolute_url()))
    return plain_text("，".join(part for part in parts if part))


def _tasks_of(problem: Problem) -> Iterator[list[Value]]:
    """A row for each measure; an item without measures keeps its own."""
    state = [
        problem.deadline,
        words_of(Status)[problem.status],
        words_of(Speaker)[problem.status_by],
        problem.status_as_of or "",
    ]
    for step in problem.own_measures or [None]:
        measure = [step.number, step.name] if step else [None, ""]
        yield [problem.inspection.unit.name, problem.number, f"{problem.name}：整改到位", *measure, *state]


def _bodies(role: str) -> Callable[[Problem], Value]:
    return lambda problem: "、".join(body.body for body in problem.bodies if body.role == role)


def _handling(problem: Problem) -> Handling | None:
    return getattr(problem, "handling", None)


def _desk(value: Callable[[Handling], Value]) -> Callable[[Problem], Value]:
    """A value of the desk's row; nothing for items that the office does not follow."""
    return lambda problem: value(problem.handling) if _handling(problem) else ""


def _word(value: Callable[[StatusStatement], Value]) -> Callable[[Problem], Value]:
    return lambda problem: value(problem.words[0]) if problem.words else ""


_UNIT = Column("单位", 24, lambda p: p.inspection.unit.name)
_NUMBER = Column("序号", 8, lambda p: p.number)
_FOUND = (
    _UNIT,
    _NUMBER,
    Column("方面", 30, lambda p: " / ".join(outline(p))),
    Column("问题", 44, lambda p: p.name),
    Column("具体表现", 60, lambda p: p.title),
    Column("来源", 44, _source),
)
_DUTIES = (
    _UNIT,
    _NUMBER,
    Column("问题", 44, lambda p: p.name),
    *(Column(words_of(ResponsibilityRole)[role], 26, _bodies(role)) for role in _ROLES),
)
_TASKS = (
    ("单位", 24), ("序号", 8), ("目标", 40), ("措施序号", 10), ("措施", 60), ("时限", 14), ("进展", 18), ("进展来源", 14),
    ("进展截至", 14),
)  # fmt: skip


def _also(problem: Problem) -> str:
    """What else is to be known at the desk, where there is anything."""
    handling, words = _handling(problem), []
    if handling and handling.is_extended:
        words.append("已延期")
    if handling and handling.extension_asked:
        words.append(f"申请延期至{handling.extension_asked}")
    if handling and handling.look_again_on:
        words.append(f"{handling.look_again_on}复查")
    if problem.withheld_at:
        words.append("暂不公开")
    return "；".join(words)


#: What only the desk knows. The office's word is what it has published; what a unit reports there is not public.
_DESK = (
    Column("办理环节", 11, _desk(lambda h: words_of(Stage)[h.stage])),
    Column("办理时限", 12, _desk(lambda h: h.deadline)),
    Column("单位填报进展", 13, _desk(lambda h: words_of(Status)[h.progress])),
    Column("公开进展", 13, lambda p: words_of(Status)[p.status]),
    Column("本机构认定", 13, _word(lambda s: words_of(Status)[s.status])),
    Column("认定说明", 26, _word(lambda s: s.note)),
    Column("备注", 20, _also),
)
