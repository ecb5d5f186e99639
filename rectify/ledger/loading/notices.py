"""Feedback and mobilisation notices: an inspection is known, and what the team found, before any report exists."""

from rectify.ledger.dates import PartialDate
from rectify.ledger.loading import own_words
from rectify.ledger.loading.incoming import Record
from rectify.ledger.loading.outline import Tally
from rectify.ledger.models import Document, Finding, Report
from rectify.ledger.upsert import update_fields


def write_notice(report: Report, record: Record, document: Document) -> Tally:
    """Keep the notice with its findings and recommendations, and what it says of the inspection."""
    tally = Tally()
    inspection = report.inspection
    said = {
        "kind": record.get("inspection_kind") or "",
        "team": record.get("team") or "",
        **{name: PartialDate(record[name]) for name in ("started", "ended", "feedback") if record.get(name)},
    }
    empty = {name: value for name, value in said.items() if value and not getattr(inspection, name)}
    tally.changed += update_fields(inspection, empty)
    values = {
        "document": document, "line": record["line"], "end_line": record.get("end_line"),
        "published": PartialDate(record["published"]) if record.get("published") else None,
        "phone": record.get("phone") or [], "email": record.get("email") or [], "post": record.get("post") or "",
        "hours": record.get("hours") or "", "declared_findings": record.get("declared_findings"),
        "contact_until": PartialDate(record["ended"]) if record.get("ended") else None,
    }  # fmt: skip
    if report.pk is None:
        report.save()
        tally.changed += 1
    # What a person changed since it was read stays.
    tally.changed += update_fields(report, {n: v for n, v in values.items() if own_words.is_ours(report, n)})
    own_words.remember(report, {n: v for n, v in values.items() if n not in ("document", "line", "end_line")})
    report.save(update_fields=["as_read"])
    for kind, points in (("finding", record.get("findings")), ("recommendation", record.get("recommendations"))):
        for number, point in enumerate(points or [], 1):
            point = point if isinstance(point, dict) else {"title": point}
            finding, is_new = Finding.objects.get_or_create(report=report, kind=kind, number=number)
            words = {"title": point.get("title") or "", "line": point.get("line"), "offset": point.get("offset")}
            tally.changed += update_fields(finding, words) or is_new
            tally.items += 1
    return tally
