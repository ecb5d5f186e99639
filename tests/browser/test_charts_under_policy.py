"""The chart library draws as it should although the policy refuses styles that stand in the page."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, static_address

BARS = {"type": "bar", "orientation": "h", "x": [1, 2], "y": ["甲", "乙"], "text": ["1", "2"]}
CELLS = {"type": "heatmap", "z": [[1, 2], [3, 4]], "x": ["甲", "乙"], "y": ["一", "二"]}
POINTS = {"type": "scatter", "mode": "markers", "x": ["2025-01-02", "2025-03-04"], "y": ["甲", "乙"]}
DRAW = """
async traces => {
    const place = document.body.appendChild(document.createElement("div"));
    await Plotly.newPlot(place, traces, {barmode: "stack"}, {displayModeBar: true, responsive: true});
    const drawings = [...place.querySelectorAll(".main-svg")];
    return drawings.map(drawing => getComputedStyle(drawing).position);
}
"""


@pytest.mark.parametrize("trace", [BARS, CELLS, POINTS], ids=["bars", "cells", "points"])
def test_a_chart_is_drawn_without_a_complaint(page: Page, site: Site, trace: dict) -> None:
    """Without its style sheet the library's layers would stand below each other instead of on one another."""
    page.goto("/admin/login/")
    for name in ("js/chart-styles.js", "plotly/plotly.min.js"):
        page.add_script_tag(url=static_address(name))
    positions = page.evaluate(DRAW, [trace])
    assert positions
    assert set(positions) == {"absolute"}
