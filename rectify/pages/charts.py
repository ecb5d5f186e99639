"""The charts of a round. Each is made from the rows of the table that stands under it, in two forms: a drawing that the
page brings along, and plotly's figure, as plain data, for readers who ask for it.

A colour of a figure is written as the name of a status; the browser takes it from the page's theme, so that charts
follow light and dark. Axis texts and fonts are the theme's as well (static/js/charts.js).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

from rectify.ledger.choices import Status
from rectify.pages.drawings import FORMS, Bars, Columns, Strips, bars, columns, strips
from rectify.pages.figures import ByMonth, Row
from rectify.pages.pace import Paces
from rectify.pages.statuses import MARKS
from rectify.pages.templatetags.ledger_tags import describe, month_name

#: Characters of a label's line: Chinese names fit in one, English ones wrap.
LABEL = 30
#: What parts a label from the bars: each of its lines ends in it, or the last alone would stand further left.
GAP = "  "
#: So many months have their numbers under an axis.
MOST_MONTHS = 24


@dataclass(frozen=True)
class Chart:
    """What the template needs: an id, the chart in words, its drawing with the template that writes it, its figure.

    The words are a ``title`` and ``lines`` of (name, what the chart shows of it): a name may be in another language.
    """

    id: str
    title: str
    lines: Sequence[tuple[str, str]]
    drawing: Bars | Columns | Strips
    template: str
    figure: dict[str, Any]

    @property
    def id_of_figure(self) -> str:
        return f"{self.id}-figure"


#: Where a bar's sum stands.
BESIDE = {"showarrow": False, "xanchor": "left", "xshift": 4, "font": {"weight": 700}}


def label(name: str) -> str:
    """A name as plotly writes it beside its row: in lines that end alike."""
    return f"{GAP}<br>".join(wrap(name, LABEL)) + GAP


def bars_by(rows: Sequence[Row], chart_id: str, title: str) -> Chart:
    """Horizontal stacked bars, one for each row, a part for each status; parts link to their items."""
    names = [label(row.name) for row in rows]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": f"{MARKS[status]} {status.label}",
            "y": names,
            "x": [row.progress[status] for row in rows],
            "customdata": [row.links.get(status, "") for row in rows],
            "marker": {"color": status.value},
            "text": [f"{MARKS[status]} {row.progress[status]}" for row in rows],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "hovertemplate": f"%{{y}}<br>{status.label} %{{x}}<extra></extra>",
        }
        for status in Status
        if any(row.progress[status] for row in rows)
    ]
    layout = {
        "title": {"text": title},
        "barmode": "stack",
        "yaxis": {"autorange": "reversed"},
        "xaxis": {"title": {"text": _("反馈问题（个）")}},
        # A number that its part has no room for is left out rather than written small.
        "uniformtext": {"minsize": 10, "mode": "hide"},
        "annotations": [
            {"x": row.progress.total, "y": name, "text": str(row.progress.total), **BESIDE}
            for name, row in zip(names, rows, strict=True)
        ],
    }
    lines = [(row.name, describe(row.progress)) for row in rows if row.progress.total]
    return Chart(chart_id, title, lines, bars(rows), "pages/charts/bars.html", {"data": traces, "layout": layout})


def promised_by_month(months: Sequence[ByMonth], chart_id: str) -> Chart:
    """Open items as columns by the month that they were promised for; a column links to its items."""
    dated = [month for month in months if month.month]
    trace = {
        "type": "bar",
        "x": [f"{month.month:%Y-%m}" for month in dated],
        "y": [month.n for month in dated],
        "customdata": [month.link for month in dated],
        "text": [month.n for month in dated],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": Status.IN_PROGRESS.value},
        # A month's column is as wide as the month and stands in its middle.
        "xperiod": "M1",
        "hovertext": [month_name(month.month) for month in dated],
        "hovertemplate": "%{hovertext}<br>%{y}<extra></extra>",
    }
    title = _("尚未完成的事项按承诺完成的月份")
    named = [month.month for month in dated[:: -(-len(dated) // MOST_MONTHS)]]
    layout = {
        "title": {"text": title},
        "xaxis": {
            "type": "date",
            "tickvals": [f"{month:%Y-%m}-15" for month in named],
            "ticktext": numbered(named),
            "tickangle": 0,
            "ticklabeloverflow": "allow",
            "showgrid": False,
        },
        "yaxis": {"rangemode": "tozero", "showticklabels": False},
    }
    figure = {"data": [trace], "layout": layout}
    lines = [(month_name(month.month), str(month.n)) for month in dated]
    return Chart(chart_id, title, lines, columns(months), "pages/charts/months.html", figure)


def numbered(months: Sequence[date]) -> list[str]:
    """Months as the axis writes them: by number, and the year under its first."""
    years = [None, *(month.year for month in months)]
    return [
        f"{month.month}<br>{_('%(year)s年') % {'year': month.year}}" if month.year != before else str(month.month)
        for month, before in zip(months, years, strict=False)
    ]


def days_by_step(paces: Paces, chart_id: str) -> Chart:
    """A strip for each unit: a mark for each step, as many days from the feedback as it took."""
    drawing = strips(paces)
    most = max(days for row in paces.rows for days in row.days.values())
    # A number stands where the drawing has room for it on any screen.
    shown = {(strip.name, mark.form) for strip in drawing.rows for mark in strip.marks if mark.room == "always"}
    traces = []
    for slug, name in paces.steps:
        rows = [row for row in paces.rows if slug in row.days]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "text": [str(row.days[slug]) if (row.name, FORMS[slug]) in shown else "" for row in rows],
                "textposition": "middle right",
                "cliponaxis": False,
                "name": name,
                "x": [row.days[slug] for row in rows],
                "y": [label(row.name) for row in rows],
                "customdata": [row.inspection.get_absolute_url() + "#moments" for row in rows],
                "marker": {"color": "ink", "symbol": FORMS[slug], "size": 11},
                "hovertemplate": f"%{{y}}<br>{name} %{{x}}<extra></extra>",
            }
        )
    title = _("各单位从反馈到各节点的天数")
    layout = {
        "title": {"text": title},
        "yaxis": {
            "autorange": "reversed",
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [label(row.name) for row in paces.rows],
        },
        "xaxis": {"title": {"text": _("反馈后的天数")}, "range": [-0.02 * most, 1.12 * most]},
    }
    lines = [(name, days_in_words(paces.days_of(slug))) for slug, name in paces.steps]
    return Chart(chart_id, title, lines, drawing, "pages/charts/strips.html", {"data": traces, "layout": layout})


def days_in_words(days: Sequence[int]) -> str:
    """What the marks of one step show: how many units, from how many days to how many, and the one in the middle."""
    return _("%(units)s 个单位，最短 %(least)s 天，最长 %(most)s 天，中位数 %(median)s 天") % {
        "units": len(days),
        "least": min(days),
        "most": max(days),
        "median": f"{median(days):g}",
    }
