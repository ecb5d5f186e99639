"""Sending a kept file to somebody who may have it: to be saved, never to be shown or run in a browser."""

from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from rectify.ledger.models import Evidence

#: Should a browser open the file all the same, it may do nothing there.
_POLICY = "default-src 'none'; sandbox"


def file_response(evidence: Evidence, *, is_private: bool) -> HttpResponseBase:
    """The file as it was handed in, in pieces. A private one is kept by no cache; 404 where there is none."""
    if evidence.kind != Evidence.Kind.FILE or not evidence.file:
        raise Http404(_("没有这份文件。"))
    try:
        file = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404(_("没有这份文件。")) from None
    response = FileResponse(file, content_type=evidence.content_type or "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, evidence.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    # What is public today may be withdrawn tomorrow: readers' copies are asked for again each time.
    response["Cache-Control"] = "private, no-store" if is_private else "no-cache"
    if not is_private:
        response["ETag"] = f'"{evidence.digest}"'
    return response
