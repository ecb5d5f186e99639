"""Which of a report's fields are still the program's own words, so that a later reading may follow them up.

What the program last read is kept beside the fields (`Report.as_read`). A field that holds something else was changed by
a person: it stays, and what the text says stands beside it as a doubt.
"""

from typing import Any

from rectify.ledger.choices import ReadBy
from rectify.ledger.models import Report

#: What a text says of a report as a whole.
_READ = ("party_body", "published", "as_of", "phone", "email", "post", "hours", "contact_until", "declared_findings")
_EMPTY: dict[str, Any] = {"phone": [], "email": []}


def is_ours(report: Report, name: str) -> bool:
    """Whether the field still holds what the program read, or nobody has filled it at all."""
    kept = getattr(report, name)
    return name not in report.as_read or report.as_read[name] == plain(kept)


def entered_by_people(report: Report) -> set[str]:
    """The fields of a report from a text that a person filled or changed since; checking it is one of them."""
    if not report.as_read:
        return set()
    changed = {
        name for name in _READ if plain(getattr(report, name)) != (report.as_read.get(name) or plain(_EMPTY.get(name)))
    }
    return changed | ({"read_by"} if report.read_by == ReadBy.CHECKED else set())


def remember(report: Report, read: dict[str, Any]) -> None:
    """Keep what was read of these fields; the caller saves."""
    report.as_read = report.as_read | {name: plain(value) for name, value in read.items()}


def plain(value: Any) -> Any:
    """A field's value as JSON keeps it."""
    return [str(entry) for entry in value] if isinstance(value, list) else str(value or "")
