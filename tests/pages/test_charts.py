"""Charts: the page draws them from the rows of their tables, plotly understands its form of them, and neither needs
anything that the security policy forbids."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from lxml import html

from rectify.ledger.choices import Status
from rectify.ledger.models import Inspection, Round, Unit
from rectify.ledger.progress import Progress
from rectify.pages.charts import Chart, bars_by, days_by_step, promised_by_month
from rectify.pages.drawings import columns, room_for, ticks_up_to
from rectify.pages.figures import ByMonth, Row
from rectify.pages.pace import Pace, Paces

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    Row("青石县", Progress({Status.COMPLETED: 3, Status.PHASED: 1}), links={"completed": "/problems/?unit=qingshi"}),
    Row("A unit with an English name that is long", Progress({Status.UNSTATED: 2})),
]
MONTHS = [
    ByMonth(date(2024, 12, 1), 3, "/a"),
    ByMonth(date(2025, 3, 1), 12, "/c"),
    ByMonth(None, 2, "/b"),
]


def a_pace(name: str, slug: str, **days: int) -> Pace:
    inspection = Inspection(unit=Unit(slug=slug, name=name), round=Round(slug="qinghe-1"), is_newest=True)
    return Pace(inspection, name, days)


@pytest.fixture
def paces() -> Paces:
    rows = [a_pace("青石县", "qingshi", plan_approved=60, publication=200), a_pace("白沙区", "baisha", publication=91)]
    return Paces(rows, [("plan_approved", "方案"), ("publication", "公布")])


def drawn(chart: Chart) -> html.HtmlElement:
    """The chart as it stands in the page."""
    return html.fromstring(render_to_string("pages/parts/chart.html", {"chart": chart}))


def words_of(chart: Chart) -> str:
    return drawn(chart).find(".//figcaption").text_content()


def links_in(chart: Chart) -> Iterator[tuple[str, str]]:
    """(title, address) of every part that is drawn."""
    for link in drawn(chart).iter("a"):
        yield link.findtext("title"), link.get("href")


def test_plotly_accepts_the_figures(paces: Paces) -> None:
    for chart in (bars_by(ROWS, "one", "title"), promised_by_month(MONTHS, "two"), days_by_step(paces, "three")):
        go.Figure({**chart.figure, "data": [{**trace, "marker": {}} for trace in chart.figure["data"]]})


def test_a_status_that_nothing_has_is_not_drawn_and_parts_link_to_their_items() -> None:
    chart = bars_by(ROWS, "one", "title")
    traces = chart.figure["data"]
    assert [trace["marker"]["color"] for trace in traces] == ["completed", "phased", "unstated"]
    assert traces[0]["customdata"] == ["/problems/?unit=qingshi", ""]
    assert [status.value for status in chart.drawing.statuses] == ["completed", "phased", "unstated"]
    assert list(links_in(chart)) == [
        ("青石县：已完成 3", "/problems/?unit=qingshi"),
        ("青石县：阶段性完成 1", None),
        ("A unit with an English name that is long：未注明进展 2", None),
    ]


def test_long_names_wrap_for_plotly() -> None:
    assert "<br>" in bars_by(ROWS, "one", "title").figure["data"][0]["y"][1]


def test_parts_are_as_wide_as_their_numbers_and_stand_one_after_the_other() -> None:
    first, second = bars_by(ROWS, "one", "title").drawing.rows
    assert [(part.x, part.width, part.middle) for part in first.parts] == [
        ("0.00%", "75.00%", "37.50%"),
        ("75.00%", "25.00%", "87.50%"),
    ]
    assert (first.total, first.end, second.total, second.end) == (4, "100.00%", 2, "50.00%")


def test_a_number_is_written_where_it_fits() -> None:
    assert [room_for("12", width) for width in (0.5, 0.05, 0.01)] == ["always", "wide", ""]


def test_an_axis_has_few_and_round_numbers() -> None:
    for most, labels in ((1, "0 1"), (7, "0 2 4 6"), (75, "0 20 40 60"), (2600, "0 1,000 2,000")):
        assert " ".join(tick.label for tick in ticks_up_to(most)) == labels


def test_a_round_without_any_problem_is_drawn_too() -> None:
    chart = bars_by([Row("青石县", Progress())], "one", "title")
    assert [(bar.total, bar.parts) for bar in chart.drawing.rows] == [(0, [])]
    assert drawn(chart).xpath("//svg")


def test_months_without_a_date_are_left_to_the_table() -> None:
    chart = promised_by_month(MONTHS, "two")
    (trace,) = chart.figure["data"]
    assert trace["x"] == ["2024-12", "2025-03"]
    assert list(links_in(chart)) == [("2024年12月：3", "/a"), ("2025年3月：12", "/c")]
    assert words_of(chart).endswith("：2024年12月 3；2025年3月 12")


def test_time_runs_evenly_and_years_are_written_where_there_is_room() -> None:
    drawing = promised_by_month(MONTHS, "two").drawing
    assert [tick.label for tick in drawing.months] == ["12", "1", "2", "3"]
    assert [tick.label for tick in drawing.years] == ["2024年", "2025年"]
    assert [(column.left, column.height) for column in drawing.columns] == [("0.00%", 44.5), ("37.50%", 178.0)]


@pytest.mark.parametrize(("last", "n_months", "n_slots"), [(2026, 8, 25), (2032, 0, 97), (2190, 2, 2)])
def test_many_months_are_not_crowded(last: int, n_months: int, n_slots: int) -> None:
    """With a date far off, which is likely a slip, only the months that have items are drawn."""
    drawing = columns([ByMonth(date(year, 12, 1), 1, "/") for year in (2024, last)])
    assert len(drawing.months) == n_months
    assert drawing.columns[0].slot == f"{100 / max(n_slots, 8):.2f}%"


def test_every_step_has_a_form_of_its_own_and_is_said_in_words(paces: Paces) -> None:
    chart = days_by_step(paces, "three")
    assert chart.drawing.forms == [("square-open", "方案"), ("circle", "公布")]
    assert [trace["marker"]["symbol"] for trace in chart.figure["data"]] == ["square-open", "circle"]
    assert words_of(chart).split("：")[1].split("；") == [
        "方案 1 个单位，最短 60 天，最长 60 天，中位数 60 天",
        "公布 2 个单位，最短 91 天，最长 200 天，中位数 145.5 天",
    ]
    assert [title for title, _link in links_in(chart)] == ["青石县：方案 60", "青石县：公布 200", "白沙区：公布 91"]
    assert {link for _title, link in links_in(chart)} == {"/units/qingshi/#moments", "/units/baisha/#moments"}


def test_a_drawing_says_its_words_and_is_no_stop_for_the_keyboard(paces: Paces) -> None:
    for chart in (bars_by(ROWS, "one", "title"), promised_by_month(MONTHS, "two"), days_by_step(paces, "three")):
        figure = drawn(chart)
        assert words_of(chart).startswith(f"{chart.title}：")
        assert {link.get("tabindex") for link in figure.iter("a")} == {"-1"}
        assert figure.xpath("//svg[not(ancestor::*[@aria-hidden='true'])]") == []


def test_what_is_drawn_sums_to_what_the_table_says() -> None:
    def sum_of(titles: Sequence[str]) -> int:
        return sum(int(re.findall(r"\d+", title)[-1]) for title in titles)

    assert sum_of([title for title, _link in links_in(bars_by(ROWS, "one", ""))]) == sum(r.progress.total for r in ROWS)
    months = [title for title, _link in links_in(promised_by_month(MONTHS, "two"))]
    assert sum_of(months) == sum(month.n for month in MONTHS if month.month)


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


def test_plotly_says_as_much_as_the_drawing(paces: Paces) -> None:
    figure = bars_by(ROWS, "one", "title").figure
    assert figure["data"][0]["text"] == ["✓ 3", "✓ 0"]
    assert [(sum_["text"], sum_["x"]) for sum_ in figure["layout"]["annotations"]] == [("4", 4), ("2", 2)]
    assert figure["data"][0]["y"][1].split("<br>") == ["A unit with an English name  ", "that is long  "]
    axis = promised_by_month(MONTHS, "two").figure["layout"]["xaxis"]
    assert axis["ticktext"] == ["12<br>2024年", "3<br>2025年"]
    assert [trace["text"] for trace in days_by_step(paces, "three").figure["data"]] == [["60"], ["200", "91"]]
