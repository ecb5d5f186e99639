"""整改总体进展: how far a round is, as of when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger.models import Inspection, Round
from rectify.ledger.reconciliation import Check, Verdict, check_reports
from rectify.ledger.withheld import withheld_of_each
from rectify.pages.charts import Chart, bars_by, days_by_step, promised_by_month
from rectify.pages.figures import RoundFigures, round_figures
from rectify.pages.names import act_name
from rectify.pages.pace import Paces, paces
from rectify.pages.page import Page
from rectify.pages.public import public_changes
from rectify.pages.rounds import newest_first, shown_of
from rectify.pages.templatetags.ledger_tags import percent

#: The page shows the latest changes only; an item's page has all of its own.
CHANGES = 10


@dataclass
class Figures:
    """One unit's own figures that differ from the count, beside how many of all were compared."""

    inspection: Inspection
    differing: Sequence[Check]
    agreeing: int
    uncheckable: int


def newest_round(request: HttpRequest) -> HttpResponse:
    """The front page: the newest round of which anything is loaded, or a word of welcome to an empty ledger."""
    rounds = _rounds()
    chosen = shown_of(rounds)
    if chosen is None:
        page = Page(title=_("整改总体进展"), path=reverse("overview"), room="overview")
        return render(request, "pages/empty.html", {"page": page})
    return _page_of(request, chosen, rounds, reverse("overview"))


def one_round(request: HttpRequest, slug: str) -> HttpResponse:
    rounds = _rounds()
    chosen = next((round_ for round_ in rounds if round_.slug == slug), None)
    if chosen is None:
        raise Http404(_("没有这个巡视轮次。"))
    return _page_of(request, chosen, rounds, chosen.get_absolute_url())


def _rounds() -> list[Round]:
    return list(newest_first().annotate(withheld=withheld_of_each("round")))


def _page_of(request: HttpRequest, round_: Round, rounds: Sequence[Round], path: str) -> HttpResponse:
    figures = round_figures(round_, timezone.localdate())
    pace = paces(round_, [(row.inspection, row.name, row.report) for row in figures.by_unit])
    is_front = path == reverse("overview")
    page = Page(
        title=_("%(round)s：整改总体进展") % {"round": round_.name},
        path=path,
        summary=_summary(figures),
        room="overview",
        card=reverse("card") if is_front else reverse("round_card", args=[round_.slug]),
        feed=reverse("changes_feed"),
    )
    context = {
        "page": page,
        "figures": figures,
        "withheld": round_.withheld,
        "progress": figures.progress,
        "charts": _charts(figures, pace),
        "pace": pace,
        "other_rounds": [other for other in rounds if other != round_],
        "checked": _checked(figures),
        "changes": public_changes()
        .filter(problem__inspection__round=round_)
        .exclude(field="note")
        .select_related("problem__inspection__unit", "problem__inspection__round")[:CHANGES],
    }
    return render(request, "pages/overview.html", context)


def _summary(figures: RoundFigures) -> str:
    progress = figures.progress
    text = _("列入 %(listed)s 个被巡视党组织，本站已载入 %(loaded)s 个的整改情况通报，反馈问题 %(total)s 个。") % {
        "listed": figures.listed,
        "loaded": figures.loaded,
        "total": progress.total,
    }
    if progress.rate is not None:
        text += _("自报完成率 %(rate)s（%(done)s/%(stated)s）。") % {
            "rate": percent(progress.rate),
            "done": progress.done,
            "stated": progress.stated,
        }
    return text


def _charts(figures: RoundFigures, pace: Paces) -> dict[str, Chart]:
    """Each chart with the rows of the table under it; none where there is nothing to draw."""
    charts = {}
    for key, rows, title in (
        ("unit", figures.by_unit, _("各单位反馈问题的整改进展")),
        ("area", figures.by_area, _("各领域反馈问题的整改进展")),
        ("team", figures.by_team, _("各%(act)s组反馈问题的整改进展") % {"act": act_name(figures.round)}),
    ):
        if rows:
            charts[key] = bars_by(rows, f"chart-{key}", title)
    if figures.open_dated:
        charts["months"] = promised_by_month(figures.months, "chart-months")
    if pace.rows:
        charts["pace"] = days_by_step(pace, "chart-pace")
    return charts


def _checked(figures: RoundFigures) -> list[Figures]:
    """Units whose own figures were compared, in the order of the table."""
    found = []
    checks = check_reports(figures.reports)
    for row in figures.by_unit:
        results = [check for report in row.reports for _claim, check in checks.get(report.pk, [])]
        verdicts = [check.verdict for check in results]
        if results:
            found.append(
                Figures(
                    row.inspection,
                    [check for check in results if check.verdict is Verdict.DIFFERS],
                    verdicts.count(Verdict.AGREES),
                    verdicts.count(Verdict.UNCHECKABLE),
                )
            )
    return found
