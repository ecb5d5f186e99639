"""How far a unit or a round is, in the few words that a badge or a card has room for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from rectify.ledger.choices import ReportKind
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Inspection, ProblemCount, Report, Round, Unit
from rectify.ledger.models.inspections import EITHER_ACT
from rectify.ledger.progress import Progress, progress
from rectify.pages.names import ACTS, act_name, unit_name
from rectify.pages.templatetags.ledger_tags import day, describe, percent


@dataclass(frozen=True)
class Standing:
    """``eyebrow`` is the round where ``name`` is a unit. ``as_of`` gives the earliest and the latest date that the
    newest reports speak of; None where none is dated. ``path`` is the page that says it all; ``act`` is what was done,
    in the reader's language."""

    name: str
    eyebrow: str
    progress: Progress
    has_report: bool
    as_of: tuple[PartialDate, PartialDate] | None
    path: str
    act: str

    @property
    def headline(self) -> str:
        """The one figure: the rate, or how many items are stated; empty where nothing is loaded."""
        if not self.progress.total:
            return ""
        if self.progress.rate is None:
            return f"{self.progress.stated}/{self.progress.total}"
        return percent(self.progress.rate)

    @property
    def says(self) -> str:
        """What the headline is a figure of."""
        if not self.progress.total:
            return _("尚未载入逐条进展") if self.has_report else _("尚未载入通报")
        return _("个问题注明了进展") if self.progress.rate is None else _("自报完成率")

    @property
    def parts(self) -> str:
        """What the rate is made of, or why there is none."""
        if not self.progress.total:
            return ""
        if self.progress.rate is None:
            return _("注明进展的不到八成，不计完成率")
        return _("已完成的 %(done)s 个 ÷ 注明进展的 %(stated)s 个") % {
            "done": self.progress.done,
            "stated": self.progress.stated,
        }

    @property
    def date(self) -> str:
        if not self.as_of:
            return _("日期未注明") if self.has_report else ""
        first, last = self.as_of
        if first == last:
            return _("数据截至 %(date)s") % {"date": day(first)}
        return _("数据截至 %(first)s至%(last)s不等") % {"first": day(first), "last": day(last)}

    @property
    def sentence(self) -> str:
        """All of it in words, for whoever cannot see the picture."""
        if not self.progress.total:
            found = [self.says]
        else:
            total = _("反馈问题 %(n)s 个") % {"n": self.progress.total}
            rate = _("%(says)s %(rate)s（%(parts)s）") % {"says": self.says, "rate": self.headline, "parts": self.parts}
            found = [total, self.parts if self.progress.rate is None else rate, describe(self.progress)]
        return _("%(name)s：%(words)s") % {"name": self.name, "words": _("；").join(filter(None, [*found, self.date]))}

    @property
    def address(self) -> str:
        """The page's address as people write it."""
        return (settings.PUBLIC_URL.partition("://")[2] + self.path).rstrip("/")


def of_unit(unit: Unit) -> Standing:
    """The unit's newest inspection: three queries."""
    inspection = unit.inspections.filter(is_newest=True).select_related("round").first()
    found = progress(ProblemCount.objects.filter(inspection=inspection)) if inspection else Progress()
    dates = _dates([inspection] if inspection else [])
    return Standing(
        unit_name(unit), inspection.round.name if inspection else "", found, bool(dates), _span(dates),
        unit.get_absolute_url(), act_name(inspection) if inspection else str(ACTS[EITHER_ACT]),
    )  # fmt: skip


def of_round(round_: Round) -> Standing:
    """Two queries."""
    dates = _dates(Inspection.objects.filter(round=round_))
    found = progress(ProblemCount.objects.filter(inspection__round=round_))
    return Standing(
        round_.name, _("整改总体进展"), found, bool(dates), _span(dates), round_.get_absolute_url(), act_name(round_)
    )


def _dates(inspections: Iterable[Inspection]) -> Sequence[PartialDate | None]:
    """The date that each inspection's newest report speaks of; None for an undated one."""
    newest: dict[int, PartialDate | None] = {}
    rows = Report.objects.filter(inspection__in=inspections, kind=ReportKind.RECTIFICATION, withdrawn_at=None)
    for inspection, as_of, published in rows.values_list("inspection", "as_of", "published"):
        newest[inspection] = max(as_of or published, newest.get(inspection), key=lambda date: date or "")
    return list(newest.values())


def _span(dates: Iterable[PartialDate | None]) -> tuple[PartialDate, PartialDate] | None:
    known = [date for date in dates if date]
    return (min(known), max(known)) if known else None
