"""Which row of the table an act takes for an item, or why none."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger.choices import Action, Stage, Status

from .asked import Asked
from .handed_in import HandedIn
from .state import State
from .table import PROGRESS, Need, Transition

#: Years to come for which a time limit or a re-check may be set.
YEARS_AHEAD = 20
#: How far each of the unit's words is; both kinds of completed are as far.
_RANK = {word: min(rank, PROGRESS.index(Status.COMPLETED)) for rank, word in enumerate(PROGRESS)}


def choose(
    rows: Sequence[Transition], state: State, asked: Asked | None, handed_in: HandedIn
) -> tuple[Transition | None, str]:
    """(the row, "") or (None, why not). Without ``asked``, only what the item itself lacks is a reason."""
    action = rows[0].action.label
    here = [row for row in rows if state.stage in row.sources]
    if not here:
        stage = Stage(state.stage).label
        return None, _("事项在“%(stage)s”环节，不能“%(action)s”。") % {"stage": stage, "action": action}
    fitting = [row for row in here if _fits(row, state, asked)]
    if not fitting:
        progress = Status(state.progress).label if state.progress else _("未填报")
        return None, _("单位填报的进展为“%(progress)s”，不能“%(action)s”。") % {"progress": progress, "action": action}
    row = fitting[0]
    reason = _lacking(row, state, handed_in) or (_missing(row, state, asked) if asked else "")
    return (None, reason) if reason else (row, "")


def _fits(row: Transition, state: State, asked: Asked | None) -> bool:
    """Whether the row is meant for items like this one."""
    if asked and row.dated is not None and row.dated != bool(asked.look_again_on):
        return False
    return Need.PROGRESS in row.needs or not row.progress or state.progress in row.progress


def _lacking(row: Transition, state: State, handed_in: HandedIn) -> str:
    if Need.EVIDENCE in row.needs and not handed_in.has_any:
        return _("没有未撤回的佐证材料，不能“%(action)s”，请退回单位补充。") % {"action": row.action.label}
    if Need.UNIT_EVIDENCE in row.needs and not handed_in.by_unit_at:
        return _("请先提交至少一件本单位的佐证材料。")
    if Need.UNIT_EVIDENCE in row.needs and not handed_in.is_new:
        return _("退回或重新整改之后没有新的佐证材料：请先补充文件、链接或文字说明，再报请审核。")
    if Need.REQUEST in row.needs and not state.extension_asked:
        return _("没有待审批的延期申请。")
    return ""


def _missing(row: Transition, state: State, asked: Asked) -> str:
    checks: tuple[Callable[[Transition, State, Asked], str], ...] = (_progress, _note, _deadline, _look_again)
    return next(filter(None, (check(row, state, asked) for check in checks)), "")


def _progress(row: Transition, state: State, asked: Asked) -> str:
    if Need.PROGRESS not in row.needs:
        return ""
    word = asked.progress or state.progress
    if word in row.progress:
        return ""
    allowed = _("、").join(str(Status(value).label) for value in row.progress)
    return _("请选择进展：%(allowed)s。") % {"allowed": allowed}


def _note(row: Transition, state: State, asked: Asked) -> str:
    if asked.note:
        return ""
    if Need.NOTE in row.needs:
        return _("请填写说明。")
    if row.action == Action.REPORT:
        word = asked.progress or state.progress
        if word == state.progress:
            return _("进展没有变化，请填写说明。")
        if _RANK[word] < _RANK.get(state.progress, 0):
            return _("进展比上次填报的倒退，请填写说明。")
    return ""


def _deadline(row: Transition, state: State, asked: Asked) -> str:
    new = asked.deadline or (state.extension_asked if Need.REQUEST in row.needs else None)
    if not row.takes_deadline:
        return ""
    if new is None:
        return _("请填写新的时限。") if Need.LATER_DEADLINE in row.needs else ""
    if Need.LATER_DEADLINE in row.needs and state.deadline and new <= state.deadline:
        return _("新的时限须晚于现在的时限（%(date)s）。") % {"date": state.deadline.isoformat()}
    return _("新的时限须晚于今天。") if _is_past(new) else _too_far(new)


def _look_again(row: Transition, state: State, asked: Asked) -> str:
    if Need.LOOK_AGAIN not in row.needs:
        return ""
    if asked.look_again_on is None:
        return _("请填写复查日期。")
    return _("复查日期须晚于今天。") if _is_past(asked.look_again_on) else _too_far(asked.look_again_on)


def _is_past(day: date) -> bool:
    return day <= timezone.localdate()


def _too_far(day: date) -> str:
    """Why a day cannot be meant: a slip of the keys, or a way to write that there is none."""
    last = timezone.localdate().year + YEARS_AHEAD
    return _("日期最晚可填至%(year)s年。") % {"year": last} if day.year > last else ""
