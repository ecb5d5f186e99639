"""整改进展情况报告: how far a round is, for whoever the office reports to, under the office's own headings.

Figures come from where the pages take theirs: `round_counts`, `progress`, `queues`, `withheld`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from rectify.ledger.choices import Action, Area, Speaker, Stage, Status
from rectify.ledger.dates import PartialDate, in_chinese
from rectify.ledger.models import Change, Evaluation, Handling, Problem, Round, Step
from rectify.ledger.progress import Progress, percent
from rectify.ledger.queues import QUEUES
from rectify.ledger.reporting.blocks import Heading, Paper, Paragraph, Table
from rectify.ledger.reporting.cells import words_of
from rectify.ledger.round_counts import RoundCounts, count_round
from rectify.ledger.withheld import count_withheld

#: The sections, in order, with the headings that an office may replace; an empty one leaves its section out.
SECTIONS = {
    "summary": "总体情况",
    "units": "各单位整改进展",
    "areas": "各领域整改进展",
    "overdue": "逾期未完成事项",
    "waiting": "正在办理的事项",
    "changes": "上次报告以来的变化",
    "evaluations": "整改成效评估",
}
#: Rows of one table; what is left out is counted.
MOST_ROWS = 200
_NUMERALS = "一二三四五六七八九十"
_PROGRESS_HEADS = ["问题", "已完成", "长期坚持", "阶段性", "正在整改", "未完成", "未注明", "完成率"]
_PROGRESS_WIDTHS = [10, 13.5, 17.2, 13.5, 17.2, 13.5, 13.5, 14]
_WAITING = ("submitted", "checked", "sent-back", "extensions", "rechecks", "overdue")
_COUNTED_ACTIONS = (
    Action.SUBMIT, Action.CHECK, Action.SEND_BACK, Action.SIGN_OFF, Action.GRANT_EXTENSION, Action.RECHECK_KEPT,
    Action.RECHECK_RELAPSED, Action.CLOSE, Action.REOPEN,
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the office wants reported; ``since`` is the day of its last report."""

    round: Round
    since: date
    today: date
    title: str = ""
    office: str = ""
    headings: dict[str, str] = field(default_factory=lambda: dict(SECTIONS))


def progress_report(asked: Asked) -> Paper:
    counts = count_round(asked.round)
    handlings = Handling.objects.filter(
        problem__inspection__round=asked.round, problem__withdrawn_at=None, problem__inspection__followed=True
    )
    makers = {
        "summary": lambda: _summary(asked, counts, handlings),
        "units": lambda: _units(counts),
        "areas": lambda: _areas(counts),
        "overdue": lambda: _overdue(asked, handlings),
        "waiting": lambda: _waiting(asked, counts, handlings),
        "changes": lambda: _changes(asked),
        "evaluations": lambda: _evaluations(asked),
    }
    paper = Paper(asked.title.strip() or f"{asked.round.name}整改进展情况报告")
    n = 0
    for name, heading in asked.headings.items():
        blocks = list(makers[name]()) if heading.strip() else []
        if blocks:
            paper.blocks += [Heading(f"{_NUMERALS[n]}、{heading.strip()}"), *blocks]
            n += 1
    paper.number_tables()
    paper.signature = [asked.office.strip() or settings.OFFICE_NAME, in_chinese(asked.today)]
    return paper


def _summary(asked: Asked, counts: RoundCounts, handlings: QuerySet[Handling]) -> Iterator[Paragraph]:
    yield Paragraph(
        f"截至{in_chinese(asked.today)}，{asked.round.name}列入被巡视党组织{len(counts.inspections)}个，台账载入"
        f"{len(counts.loaded)}个的整改进展，共反馈问题{counts.problems.total}个。{_in_words(counts.problems)}"
    )
    if counts.recommendations.total:
        yield Paragraph(f"另有意见建议{counts.recommendations.total}条。{_in_words(counts.recommendations)}")
    by_office = (
        Problem.objects.public().filter(inspection__round=asked.round, kind="problem", status_by=Speaker.OFFICE).count()
    )
    said = f"以上进展中，{by_office}个问题由本机构认定，其余为单位自报" if by_office else "以上进展均为单位自报"
    yield Paragraph(said + (f"，自报数据截至{_span(*counts.as_of)}。" if counts.as_of else "，数据日期未注明。"))
    withheld = count_withheld(Q(round=asked.round))
    if withheld:
        yield Paragraph(f"暂不公开的{withheld}个事项不计入上述数字。")
    if total := handlings.count():
        stages = Counter(handlings.values_list("stage", flat=True))
        words = "；".join(f"{words_of(Stage)[stage]}{stages[stage]}项" for stage in Stage if stages[stage])
        late = handlings.filter(_queue("overdue", asked.today)).count()
        yield Paragraph(f"由本机构督办的问题和意见建议{total}项：{words}。其中逾期{late}项。")


