"""Static files: libraries for browsers come from installed packages, and only the files that pages use."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finder

from rectify import stylesheet
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


def test_one_style_sheet_holds_every_file_that_no_page_names_itself_and_paper_last():
    text = Path(finders.find("css/all.css")).read_text(encoding="utf-8")
    templates = [
        path.read_text(encoding="utf-8") for path in (stylesheet.FOLDER.parents[1] / "templates").rglob("*.html")
    ]
    for path in stylesheet.FOLDER.glob("*.css"):
        is_linked = any(f'"css/{path.name}"' in template for template in templates)
        assert is_linked != (path.read_text(encoding="utf-8") in text), path
    assert text.index("@media print {\n/*") > max(text.index(f"/* {name}.css */") for name in stylesheet.SHEETS)
    assert finders.find("css/other.css") is None


def test_the_style_sheet_follows_its_parts(tmp_path, monkeypatch, settings):
    for name in (*stylesheet.SHEETS, stylesheet.PRINT):
        (tmp_path / f"{name}.css").write_text("a {}\n")
    monkeypatch.setattr(stylesheet, "FOLDER", tmp_path)
    settings.VAR_DIR = tmp_path
    finder = stylesheet.StyleSheetFinder()
    first = Path(finder.find("css/all.css")).read_text(encoding="utf-8")
    (tmp_path / "site.css").write_text("b {}\n")
    ((name, storage),) = finder.list([])
    assert storage.prefix == "css"
    assert Path(storage.path(name)).read_text(encoding="utf-8") == first.replace(
        "/* site.css */\na", "/* site.css */\nb"
    )
    assert finder.find("css/all.css", find_all=True) == [storage.path(name)]
