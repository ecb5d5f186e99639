"""The pictures of pages: a unit's, a round's, and the front page's."""

from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from rectify.ledger.models import Round, Unit
from rectify.pages import card, rounds, standing
from rectify.pages.embedding import embeddable

#: Seconds. A card is drawn again only when what it says has changed, or after this.
KEPT = 24 * 3600
#: Raise it when the drawing changes, so that kept pictures are not taken for new ones.
DRAWING = 1


@embeddable
def of_unit(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, standing.of_unit(get_object_or_404(Unit, slug=slug)))


@embeddable
def of_round(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, standing.of_round(get_object_or_404(Round, slug=slug)))


@embeddable
def of_front_page(request: HttpRequest) -> HttpResponse:
    shown = rounds.shown()
    if shown is None:
        raise Http404
    return _answer(request, standing.of_round(shown))


def _answer(request: HttpRequest, found: standing.Standing) -> HttpResponse:
    """The picture is known by what it says: nothing is drawn for whoever has it, nor twice for anybody else."""
    said = (DRAWING, get_language(), *card.texts(found))
    key = sha256("\n".join(map(str, said)).encode()).hexdigest()
    etag = f'"{key[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    picture = cache.get_or_set(f"card:{key}", lambda: card.draw(found), KEPT)
    return HttpResponse(picture, content_type="image/png", headers={"ETag": etag})