def _units(counts: RoundCounts) -> Iterator[Table | Paragraph]:
    rows = [[i.unit.name, *_cells(counts.by_inspection[i.pk])] for i in counts.loaded]
    if not rows:
        yield Paragraph("台账中还没有这一轮的整改进展。")
        return
    missing = [i.unit.name for i in counts.inspections if i not in counts.loaded]
    note = "完成率＝（已完成＋已完成并长期坚持）÷注明进展的问题；注明进展的不足八成时不计算。"
    if missing:
        note += f"尚未载入通报：{'、'.join(missing)}。"
    rows.append(["合计", *_cells(counts.problems)])
    yield Table(
        "各单位反馈问题整改进展（单位：个）", ["单位", *_PROGRESS_HEADS], rows, [43.6, *_PROGRESS_WIDTHS], note=note
    )


def _areas(counts: RoundCounts) -> Iterator[Table]:
    rows = [
        [words_of(Area)[code] or "未归入领域", *_cells(counts.by_area[code])]
        for code in (*Area.values, "")
        if counts.by_area[code].total
    ]
    if rows:
        rows.append(["合计", *_cells(counts.problems)])
        yield Table("各领域反馈问题整改进展（单位：个）", ["领域", *_PROGRESS_HEADS], rows, [43.6, *_PROGRESS_WIDTHS])


def _overdue(asked: Asked, handlings: QuerySet[Handling]) -> Iterator[Table | Paragraph]:
    late = handlings.filter(_queue("overdue", asked.today))
    total = late.count()
    if not total:
        yield Paragraph("由本机构督办的事项没有逾期。" if handlings.exists() else "这一轮没有设为由本机构督办的事项。")
        return
    rows = [
        [
            item.problem.inspection.unit.name,
            item.problem.number,
            item.problem.name,
            item.deadline.isoformat(),
            (asked.today - item.deadline).days,
            words_of(Stage)[item.stage],
        ]
        for item in late.select_related("problem__inspection__unit").order_by("deadline", "problem")[:MOST_ROWS]
    ]
    yield Paragraph(f"逾期未报请审核、也未获准延期的事项{total}项，按时限先后列出。")
    yield Table(
        "逾期未完成事项", ["单位", "编号", "事项", "办理时限", "逾期天数", "环节"], rows, [34, 10, 55, 22, 18, 17],
        left=(0, 2), note=_cut(total),
    )  # fmt: skip


def _waiting(asked: Asked, counts: RoundCounts, handlings: QuerySet[Handling]) -> Iterator[Table | Paragraph]:
    names = {"submitted": "待审核", "checked": "待销号", "sent-back": "已退回", "extensions": "申请延期",
             "rechecks": "待复查", "overdue": "逾期"}  # fmt: skip
    found = {
        slug: Counter(handlings.filter(_queue(slug, asked.today)).values_list("problem__inspection", flat=True))
        for slug in _WAITING
    }
    rows = [
        [i.unit.name, *(found[slug][i.pk] for slug in _WAITING)]
        for i in counts.inspections
        if any(found[slug][i.pk] for slug in _WAITING)
    ]
    if not rows:
        yield Paragraph("目前没有等待审核、销号、答复延期或者复查的事项。")
        return
    rows.append(["合计", *(sum(found[slug].values()) for slug in _WAITING)])
    yield Table(
        "正在办理的事项（单位：项）", ["单位", *(names[slug] for slug in _WAITING)], rows, [60, 16, 16, 16, 18, 16, 14]
    )


