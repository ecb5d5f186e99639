"""Static files: libraries for browsers come from installed packages, and only the files that pages use."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finder

from rectify.start import fingerprint


def test_the_chart_library_is_served_from_its_package():
    assert finders.find("plotly/plotly.min.js").endswith("plotly.min.js")
    assert finders.find("plotly/widgetbundle.js") is None
    assert [name for name, _ in get_finder("rectify.package_files.PlotlyFinder").list([])] == ["plotly.min.js"]


def test_the_interactive_description_of_the_api_is_too():
    finder = get_finder("rectify.package_files.SwaggerFinder")
    assert all(Path(finders.find(f"swagger/{name}")).is_file() for name, _storage in finder.list([]))
    assert finders.find("swagger/swagger-ui.js") is None
    assert finders.find("swagger-ui.css") is None


def test_the_fingerprint_follows_names_and_contents(tmp_path):
    style = tmp_path / "site.css"
    style.write_text("a{}")
    before = fingerprint(iter([style]))
    assert fingerprint(iter([style])) == before
    style.write_text("b{}")
    changed = fingerprint(iter([style]))
    moved = style.rename(tmp_path / "other.css")
    assert len({before, changed, fingerprint(iter([moved]))}) == 3
