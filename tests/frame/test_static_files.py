"""Static files: the chart library comes from the installed package, and only that file of it."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finder

from rectify.start import fingerprint


def test_the_chart_library_is_served_from_its_package():
    assert finders.find("plotly/plotly.min.js").endswith("plotly.min.js")
    assert finders.find("plotly/widgetbundle.js") is None
    assert [name for name, _ in get_finder("rectify.plotly_finder.PlotlyFinder").list([])] == ["plotly.min.js"]


def test_the_fingerprint_follows_names_and_contents(tmp_path):
    style = tmp_path / "site.css"
    style.write_text("a{}")
    before = fingerprint(iter([style]))
    assert fingerprint(iter([style])) == before
    style.write_text("b{}")
    changed = fingerprint(iter([style]))
    moved = style.rename(tmp_path / "other.css")
    assert len({before, changed, fingerprint(iter([moved]))}) == 3