def _changes(asked: Asked) -> Iterator[Table | Paragraph]:
    steps = Step.objects.filter(
        problem__inspection__round=asked.round, at__date__gte=asked.since, action__in=_COUNTED_ACTIONS, undone_by=None
    )
    done = Counter(steps.values_list("action", flat=True))
    words = "，".join(f"{words_of(Action)[action]}{done[action]}项次" for action in _COUNTED_ACTIONS if done[action])
    since = f"{in_chinese(asked.since)}以来，"
    moved = _moved(asked)
    yield Paragraph(since + (f"{words}。" if words else "没有办理记录。") + f"公开进展有变化的事项{len(moved)}项。")
    if moved:
        rows = [
            [
                p.inspection.unit.name,
                p.number,
                p.name,
                words_of(Status)[old],
                words_of(Status)[new],
                words_of(Speaker)[by],
            ]
            for p, old, new, by in moved[:MOST_ROWS]
        ]
        yield Table(
            f"{in_chinese(asked.since)}以来进展变化", ["单位", "编号", "事项", "原进展", "现进展", "来源"], rows,
            [34, 10, 48, 20, 20, 24], left=(0, 2), note=_cut(len(moved)),
        )  # fmt: skip


def _moved(asked: Asked) -> list[tuple[Problem, str, str, str]]:
    """(item, status on the day of the last report, status now, whose word) of public items that are elsewhere now."""
    changes = (
        Change.objects.filter(
            problem__inspection__round=asked.round, field="status", at__date__gte=asked.since,
            problem__withdrawn_at=None, problem__withheld_at=None,
        )
        .select_related("problem__inspection__unit")
        .order_by("at", "id")
    )  # fmt: skip
    first: dict[int, Change] = {}
    for change in changes:
        first.setdefault(change.problem_id, change)
    moved = [
        (change.problem, change.old, change.problem.status, change.problem.status_by)
        for change in first.values()
        if change.old != change.problem.status
    ]
    return sorted(moved, key=lambda row: (row[0].inspection.unit.sort_key, row[0].inspection_id, row[0].number))


def _evaluations(asked: Asked) -> Iterator[Table]:
    newest: dict[int, Evaluation] = {}
    rows = Evaluation.objects.filter(inspection__round=asked.round, withdrawn_at=None)
    for row in rows.select_related("inspection__unit").order_by("evaluated_on", "id"):
        newest[row.inspection_id] = row
    found = sorted(newest.values(), key=lambda row: row.inspection.unit.sort_key)
    if found:
        cells = [
            [
                row.inspection.unit.name,
                row.scheme,
                row.grade or "—",
                "—" if row.score is None else f"{row.score.normalize():f}/{row.full_score.normalize():f}",
                "—" if row.satisfaction is None else f"{row.satisfaction.normalize():f}%",
                row.evaluated_on.isoformat(),
            ]
            for row in found
        ]
        yield Table(
            "整改成效评估", ["单位", "评估办法", "等次", "得分", "满意度", "评估日期"], cells, [40, 50, 14, 16, 14, 22],
            left=(0, 1), note="每个单位列最近一次评估，含尚未公开的。",
        )  # fmt: skip


def _in_words(progress: Progress) -> str:
    """The statuses with their numbers, then the rate with its two parts, or why there is none."""
    if not progress.total:
        return ""
    words = "、".join(f"{words_of(Status)[status]}{n}个" for status, n in progress.rows() if n)
    if progress.rate is None:
        return f"其中{words}；注明进展的{progress.stated}个，不足八成，不计算完成率。"
    return f"其中{words}；完成率{percent(progress.rate)}（{progress.done}÷注明进展的{progress.stated}）。"


def _cells(progress: Progress) -> list[object]:
    return [progress.total, *(n for _status, n in progress.rows()), percent(progress.rate)]


def _queue(slug: str, today: date) -> Q:
    return next(queue for queue in QUEUES if queue.slug == slug).rows(today)


def _cut(total: int) -> str:
    return f"只列前{MOST_ROWS}项，另有{total - MOST_ROWS}项见工作台。" if total > MOST_ROWS else ""


def _span(first: PartialDate, last: PartialDate) -> str:
    return _day(first) if first == last else f"{_day(first)}至{_day(last)}不等"


def _day(partial: PartialDate) -> str:
    if partial.precision == "day":
        return in_chinese(partial.first_day)
    year, _, month = partial.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"
