"""Charts are what plotly understands, and need nothing that the security policy forbids."""

import re
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
from django.contrib.staticfiles import finders

from rectify.ledger.choices import Status
from rectify.ledger.progress import Progress
from rectify.pages.charts import bars_by, promised_by_month
from rectify.pages.figures import ByMonth, Row

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    Row("青石县", Progress({Status.COMPLETED: 3, Status.PHASED: 1}), links={"completed": "/problems/?unit=qingshi"}),
    Row("A unit with an English name that is long", Progress({Status.UNSTATED: 2})),
]


def test_plotly_accepts_the_figures() -> None:
    months = [ByMonth(date(2024, 12, 1), 3, 3, 0, "/a"), ByMonth(None, 2, 0, 0, "/b")]
    for chart in (bars_by(ROWS, "one", "words"), promised_by_month(months, "two", "words")):
        go.Figure({**chart.figure, "data": [{**trace, "marker": {}} for trace in chart.figure["data"]]})


def test_a_status_that_nothing_has_is_not_drawn_and_parts_link_to_their_items() -> None:
    traces = bars_by(ROWS, "one", "words").figure["data"]
    assert [trace["marker"]["color"] for trace in traces] == ["completed", "phased", "unstated"]
    assert traces[0]["customdata"] == ["/problems/?unit=qingshi", ""]


def test_long_names_wrap_and_the_chart_grows_with_its_rows() -> None:
    chart = bars_by(ROWS, "one", "words")
    assert "<br>" in chart.figure["data"][0]["y"][1]
    assert bars_by(ROWS * 5, "one", "words").height > chart.height


def test_months_without_a_date_are_left_to_the_table() -> None:
    (trace,) = promised_by_month(
        [ByMonth(None, 2, 0, 0, "/b"), ByMonth(date(2025, 1, 1), 1, 0, 0, "/a")], "t", ""
    ).figure["data"]
    assert trace["x"] == ["2025-01"]


def test_our_copy_of_plotly_s_own_rules_is_that_of_the_installed_version() -> None:
    """The sheet stands in for rules that the library would write into the page."""
    library = Path(finders.find("plotly/plotly.min.js")).read_text(encoding="utf-8")
    rules = dict(re.findall(r'"(X[^"]*)":\s*[\'"]([^\'"]*)[\'"]', library[library.index('{"X,X div"') :][:8000]))
    ours = (ROOT / "static" / "plotly-rules.css").read_text(encoding="utf-8")
    prefix = ".js-plotly-plot .plotly"
    for selector, body in re.findall(r"^(\.js-plotly-plot[^{]*) \{ ([^}]*) \}$", ours, re.MULTILINE):
        name = selector.replace(prefix, "X").replace(", ", ",")
        if name == "X,X div":
            continue  # Its quotes nest; and it names a font that the page does not use.
        theirs = rules[name].replace("-moz-user-select:none;-ms-user-select:none;-o-user-select:none;", "")
        assert body.replace(": ", ":").replace("; ", ";") == theirs


def test_the_id_that_keeps_map_styles_out_is_the_one_the_library_looks_for() -> None:
    script = (ROOT / "static" / "js" / "charts.js").read_text(encoding="utf-8")
    (wanted,) = re.findall(r'MAP_STYLES = "(\w+)"', script)
    library = Path(finders.find("plotly/plotly.min.js")).read_text(encoding="utf-8")
    assert f'document.getElementById("{wanted}")' in library
