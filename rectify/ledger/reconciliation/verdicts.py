"""Compares a report's figures about itself with what it lists. Three verdicts, never more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rectify.ledger.choices import ClaimKind
from rectify.ledger.reconciliation.outline import Member, Outline, is_done, is_open


class Verdict(Enum):
    AGREES = "agrees"
    DIFFERS = "differs"
    UNCHECKABLE = "uncheckable"

    @property
    def label(self) -> str:
        return str(_VERDICT_LABELS[self])


_VERDICT_LABELS = {
    Verdict.AGREES: gettext_lazy("一致"),
    Verdict.DIFFERS: gettext_lazy("有差异"),
    Verdict.UNCHECKABLE: gettext_lazy("无法核对"),
}


@dataclass(frozen=True)
class Check:
    """One figure of a report beside the count: ``counted`` and ``difference`` are None where it cannot be checked.

    Rates and their differences are in percent and percentage points. ``basis`` says what was counted, ``reason`` why it
    cannot be checked or what else belongs to it; either may be empty.
    """

    what: ClaimKind
    claimed: Decimal
    verdict: Verdict
    counted: Decimal | None = None
    basis: str = ""
    reason: str = ""

    @property
    def difference(self) -> Decimal | None:
        return abs(self.claimed - self.counted) if self.verdict is Verdict.DIFFERS else None

    @property
    def is_rate(self) -> bool:
        return self.what.endswith("_rate")

    @property
    def result(self) -> str:
        """一致, 相差 n, or 无法核对."""
        if self.difference is None:
            return self.verdict.label
        if self.is_rate:
            return _("相差 %(n)s 个百分点") % {"n": plain(self.difference)}
        return _("相差 %(n)s") % {"n": plain(self.difference)}


@dataclass(frozen=True)
class Level:
    """What a total counts: its members, each one item or one group of items."""

    name: str
    members: Sequence[Member]


#: The figures that speak of one list.
_TOTALS = {"problems": ClaimKind.PROBLEMS_TOTAL, "tasks": ClaimKind.TASKS_TOTAL}


def check_claims(claims: Iterable[tuple[str, Decimal]], outline: Outline, *, is_cut_off: bool = False) -> list[Check]:
    """A check for each (ClaimKind, value) of one report, in their order."""
    pairs = [(ClaimKind(what), Decimal(value)) for what, value in claims]
    checks = []
    for what, value in pairs:
        if is_cut_off:
            check = _uncheckable(what, value, _("本站所存文本不完整，后面的内容没有列入统计。"))
        elif not outline.items:
            check = _uncheckable(what, value, _("通报没有逐条列出。"))
        else:
            check = _check(what, value, pairs, outline)
        checks.append(check)
    return checks


def plain(number: Decimal) -> str:
    """The number without needless zeros: 83.3, 96, 76."""
    return f"{number.normalize():f}"


def _check(what: ClaimKind, value: Decimal, pairs: Sequence[tuple[ClaimKind, Decimal]], outline: Outline) -> Check:
    subject, _sep, measure = what.rpartition("_")
    subject = subject.removesuffix("_in")  # problems_in_progress
    if subject == "measures":
        return _check_measures(what, value, outline)
    if what == ClaimKind.AREAS_TOTAL:
        if not outline.areas():
            return _uncheckable(what, value, _("通报没有按方面分列。"))
        return _compare(what, value, outline.areas(), _("列有反馈问题的方面"))
    if what == ClaimKind.CATEGORIES_TOTAL:
        return _check_categories(value, outline)
    if what == ClaimKind.RECOMMENDATIONS_TOTAL:
        if not outline.recommendations:
            return _uncheckable(what, value, _("通报没有逐条列出意见建议的落实情况。"))
        return _compare(what, value, len(outline.recommendations), _("逐条列出的意见建议"))
    total = value if measure == "total" else _total_of(subject, pairs)
    level = (_level_of_problems if subject == "problems" else _level_of_tasks)(total, pairs, outline)
    if level is None:
        return _uncheckable(what, value, _unclear_level(outline))
    if measure == "total":
        return _compare(what, value, len(level.members), level.name, _other_total(what, value, pairs, level))
    return _compare_part(what, value, measure, level)


def _check_measures(what: ClaimKind, value: Decimal, outline: Outline) -> Check:
    if what != ClaimKind.MEASURES_TOTAL:
        return _uncheckable(what, value, _("通报没有逐条注明每项措施的进展。"))
    if not outline.measures():
        return _uncheckable(what, value, _("通报没有逐条列出措施。"))
    declared, listed = outline.declared_measures(), outline.measures()
    reason = ""
    if declared is not None and declared not in (value, listed):
        reason = _("通报在各条问题中自述的措施数合计为 %(n)s。") % {"n": declared}
    return _compare(what, value, listed, _("逐条列出的措施"), reason)


def _check_categories(value: Decimal, outline: Outline) -> Check:
    """项, 类 and 大项 may name any level of grouping, with or without the recommendations."""
    what = ClaimKind.CATEGORIES_TOTAL
    if not outline.has_level(2):
        return _uncheckable(what, value, _("通报没有分项列出。"))
    counts = {_("第二层标题"): len(outline.at_level(2))}
    if outline.has_level(3):
        counts[_("第三层标题")] = len(outline.at_level(3))
    if outline.recommendations:
        counts[_("第二层标题，加意见建议")] = len(outline.at_level(2)) + len(outline.recommendations)
    for name, count in counts.items():
        if count == value:
            return _compare(what, value, count, name)
    if len(counts) == 1:
        ((name, count),) = counts.items()
        return _compare(what, value, count, name)
    return _uncheckable(what, value, _unclear_level(outline))


def _level_of_problems(
    total: Decimal | None, pairs: Sequence[tuple[ClaimKind, Decimal]], outline: Outline
) -> Level | None:
    """The level that a number of problems speaks of; None where the report leaves it open.

    A report that states tasks as well counts as problems what the team fed back, which are its groups.
    """
    items = Level(_("逐条列出的反馈问题"), [(item,) for item in outline.problems])
    if not _values(ClaimKind.TASKS_TOTAL, pairs):
        return items
    groups = [
        Level(
            _("第二层标题，各作一个问题") if level == 2 else _("第三层标题，各作一个问题"),
            outline.at_level(level),
        )
        for level in (2, 3)
        if outline.has_level(level)
    ]
    for level in [*groups, items]:
        if len(level.members) == total:
            return level
    is_only_total = len(_values(ClaimKind.PROBLEMS_TOTAL, pairs)) == 1
    return groups[0] if len(groups) == 1 and is_only_total else None


def _level_of_tasks(total: Decimal | None, pairs: Sequence[tuple[ClaimKind, Decimal]], outline: Outline) -> Level:
    """Tasks are what the report breaks problems and recommendations into: its items."""
    problems = Level(_("逐条列出的反馈问题"), [(item,) for item in outline.problems])
    if not outline.recommendations or len(problems.members) == total:
        return problems
    return Level(_("逐条列出的反馈问题和意见建议"), [(item,) for item in outline.items])


def _total_of(subject: str, pairs: Sequence[tuple[ClaimKind, Decimal]]) -> Decimal | None:
    """The total that a report's completed, in progress and rate belong to, where it states several totals."""
    totals = _values(_TOTALS[subject], pairs)
    parts = [*_values(f"{subject}_completed", pairs)[:1], *_values(f"{subject}_in_progress", pairs)[:1]]
    if len(parts) == 2 and sum(parts) in totals:
        return sum(parts)
    return totals[0] if totals else None


