"""Published evidence, handed out as files."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response

from rectify.ledger.evidence import public_evidence
from rectify.ledger.handing_out import file_response


def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """What was published and is still public, of a public item; anything else does not exist."""
    found = get_object_or_404(public_evidence(), pk=number)
    # Asked for again each time, since it may be withdrawn; sent again only when it is new to the reader.
    unchanged = get_conditional_response(request, etag=f'"{found.digest}"') if found.digest else None
    return unchanged or file_response(found, is_private=False)
