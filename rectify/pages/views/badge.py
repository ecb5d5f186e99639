"""A small badge of how far a unit is, and the QR codes of addresses."""

import unicodedata
from dataclasses import dataclass

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from rectify.ledger.models import Problem, Unit
from rectify.pages import palette, standing
from rectify.pages.embedding import embeddable
from rectify.pages.page import absolute

#: User units of the drawing, which are pixels at its own size.
SIZE, EDGE, HEIGHT, BAR = 12, 9, 26, 4
SVG = "image/svg+xml"


@dataclass(frozen=True)
class Part:
    """A text on its own ground; ``wide`` is the length that it is drawn to, whatever font the reader has."""

    text: str
    x: float
    wide: float
    ground: str
    ink: str

    @property
    def width(self) -> float:
        return self.wide + 2 * EDGE

    @property
    def text_x(self) -> float:
        return self.x + EDGE


@embeddable
def badge(request: HttpRequest, slug: str) -> HttpResponse:
    """The rate with n and date, or the counts where there is no rate; under it the statuses as one bar."""
    found = standing.of_unit(get_object_or_404(Unit, slug=slug))
    parts = _parts(found)
    width = round(sum(part.width for part in parts))
    context = {"standing": found, "parts": parts, "width": width, "height": HEIGHT, "size": SIZE}
    context |= {"text_y": (HEIGHT - BAR) / 2 + SIZE * 0.36, "bar": _bar(found, width), "bar_y": HEIGHT - BAR}
    return render(request, "pages/badge.svg", {**context, "bar_height": BAR}, content_type=SVG)


@embeddable
def unit_code(request: HttpRequest, slug: str) -> HttpResponse:
    return _code(get_object_or_404(Unit, slug=slug).get_absolute_url())


@embeddable
def problem_code(request: HttpRequest, slug: str, number: int, round_slug: str = "") -> HttpResponse:
    inspection = {"inspection__round__slug": round_slug} if round_slug else {"inspection__is_newest": True}
    problem = get_object_or_404(
        Problem.objects.public().select_related("inspection__unit", "inspection__round"),
        inspection__unit__slug=slug, number=number, **inspection,
    )  # fmt: skip
    return _code(problem.get_absolute_url())


def _code(path: str) -> HttpResponse:
    """The absolute address as a QR code, on white so that it can be read in dark pages as well."""
    address, response = absolute(path), HttpResponse(content_type=SVG)
    code = segno.make(address, error="m", micro=False)
    code.save(response, kind="svg", scale=4, dark="#000", light="#fff", title=address, svgclass=None, lineclass=None)
    return response


def _parts(found: standing.Standing) -> list[Part]:
    label = _("%(act)s整改") % {"act": found.act}
    if not found.progress.total:
        value = found.says
    elif found.progress.rate is None:
        value = _("%(stated)s/%(total)s 注明进展") % {"stated": found.progress.stated, "total": found.progress.total}
    else:
        value = _("自报完成 %(rate)s（%(done)s/%(stated)s）") % {
            "rate": found.headline,
            "done": found.progress.done,
            "stated": found.progress.stated,
        }
    texts = [(label, palette.INK, palette.SURFACE), (value, palette.SURFACE, palette.INK)]
    if found.date:
        texts.append((found.date, palette.SUNKEN, palette.MUTED))
    parts, x = [], 0.0
    for text, ground, ink in texts:
        parts.append(Part(text, x, length(text), ground, ink))
        x += parts[-1].width
    return parts


def _bar(found: standing.Standing, width: float) -> list[tuple[float, float, str]]:
    """(x, width, colour) of each status."""
    parts, x = [], 0.0
    for status, n in found.progress.rows():
        wide = width * n / found.progress.total if found.progress.total else 0
        if n:
            parts.append((round(x, 1), round(wide, 1), palette.STATUS[status]))
        x += wide
    return parts


def length(text: str) -> float:
    """About how long a text is: Chinese characters are square, others about half as wide."""
    ems = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56 for char in text)
    return round(SIZE * ems, 1)