def _compare_part(what: ClaimKind, value: Decimal, measure: str, level: Level) -> Check:
    """Completed, in progress or rate, at the level of the list's total."""
    done, not_done = sum(map(is_done, level.members)), sum(map(is_open, level.members))
    unstated = len(level.members) - done - not_done
    if unstated:
        message = ngettext("有 %(n)s 条没有注明进展。", "有 %(n)s 条没有注明进展。", unstated)
        return _uncheckable(what, value, message % {"n": unstated})
    if measure == "completed":
        return _compare(what, value, done, level.name)
    if measure == "progress":
        return _compare(what, value, not_done, level.name)
    rate = Decimal(100 * done) / len(level.members)
    if _rounds_to(rate, value):
        return Check(what, value, Verdict.AGREES, rate, level.name)
    return Check(what, value, Verdict.DIFFERS, round(rate, max(1, _decimals(value))), level.name)


def _rounds_to(rate: Decimal, claimed: Decimal) -> bool:
    """Whether the claimed rate is this one, rounded or cut to as many decimals as the report gives."""
    step = Decimal(1).scaleb(-_decimals(claimed))
    return abs(rate - claimed) <= step / 2 or 0 <= rate - claimed < step


def _decimals(number: Decimal) -> int:
    return max(0, -number.normalize().as_tuple().exponent)


def _compare(what: ClaimKind, value: Decimal, counted: int, basis: str, reason: str = "") -> Check:
    verdict = Verdict.AGREES if value == counted else Verdict.DIFFERS
    return Check(what, value, verdict, Decimal(counted), basis, reason)


def _uncheckable(what: ClaimKind, value: Decimal, reason: str) -> Check:
    return Check(what, value, Verdict.UNCHECKABLE, reason=reason)


def _unclear_level(outline: Outline) -> str:
    counts = [_("第二层标题 %(n)s 个") % {"n": len(outline.at_level(2))}] if outline.has_level(2) else []
    if outline.has_level(3):
        counts.append(_("第三层标题 %(n)s 个") % {"n": len(outline.at_level(3))})
    counts.append(_("逐条列出的反馈问题 %(n)s 条") % {"n": len(outline.problems)})
    return _("通报没有说明这个数字按哪一层计：%(counts)s。") % {"counts": _("、").join(counts)}


def _other_total(what: ClaimKind, value: Decimal, pairs: Sequence[tuple[ClaimKind, Decimal]], level: Level) -> str:
    """Where a report states two totals of one list and the other agrees, that belongs beside the difference."""
    count = len(level.members)
    if value != count and count in _values(what, pairs):
        return _("同一份通报另写 %(n)s，与逐条统计一致。") % {"n": count}
    return ""


def _values(what: str, pairs: Sequence[tuple[ClaimKind, Decimal]]) -> list[Decimal]:
    return [value for kind, value in pairs if kind == what]
