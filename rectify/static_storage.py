"""Static files under names that carry a hash of their contents, compressed beforehand."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Compresses a file once: what has the same hashed name has the same contents, and the chart library is large."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        return super().compress_files([path for path in paths if not Path(f"{self.path(path)}.gz").exists()])
