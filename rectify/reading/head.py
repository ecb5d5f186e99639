"""The fields of a report's record: whose report, on which inspection, with what dates, signed how, to be reached where."""

import re
from collections.abc import Collection
from typing import Any

from . import edges
from .contacts import read_contacts
from .dates import Reference, find_dates, last_moment
from .document import Document
from .frame import speaks_of_whole
from .inspections import read_feedback, read_inspection
from .listings import unit_names
from .plain import sentences
from .segments import Segment, listing_of
from .signatures import body_in_title, breaks_off, dated_above, signed_by, signed_on
from .text import normal
from .units import aliases_of, match_listed, name_of_body, unit_in_text

_OPENING_LINES = 14
_AS_OF = re.compile(
    r"(?:(?:截至|截止)(?:到|至|于)?|(?:^|(?<=[,。;]))(?:整?改)?[至到])[ ]?(?=[\d一二三四五六七八九十〇零]|今年|去年|本年|同年)"
)
_COUNTED = re.compile("公示|公布|通报|公开|情况|整改|完成|问题|措施|任务|落实|事项|办结|成效|改好")


def read_head(document: Document, segment: Segment, frame: Collection[int] | None = None) -> dict[str, Any]:
    """The fields of the report record except its claims, and `aliases` and `title`.

    Dates are ISO (a month as 2020-03), None where the text does not say. `frame` are the lines that speak of the whole
    report; without it they are approximated.
    """
    whole = speaks_of_whole(document, segment, frame)
    title = title_of(document, segment)
    opening = opening_paragraphs(document, segment)
    body, _ = signed_by(document, segment)
    own = _own_date(document, segment)
    published = _published(document, segment, own)
    inspection = read_inspection(opening, Reference(own=published), title or "")
    feedback = read_feedback(opening, _reference_after(document, published, inspection.ended), inspection.ended)
    if feedback is None:
        overview = [document.line(number) for number in whole[:_OPENING_LINES]]
        feedback = read_feedback(overview, _reference_after(document, published, inspection.ended), inspection.ended)
    if published is None and own is None:
        published = _published_without_year(document, segment, feedback or inspection.ended)
    unit = unit_name(document, segment, body, title, opening)
    return {
        "unit": unit,
        "aliases": aliases_of(unit, body) if unit else [],
        "title": title,
        "party_body": body,
        "inspection_kind": inspection.kind,
        "team": inspection.team,
        "started": inspection.started,
        "ended": inspection.ended,
        "feedback": feedback,
        "as_of": _as_of(document, whole, feedback or inspection.ended, published),
        "published": published,
        "truncated": breaks_off(document, segment),
        **read_contacts(document, segment),
    }


def title_of(document: Document, segment: Segment) -> str | None:
    """The report's title: the title lines at its head, joined; else what the file says of itself."""
    parts: list[str] = []
    for number in range(segment.first, min(segment.last, segment.first + 5) + 1):
        line = document.line(number).strip()
        if not line:
            continue
        short = len(line) <= 90 and line[-1] not in "。；：:;，," and "\t" not in line
        if not short or edges.is_numbered(line) or edges.is_meta(line) or edges.is_date_line(line):
            break
        parts.append(line)
    joined = "".join(parts)
    return joined or (document.title if document.title and "整改" in document.title else None)


def opening_paragraphs(document: Document, segment: Segment) -> list[str]:
    """The paragraphs before the first numbered heading, at most a dozen; the title is not among them."""
    found: list[str] = []
    for number in range(segment.first, min(segment.last, segment.first + 40) + 1):
        line = document.line(number)
        if not line.strip() or edges.is_meta(line) or edges.is_date_line(line):
            continue
        if edges.is_numbered(line) or "\t" in line:
            if found:
                break
            continue
        if len(line.strip()) > 24 and not edges.is_title(line):
            found.append(line)
        if len(found) == _OPENING_LINES:
            break
    return found


