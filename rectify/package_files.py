"""Serves the browser libraries that installed packages bring, and nothing else of those packages."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class PackageFileFinder(BaseFinder):
    """Finds the files ``names``, which lie in ``folder`` of ``package``, under ``prefix``."""

    package: str
    folder: str
    prefix: str
    names: Sequence[str]

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Importing a large package to learn where it lies would slow every start.
        place = Path(find_spec(self.package).submodule_search_locations[0]) / self.folder
        self.storage = FileSystemStorage(location=place)
        self.storage.prefix = self.prefix

    def find(self, path: str, find_all: bool = False) -> str | list[str]:
        name = path.removeprefix(f"{self.prefix}/")
        if name == path or name not in self.names:
            return []
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in self.names:
            yield name, self.storage


class PlotlyFinder(PackageFileFinder):
    """Chart data and the library that draws it have one version."""

    package, folder, prefix = "plotly", "package_data", "plotly"
    names = ("plotly.min.js",)


class SwaggerFinder(PackageFileFinder):
    """The interactive description of the API; its style sheet names a map, which must be there to be collected."""

    package, prefix = "drf_spectacular_sidecar", "swagger"
    folder = "static/drf_spectacular_sidecar/swagger-ui-dist"
    names = ("swagger-ui-bundle.js", "swagger-ui.css", "swagger-ui.css.map")
