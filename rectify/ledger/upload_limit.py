"""How much one request may upload. Django bounds everything but files, which it writes to the disk as they come."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class BoundedUploads(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS. Lets nothing of a request's files past the limit reach the disk; forms find the
    names of what was dropped with `dropped_files`."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_MAX_MB * 1024 * 1024:
            self.request.dropped_files = [*dropped_files(self.request), self.file_name]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def dropped_files(request: HttpRequest) -> list[str]:
    """The names of files that came after the limit was reached, as they were given."""
    return getattr(request, "dropped_files", [])