def unit_name(
    document: Document, segment: Segment, body: str | None, title: str | None, opening: list[str]
) -> str | None:
    """The common name of the unit whose report this is: as listed where the document lists units, else derived."""
    listed = listed_units(document)
    if listed:
        found = match_listed(listed, [body or "", *opening[:2], *_first_lines(document, segment)])
        if found:
            return found
    if body:
        return name_of_body(body)
    titled = body_in_title(title) if title else None
    return name_of_body(titled) if titled else unit_in_text([*opening, *_first_lines(document, segment)])


def listed_units(document: Document) -> list[str]:
    """The units that the document itself lists, in its order."""
    listing = listing_of(document)
    return listing_names(document, listing) if listing else []


def listing_names(document: Document, segment: Segment) -> list[str]:
    """The names in a list of units: in paragraphs, or one a line."""
    names: list[str] = []
    for number in segment.numbers:
        line = document.line(number).strip()
        if line:
            names += unit_names(line) or [re.sub(r"^\d{1,3}[、.．]\s*", "", line).strip("。;；、,， ")]
    return names


def _first_lines(document: Document, segment: Segment) -> list[str]:
    return [document.line(n) for n in range(segment.first, min(segment.last, segment.first + 8) + 1)]


def _own_date(document: Document, segment: Segment) -> str | None:
    """The document's own date: signed with, standing under the title, or known of the file."""
    for mention in (signed_on(document, segment), dated_above(document, segment)):
        if mention and mention.full:
            return mention.iso
    return document.published


def _published(document: Document, segment: Segment, own: str | None) -> str | None:
    """The date it is signed with; a signature without a year takes the year of the document's own date."""
    signed = signed_on(document, segment)
    if signed is None or signed.full:
        return own
    return Reference(own=own).resolve(signed) or own if own else None


def _published_without_year(document: Document, segment: Segment, after: str | None) -> str | None:
    """A signature's date whose year follows from the dates before it."""
    signed = signed_on(document, segment)
    if signed is None or after is None:
        return None
    reference = Reference()
    reference.last_year = int(after[:4])
    return reference.resolve(signed, after=after)


def _reference_after(document: Document, published: str | None, ended: str | None) -> Reference:
    reference = Reference(own=published)
    if ended:
        reference.last_year = int(ended[:4])
    return reference


def _as_of(document: Document, whole: list[int], after: str | None, published: str | None) -> str | None:
    """The last day to which the report's own figures are counted (截至8月底): the end of a month or year is resolved."""
    reference = Reference(own=published)
    if after:
        reference.last_year = int(after[:4])
    candidates: list[tuple[int, str]] = []
    for number in whole:
        line = document.line(number)
        if not _AS_OF.search(normal(line)):
            if after is None:
                reference.note(find_dates(line))
            continue
        for _, sentence in sentences(line):
            day, weight = _counted_to(sentence, reference, after)
            if day:
                candidates.append((weight, day))
    if not candidates:
        return None
    best = max(weight for weight, _ in candidates)
    return next(day for weight, day in candidates if weight == best)


def _counted_to(sentence: str, reference: Reference, after: str | None) -> tuple[str | None, int]:
    """The day that a sentence counts to, and how much it speaks of figures of the rectification."""
    text = normal(sentence)
    match = _AS_OF.search(text)
    if not match:
        return None, 0
    dates = [mention for mention in find_dates(text[match.end() : match.end() + 24]) if mention.start <= 1]
    told = text[match.end() : match.end() + 120]
    until = match.group().rstrip().endswith(("至", "到")) and not match.group().startswith("截")
    if not dates or not _COUNTED.search(told if until else text):
        return None, 0
    if until and not re.match(r"[^,]{0,16},(?:已|共|均|全部|完成|改好|\d{1,4}[个项条])", told):
        return None, 0
    mention = dates[0]
    weight = 1 + ("整改" in told) + bool(re.search(r"\d+[个项条]|\d%", told)) + ("完成" in told)
    if mention.month is None:
        return (f"{mention.year}-12-31" if mention.year and mention.part == "底" else None), weight
    if mention.part in ("上旬", "初") or mention.part == "中旬":
        return None, 0
    value = reference.resolve(mention, after=after)
    if value is None or (after and last_moment(value) < last_moment(after)):
        return None, 0
    return last_moment(value).isoformat(), weight
