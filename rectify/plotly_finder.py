"""Serves the browser library that the installed plotly package brings, and nothing else of that package."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FILE_NAME = "plotly.min.js"


class PlotlyFinder(BaseFinder):
    """Finds `plotly/plotly.min.js`, so that chart data and the library that draws it have one version."""

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Importing plotly to learn where it lies would slow every start.
        package = find_spec("plotly")
        folder = Path(package.submodule_search_locations[0]) / "package_data"
        self.storage = FileSystemStorage(location=folder)
        self.storage.prefix = "plotly"

    def find(self, path: str, find_all: bool = False) -> str | list[str]:
        if path != f"{self.storage.prefix}/{FILE_NAME}":
            return []
        found = self.storage.path(FILE_NAME)
        return [found] if find_all else found

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        yield FILE_NAME, self.storage
