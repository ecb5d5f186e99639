"""Plotly figures as plain data. Each is made from the rows of the table that stands under it.

A colour is written as the name of a status; the browser takes it from the page's theme, so that charts follow light and
dark. Axis texts and fonts are the theme's as well (static/js/charts.js).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

from rectify.ledger.choices import Status
from rectify.pages.figures import ByMonth, Row
from rectify.pages.pace import Paces
from rectify.pages.statuses import MARKS

#: Characters of a label's line: Chinese names fit in one, English ones wrap.
LABEL = 30
#: Pixels.
ROW, MONTH_CHART, EDGES = 34, 260, 64


@dataclass(frozen=True)
class Chart:
    """What the template needs: an id, the space to keep free in pixels, a text alternative, and plotly's figure."""

    id: str
    height: int
    alternative: str
    figure: dict[str, Any]

    @property
    def id_of_figure(self) -> str:
        return f"{self.id}-figure"


def bars_by(rows: Sequence[Row], chart_id: str, alternative: str) -> Chart:
    """Horizontal stacked bars, one for each row, a part for each status; parts link to their items."""
    names = ["<br>".join(wrap(row.name, LABEL)) for row in rows]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": f"{MARKS[status]} {status.label}",
            "y": names,
            "x": [row.progress[status] for row in rows],
            "customdata": [row.links.get(status, "") for row in rows],
            "marker": {"color": status.value},
            "hovertemplate": f"%{{y}}<br>{status.label} %{{x}}<extra></extra>",
        }
        for status in Status
        if any(row.progress[status] for row in rows)
    ]
    layout = {"barmode": "stack", "yaxis": {"autorange": "reversed"}, "xaxis": {"title": {"text": _("反馈问题（个）")}}}
    return Chart(chart_id, EDGES + ROW * len(rows), alternative, {"data": traces, "layout": layout})


def promised_by_month(months: Sequence[ByMonth], chart_id: str, alternative: str) -> Chart:
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
        "hovertemplate": "%{x}<br>%{y}<extra></extra>",
    }
    layout = {"xaxis": {"type": "category"}, "yaxis": {"rangemode": "tozero", "showticklabels": False}}
    return Chart(chart_id, MONTH_CHART, alternative, {"data": [trace], "layout": layout})


#: A form for each step, so that they are told apart without colour.
_SYMBOLS = ("circle-open", "square-open", "diamond-open", "circle")


def days_by_step(paces: Paces, chart_id: str, alternative: str) -> Chart:
    """A strip for each unit: a mark for each step, as many days from the feedback as it took."""
    traces = []
    for (slug, name), symbol in zip(paces.steps, _SYMBOLS, strict=False):
        rows = [row for row in paces.rows if slug in row.days]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": [row.days[slug] for row in rows],
                "y": ["<br>".join(wrap(row.name, LABEL)) for row in rows],
                "customdata": [row.inspection.get_absolute_url() + "#moments" for row in rows],
                "marker": {"color": "ink", "symbol": symbol, "size": 11},
                "hovertemplate": f"%{{y}}<br>{name} %{{x}}<extra></extra>",
            }
        )
    layout = {
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "yaxis": {
            "autorange": "reversed",
            "type": "category",
            "categoryorder": "array",
            "categoryarray": ["<br>".join(wrap(row.name, LABEL)) for row in paces.rows],
        },
        "xaxis": {"title": {"text": _("反馈后的天数")}, "rangemode": "tozero"},
    }
    return Chart(chart_id, EDGES + 40 + ROW * len(paces.rows), alternative, {"data": traces, "layout": layout})
