"""From a read document to the ledger: one transaction for all its reports and notices.

The caller reads the document first (parsing takes time, and a transaction on SQLite locks out every other writer).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from rectify.ledger.choices import Completeness, ReadBy, ReportKind
from rectify.ledger.counts import recount
from rectify.ledger.dates import PartialDate
from rectify.ledger.doubts import Place, date_doubts, raise_doubt
from rectify.ledger.loading import own_words
from rectify.ledger.loading.belonging import KIND_OF_NOTICE, Belonging, make_unit, report_of, unit_named
from rectify.ledger.loading.corrections import corrected, corrections_for
from rectify.ledger.loading.findings import link_findings
from rectify.ledger.loading.incoming import IncomingReport, Record, gather
from rectify.ledger.loading.notices import write_notice
from rectify.ledger.loading.outline import Outline, Tally
from rectify.ledger.models import (
    Claim,
    Document,
    Inspection,
    Milestone,
    Problem,
    ReadingCorrection,
    Report,
    Result,
    Round,
    Unit,
    Upload,
)
from rectify.ledger.upsert import update_fields
from rectify.reading import Reading


class NothingToLoad(ValueError):
    """The text holds neither a report nor a notice; the message says so."""


@dataclass
class Loaded:
    """One report or notice as it went in, for the closing table."""

    report: Report
    tally: Tally


@transaction.atomic
def load_reading(
    reading: Reading,
    *,
    round_: Round | None = None,
    round_name: str = "",
    unit: Unit | None = None,
    source_address: str = "",
    retrieved_on: date | None = None,
    upload: Upload | None = None,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> list[Loaded]:
    """Keep the document and write each of its reports and notices. The same document again changes nothing.

    ``round_`` or ``round_name`` (made if the ledger has none of that name) and ``unit`` overrule the
    text. Its reading is corrected as people have asked for, also in the preview of ``upload``. Raises NothingToLoad and
    CannotPlace, with nothing written.
    """
    corrections = corrections_for(reading.document.digest, upload)
    records, unfit = corrected(reading.records(), corrections, reading.document.lines)
    incoming = gather(records)
    if not (incoming.reports or incoming.notices):
        raise NothingToLoad("没有读到整改情况通报、反馈通报或进驻通报：请检查文件内容。")
    if unit and len(incoming.reports) + len(incoming.notices) > 1:
        raise NothingToLoad("文件中有多个单位的通报，不能用 --unit 指定一个单位。")
    document = _keep_document(reading, source_address, retrieved_on)
    belonging = Belonging(round_, unit, round_name)
    loaded = []
    for record in progress([*incoming.notices, *incoming.reports]):
        if isinstance(record, IncomingReport):
            loaded.append(_write_report(record, document, belonging, reading))
        else:
            inspection = belonging.inspection_of(record, record.get("round"))
            report = report_of(inspection, KIND_OF_NOTICE[record["kind"]], record, document)
            loaded.append(Loaded(report, write_notice(report, record, document)))
    _doubt_corrections(unfit, loaded, document)
    for inspection in {entry.report.inspection for entry in loaded}:
        link_findings(inspection)
    recount({entry.report.inspection_id for entry in loaded})
    _enter_listed(incoming.listed, round_ or (loaded[0].report.inspection.round if incoming.reports else None))
    return loaded


def _keep_document(reading: Reading, source_address: str, retrieved_on: date | None) -> Document:
    read = reading.document
    document, _ = Document.objects.get_or_create(
        digest=read.digest,
        defaults={
            "name": (read.name or "")[:255], "form": read.form, "title": (read.title or "")[:300], "text": read.text,
            "published": PartialDate(read.published) if read.published else None,
        },
    )  # fmt: skip
    known = {"source_address": source_address or read.source_url or "", "retrieved_on": retrieved_on}
    update_fields(document, {name: value for name, value in known.items() if value} | {"roles": list(reading.roles)})
    return document


def _doubt_corrections(unfit: list[ReadingCorrection], loaded: list[Loaded], document: Document) -> None:
    """A correction whose place holds nothing of its kind any more is told, not guessed at."""
    for correction in unfit:
        around = [entry.report for entry in loaded if (entry.report.line or 0) <= correction.line]
        report = max(around, key=lambda report: report.line or 0, default=None)
        reason = f"第 {correction.line} 行的更正“{correction.get_operation_display()}”已与读取结果对不上，没有采用。"
        place = Place(report.inspection if report else None, report, None, document, correction.line)
        raise_doubt("correction_unfit", reason, place, about=str(correction.pk))


def _enter_listed(names: list[str], round_: Round | None) -> None:
    """Units that a publication lists stand in the ledger even where their reports are not here."""
    for name in names if round_ else ():
        unit = unit_named(name, []) or make_unit(name, {})
        Inspection.objects.get_or_create(unit=unit, round=round_)


def _write_report(incoming: IncomingReport, document: Document, belonging: Belonging, reading: Reading) -> Loaded:
    record = incoming.record
    inspection = belonging.inspection_of(record, incoming.round)
    report = report_of(inspection, ReportKind.RECTIFICATION, record, document)
    tally = Tally()
    place = Place(inspection, report, None, document, record["line"])
    tally.changed += _fill(inspection, record, ("kind", "team", "started", "ended", "feedback"), place)
    values = {"document": document, "line": record["line"], "end_line": record["end_line"]}
    if report.pk is None:
        report.read_by = ReadBy.MACHINE
        report.completeness = Completeness.CUT_OFF if record.get("truncated") else Completeness.FULL
        for name, value in values.items():
            setattr(report, name, value)
        report.save()
        tally.changed += 1
    tally.changed += update_fields(report, values)
    place = Place(inspection, report, None, document, record["line"])
    tally.changed += _fill(report, record, ("party_body", "published", "as_of", "phone", "email", "post"), place)
    outline = Outline(report, incoming, document.lines(), tally)
    outline.write()
    _write_claims(report, record.get("claims") or [], tally)
    _write_others(report, incoming.others, tally)
    for about, reason in date_doubts(inspection, report):
        raise_doubt("dates_out_of_order", reason, Place(inspection, report), about=about)
    return Loaded(report, tally)


#: Where the record calls a field otherwise than the model.
_RECORD_NAMES = {"kind": "inspection_kind"}


def _fill(row: Inspection | Report, record: Record, names: Iterable[str], place: Place) -> int:
    """Take over the record's fields where the row has none. A field that differs is kept as it is and raises a doubt;
    one that this program read itself from the same report is brought up to date."""
    values, is_machines = {}, isinstance(row, Report) and row.read_by == ReadBy.MACHINE
    said: dict[str, Any] = {}
    for name in names:
        read = record.get(_RECORD_NAMES.get(name, name))
        if read in (None, "", []):
            continue
        field = row._meta.get_field(name)
        read = field.to_python(read)
        if isinstance(read, str) and len(read) > (field.max_length or len(read)):
            read = read[: field.max_length]
        kept = getattr(row, name)
        said[name] = read
        if own_words.is_ours(row, name) if is_machines else kept in (None, "", []):
            values[name] = read
        elif not _says_the_same(kept, read):
            reason = f"{field.verbose_name}：程序读出“{_plain(read)}”，台账记为“{_plain(kept)}”。"
            raise_doubt("field_differs", reason, place, about=f"{name} {_plain(read)}")
    if not row.pk:
        return 0
    if isinstance(row, Report) and is_machines:
        own_words.remember(row, said)
        row.save(update_fields=["as_read"])
    return update_fields(row, values)


def _says_the_same(kept: Any, read: Any) -> bool:
    if isinstance(kept, list):
        return {str(entry) for entry in read} <= {str(entry) for entry in kept}
    return kept == read


def _plain(value: Any) -> str:
    return ("、".join(map(str, value)) if isinstance(value, list) else str(value or "")) or "空"


def _write_claims(report: Report, records: list[Record], tally: Tally) -> None:
    known = {(claim.what, float(claim.value)): claim for claim in report.claims.all()}
    seen = set()
    for record in records:
        key = (record["what"], float(record["value"]))
        if key in seen:
            continue
        seen.add(key)
        place = {"line": record.get("line"), "offset": record.get("offset"), "withdrawn_at": None}
        if claim := known.get(key):
            tally.changed += update_fields(claim, place)
        elif report.read_by == ReadBy.MACHINE:
            Claim.objects.create(report=report, what=key[0], value=record["value"], **place)
            tally.changed += 1
        else:
            reason = f"程序读出自报数字 {record['what']} = {record['value']}，台账中没有。"
            where = Place(report.inspection, report, None, report.document, record.get("line"))
            tally.doubts += raise_doubt("unjoined_claim", reason, where, about=f"{key}")


def _write_others(report: Report, records: list[Record], tally: Tally) -> None:
    results = [record for record in records if record["record"] == "result"]
    if results and not report.results.exists():
        Result.objects.bulk_create(_result(report, record) for record in results)
        tally.changed += len(results)
    for record in records:
        if record["record"] == "milestone":
            _milestone, is_new = Milestone.objects.get_or_create(
                inspection=report.inspection, event=record["event"], report=report,
                defaults={"done_on": record.get("date"), "line": record.get("line"), "offset": record.get("offset")},
            )  # fmt: skip
            tally.changed += is_new
        elif record["record"] == "doubt":
            line = record.get("line")
            where = Place(report.inspection, report, _item_at(report, line), report.document, line)
            raise_doubt(record["kind"], record["reason"], where, about=record["reason"])
            tally.doubts += 1


def _item_at(report: Report, line: int | None) -> Problem | None:
    """The item in whose lines this one lies."""
    around = report.problems.filter(withdrawn_at=None, line__lte=line or 0, end_line__gte=line or 0)
    return around.order_by("-line", "-offset").first()


def _result(report: Report, record: Record) -> Result:
    return Result(
        report=report, kind=record["kind"], value=record["value"], measure_word=record.get("unit") or "",
        text=(record.get("text") or "")[:300], line=record.get("line"), offset=record.get("offset"),
    )  # fmt: skip
