"""The picture that stands for a page where its link is pasted: 1200 × 630, drawn here, with a font that comes along."""

from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from rectify.pages import palette
from rectify.pages.standing import Standing

WIDTH, HEIGHT, EDGE = 1200, 630, 72
INNER = WIDTH - 2 * EDGE
REGULAR, BOLD = 400, 700
#: The face for simplified Chinese in a collection of five.
SIMPLIFIED = 2
#: An unbroken name is set smaller before it is broken, and never smaller than this.
_NAME_SIZES = (68, 60, 52)


def font_file() -> Path:
    """Noto Sans CJK, all weights and languages in one file."""
    # Importing the package would do nothing more than tell where it lies.
    return Path(find_spec("manimgx_fonts_cjk").submodule_search_locations[0]) / "NotoSansCJK-VF.otf.ttc"


@cache
def font(size: int, weight: int = REGULAR) -> ImageFont.FreeTypeFont:
    face = ImageFont.truetype(str(font_file()), size, index=SIMPLIFIED)
    face.set_variation_by_axes([weight])
    return face


def draw(standing: Standing) -> bytes:
    """The card as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), palette.GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 12), fill=palette.INK)
    pen.text((EDGE, 52), standing.eyebrow, font=font(30), fill=palette.MUTED)
    site = _("整改台账")
    pen.text((WIDTH - EDGE - font(30, BOLD).getlength(site), 52), site, font=font(30, BOLD), fill=palette.INK)
    y = _draw_name(pen, standing.name, 100)
    _draw_headline(pen, standing, y)
    _draw_bar(pen, standing, 432)
    _draw_legend(pen, standing, 492)
    pen.text((EDGE, 560), standing.date, font=font(26), fill=palette.MUTED)
    address = _cut(standing.address, font(26), INNER - font(26).getlength(standing.date) - 40)
    pen.text((WIDTH - EDGE - font(26).getlength(address), 560), address, font=font(26), fill=palette.MUTED)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def texts(standing: Standing) -> list[str]:
    """Every text that the card of this standing draws; nothing else is in it."""
    legend = [f"{status.label} {n}" for status, n in standing.progress.rows()]
    drawn = [standing.name, standing.eyebrow, standing.headline, standing.says, standing.parts, standing.date]
    return [*drawn, standing.address, *legend, _("整改台账"), "…"]


def _draw_name(pen: ImageDraw.ImageDraw, name: str, y: int) -> int:
    """The name on one line, or smaller, or on two lines. Returns where it ends."""
    face = next((f for f in (font(size, BOLD) for size in _NAME_SIZES) if f.getlength(name) <= INNER), None)
    if face:
        pen.text((EDGE, y), name, font=face, fill=palette.INK)
        return y + round(face.size * 1.35)
    face = font(_NAME_SIZES[-1], BOLD)
    first = _fitting(name, face, INNER)
    for line in (name[: len(first)], _cut(name[len(first) :].lstrip(), face, INNER)):
        pen.text((EDGE, y), line, font=face, fill=palette.INK)
        y += round(face.size * 1.3)
    return y


def _draw_headline(pen: ImageDraw.ImageDraw, standing: Standing, y: int) -> None:
    """The big figure between the name and the bar, what it is a figure of beside it."""
    space = 416 - y
    if not standing.headline:
        pen.text((EDGE, y + space // 2), standing.says, font=font(64), fill=palette.MUTED, anchor="lm")
        return
    face = font(min(150, round(space * 0.72)), BOLD)
    baseline = y + space // 2 + round(face.size * 0.37)
    pen.text((EDGE - 4, baseline), standing.headline, font=face, fill=palette.INK, anchor="ls")
    x = EDGE + face.getlength(standing.headline) + 36
    space = WIDTH - EDGE - x
    for text, y, faces, ink in (
        (standing.says, baseline - 44, [font(size, BOLD) for size in (38, 34, 30, 26)], palette.INK),
        (standing.parts, baseline, [font(size) for size in (28, 26, 24, 22)], palette.MUTED),
    ):
        face = next((face for face in faces if face.getlength(text) <= space), faces[-1])
        pen.text((x, y), _cut(text, face, space), font=face, fill=ink, anchor="ls")


def _draw_bar(pen: ImageDraw.ImageDraw, standing: Standing, y: int) -> None:
    total = standing.progress.total
    if not total:
        pen.rectangle((EDGE, y, EDGE + INNER, y + 40), fill=palette.SUNKEN)
        return
    x, gap = float(EDGE), 4
    for status, n in standing.progress.rows():
        width = (INNER + gap) * n / total
        if n:
            end = max(round(x + width) - gap, round(x) + 2)
            pen.rectangle((round(x), y, end - 1, y + 40), fill=palette.STATUS[status])
        x += width


def _draw_legend(pen: ImageDraw.ImageDraw, standing: Standing, y: int) -> None:
    """A square, the word and the number of each status that any item has; smaller where they are many."""
    shown = [(status, f"{status.label} {n}") for status, n in standing.progress.rows() if n]
    sizes = (26, 24, 22, 20, 18, 16, 14)
    widths = [(sum(size * 1.5 + font(size).getlength(text) + 30 for _status, text in shown), size) for size in sizes]
    face = font(next((size for width, size in widths if width <= INNER + 30), sizes[-1]))
    x = float(EDGE)
    for status, text in shown:
        side = round(face.size * 0.8)
        pen.rectangle((round(x), y + 8, round(x) + side, y + 8 + side), fill=palette.STATUS[status])
        pen.text((x + face.size * 1.2, y + 8 + side), text, font=face, fill=palette.INK, anchor="ls")
        x += face.size * 1.5 + face.getlength(text) + 30


def _cut(text: str, face: ImageFont.FreeTypeFont, width: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if face.getlength(text) <= width:
        return text
    return _fitting(text, face, width - face.getlength("…")) + "…"


def _fitting(text: str, face: ImageFont.FreeTypeFont, width: float) -> str:
    """The longest beginning that fits, between words where there are words."""
    n = next((n for n in range(len(text), 0, -1) if face.getlength(text[:n]) <= width), 0)
    fitting = text[:n]
    is_within_word = n < len(text) and text[n - 1 : n + 1].isascii() and " " not in text[n - 1 : n + 1]
    return fitting[: fitting.rindex(" ") + 1] if is_within_word and " " in fitting else fitting
