"""The lists that offices keep of problems: 问题清单, 任务清单, 责任清单, a sheet each."""

from collections.abc import Iterable, Sequence
from typing import IO

from openpyxl import Workbook

from rectify.ledger.choices import ResponsibilityRole, Speaker, Status
from rectify.ledger.models import Problem
from rectify.pages.lists.columns import outline, words_of
from rectify.pages.lists.streams import plain_text
from rectify.pages.lists.workbook import Sheet, saved
from rectify.pages.page import absolute

_ROLES = (
    ResponsibilityRole.LEADER,
    ResponsibilityRole.LEAD,
    ResponsibilityRole.RESPONSIBLE,
    ResponsibilityRole.SUPPORT,
)


def office_workbook(batches: Iterable[Sequence[Problem]]) -> IO[bytes]:
    """A workbook of the three lists; each problem brings ``steps`` and ``bodies`` (see problem_list.fetch_whole)."""
    book = Workbook(write_only=True)
    found = Sheet(book, "问题清单", ["单位", "序号", "方面", "问题", "具体表现", "来源"], [24, 8, 30, 44, 60, 44])
    tasks = Sheet(
        book,
        "任务清单",
        ["单位", "序号", "目标", "措施序号", "措施", "时限", "进展", "进展来源", "进展截至"],
        [24, 8, 40, 10, 60, 14, 18, 14, 14],
    )
    duties = Sheet(
        book,
        "责任清单",
        ["单位", "序号", "问题", *(words_of(ResponsibilityRole)[role] for role in _ROLES)],
        [24, 8, 44, 26, 26, 26, 26],
    )
    for problems in batches:
        for problem in problems:
            unit, number, name = problem.inspection.unit.name, problem.number, problem.name
            found.append([unit, number, " / ".join(outline(problem)), name, problem.title, _source(problem)])
            tasks_of(tasks, problem)
            duties.append([unit, number, name, *(_bodies(problem, role) for role in _ROLES)])
    return saved(book)


def tasks_of(sheet: Sheet, problem: Problem) -> None:
    """A row for each measure; an item without measures keeps its own."""
    goal = f"{problem.name}：整改到位"
    state = [
        problem.deadline,
        words_of(Status)[problem.status],
        words_of(Speaker)[problem.status_by],
        problem.status_as_of or "",
    ]
    for step in problem.steps or [None]:
        sheet.append(
            [
                problem.inspection.unit.name,
                problem.number,
                goal,
                step.number if step else None,
                step.name if step else "",
                *state,
            ]
        )


def _source(problem: Problem) -> str:
    """Which publication says so, and where; the item's own page where no text is loaded."""
    inspection, report = problem.inspection, problem.report
    parts = [inspection.round.name, inspection.team, f"原序号 {problem.marker}" if problem.marker else ""]
    if report and report.document_id and problem.line:
        parts.append(absolute(f"{report.document.get_absolute_url()}#L{problem.line}"))
    else:
        parts.append(absolute(problem.get_absolute_url()))
    return plain_text("，".join(part for part in parts if part))


def _bodies(problem: Problem, role: str) -> str:
    return "、".join(body.body for body in problem.bodies if body.role == role)
