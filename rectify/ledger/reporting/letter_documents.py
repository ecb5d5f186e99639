"""A letter as it goes out: which of its lines is what, for the Word document and the page to print alike."""

import io
import re
from dataclasses import dataclass
from enum import StrEnum, auto

from django.conf import settings
from django.utils import timezone

from rectify.ledger.models import Letter
from rectify.ledger.reporting.official import Official

_DATE = re.compile(r"(?:[\u4e00-\u9fff]{0,6}：)?\d{4}年\d{1,2}月\d{1,2}日")


class Part(StrEnum):
    TO = auto()
    BODY = auto()
    HEADING = auto()
    SIGNATURE = auto()


@dataclass(frozen=True)
class Line:
    part: Part
    text: str


def lines_of(letter: Letter) -> list[Line]:
    """The letter's lines without the empty ones. A first line that ends with a colon says to whom; a last line that is
    a date, and the office's name before it, are the signature. What was said in a talk follows."""
    texts = [text.strip() for text in letter.text.split("\n") if text.strip()]
    lines = [Line(Part.BODY, text) for text in texts]
    if lines and lines[0].text.endswith(("：", ":")):
        lines[0] = Line(Part.TO, lines[0].text)
    end = len(lines)
    if end and _DATE.fullmatch(lines[-1].text):
        lines[-1] = Line(Part.SIGNATURE, lines[-1].text)
        if end > 1 and lines[-2].text == settings.OFFICE_NAME:
            lines[-2] = Line(Part.SIGNATURE, lines[-2].text)
    if letter.kind == Letter.Kind.TALK and letter.answer.strip():
        said = [Line(Part.BODY, text.strip()) for text in letter.answer.split("\n") if text.strip()]
        first = next((n for n, line in enumerate(lines) if line.part == Part.SIGNATURE), len(lines))
        lines[first:first] = [Line(Part.HEADING, "谈话情况"), *said]
    return lines


def letter_document(letter: Letter) -> io.BytesIO:
    """The letter as a Word document."""
    official = Official(letter.subject, settings.OFFICE_NAME, timezone.localtime())
    write = {Part.TO: official.addressee, Part.BODY: official.paragraph, Part.HEADING: official.heading}
    lines = lines_of(letter)
    for line in lines:
        if line.part in write:
            write[line.part](line.text)
    official.signature(*(line.text for line in lines if line.part == Part.SIGNATURE))
    return official.saved()
