"""When each required step was done, from the report's own words."""

import re
from collections.abc import Collection
from typing import Any

from .dates import DateMention, Reference, find_dates, first_moment
from .document import Document
from .frame import speaks_of_whole
from .plain import sentences
from .requirements import Event, events
from .segments import Segment
from .signatures import closing_lines
from .text import normal

_REACH = 170
_ONE_MEETING = {"special_meeting", "mobilisation"}


def read_milestones(
    document: Document, segment: Segment, head: dict[str, Any], frame: Collection[int] | None = None
) -> list[dict[str, Any]]:
    """The milestone records of a report, the first of each event: event, date (ISO), line, offset, text.

    `head` gives the dates between which they lie: after the feedback, not after the signature. The publication is the
    date of the signature.
    """
    feedback, published = head.get("feedback"), head.get("published")
    reference = Reference(own=published)
    if feedback:
        reference.last_year = int(feedback[:4])
    found: dict[str, dict[str, Any]] = {}
    for number in speaks_of_whole(document, segment, frame):
        for offset, sentence in sentences(document.line(number)):
            for mention, told, text in _told_after_dates(sentence):
                day = _between(mention, reference, feedback, published)
                if day is None:
                    continue
                for event in _events_in(told):
                    place = {"line": number, "offset": offset + mention.start, "text": text}
                    found.setdefault(event.slug, {"record": "milestone", "event": event.slug, "date": day, **place})
    if published and "publication" not in found:
        found["publication"] = _publication(document, segment, published)
    return sorted(found.values(), key=lambda row: (row["line"], row["offset"]))


def _told_after_dates(sentence: str) -> list[tuple[DateMention, str, str]]:
    """Each date of a sentence with what is told from it up to the next date, half-width and as written."""
    line = normal(sentence)
    mentions = [mention for mention in find_dates(sentence) if mention.month]
    found = []
    for index, mention in enumerate(mentions):
        stop = mentions[index + 1].start if index + 1 < len(mentions) else len(line)
        stop = min(stop, mention.end + _REACH)
        found.append((mention, line[mention.end : stop], sentence[mention.start : stop]))
    return found


def _events_in(told: str) -> list[Event]:
    """The steps that a passage tells of."""
    named = [
        event for event in events() if event.done.search(told) and not (event.unless and event.unless.search(told))
    ]
    if len(named) > 1 and any(event.slug == "report" for event in named):
        named = [event for event in named if event.slug not in ("special_meeting", "plan_drafted")]
    if any(event.slug == "plan_approved" for event in named):
        named = [event for event in named if event.slug not in ("special_meeting", "plan_drafted")]
    return [
        event for event in named if not (event.slug == "special_meeting" and "mobilisation" in {e.slug for e in named})
    ]


def _between(mention: DateMention, reference: Reference, feedback: str | None, published: str | None) -> str | None:
    """The ISO date of a mention if it lies after the feedback and not after the signature; else None."""
    if feedback is None and mention.year is None and reference.own is None:
        return None
    day = reference.resolve(mention, after=feedback)
    if day is None or (feedback and first_moment(day) < first_moment(feedback) and len(day) == 10):
        return None
    if published and day[: len(published)] > published[: len(day)]:
        return None
    return day


def _publication(document: Document, segment: Segment, published: str) -> dict[str, Any]:
    line = segment.first
    for number in closing_lines(document, segment):
        if any(re.sub(r"\D", "", published) and mention.full for mention in find_dates(document.line(number))):
            line = number
            break
    return {
        "record": "milestone",
        "event": "publication",
        "date": published,
        "line": line,
        "offset": 0,
        "text": document.line(line)[:40],
    }
