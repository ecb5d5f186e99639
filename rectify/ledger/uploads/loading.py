"""The load that an upload asks for, as one function: run by the preview, whose transaction is rolled back, and by the
load itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rectify.ledger.choices import ReadBy
from rectify.ledger.loading.load import Loaded, load_reading
from rectify.ledger.models import Inspection, Report, Upload, UploadedDocument
from rectify.ledger.reconciliation import Check, Verdict, check_reports
from rectify.ledger.register.checks import check
from rectify.ledger.register.kept import Kept
from rectify.ledger.register.load import Outcome, load_register, rounds_of
from rectify.ledger.register.reading import Register, read_register
from rectify.ledger.register.topics import topic_slugs
from rectify.ledger.uploads.intake import kept_text
from rectify.reading import Reading, read


class Unloadable(ValueError):
    """What was handed in cannot be loaded; the message says what is wrong, where, and what to do."""


@dataclass
class Prepared:
    """What was read of an upload, before any transaction: a reading a document, or a register."""

    upload: Upload
    readings: list[tuple[UploadedDocument, Reading]] = field(default_factory=list)
    register: Register | None = None


@dataclass
class Told:
    """What a load returns, as far as it has to be asked inside its transaction."""

    loaded: list[tuple[UploadedDocument, Loaded, list[Check]]] = field(default_factory=list)
    outcome: Outcome | None = None


Tell = Callable[[str, int, int], Any]


def prepare(upload: Upload, tell: Tell) -> Prepared:
    """Read everything. Takes time, touches no table but the upload's own; raises Unloadable."""
    prepared = Prepared(upload)
    documents = list(upload.documents.all())
    for n, document in enumerate(documents):
        tell("reading", n, len(documents))
        if document.is_register:
            prepared.register = _register(document, withdraws_missing=upload.withdraws_missing)
        else:
            prepared.readings.append((document, read(kept_text(document))))
    return prepared


def _register(document: UploadedDocument, *, withdraws_missing: bool) -> Register:
    path = Path(document.file.path)
    register = read_register(path)
    check(register, Kept(rounds_of(register)), topic_slugs(), withdraw_missing=withdraws_missing)
    if register.mistakes:
        listed = str(register.mistakes).replace(path.name, document.name)
        raise Unloadable(f"表格有 {register.mistakes.count} 处需要更正：\n{listed}")
    return register


def load(prepared: Prepared, tell: Tell) -> tuple[Told, set[int]]:
    """Write it all to the ledger, inside the caller's transaction; also the inspections that were touched.

    Raises NothingToLoad and CannotPlace.
    """
    there = set(Inspection.objects.values_list("pk", flat=True))
    told, touched = Told(), set()
    if prepared.register is not None:
        told.outcome = _load_register(prepared, tell)
        rounds = rounds_of(prepared.register)
        touched |= set(Inspection.objects.filter(round__slug__in=rounds).values_list("pk", flat=True))
    for document, reading in prepared.readings:
        for entry in _load_reading(prepared.upload, document, reading, tell):
            told.loaded.append((document, entry, _differing(entry.report)))
            touched.add(entry.report.inspection_id)
    touched |= set(Inspection.objects.values_list("pk", flat=True)) - there
    return told, touched


def _differing(report: Report) -> list[Check]:
    checked = check_reports([report]).get(report.pk, [])
    return [check for _claim, check in checked if check.verdict is Verdict.DIFFERS]


def _load_register(prepared: Prepared, tell: Tell) -> Outcome:
    register = prepared.register
    assert register is not None  # noqa: S101 - the caller asked
    total, done = sum(len(rows) for rows in register.rows.values()), 0

    def advance(n: int) -> None:
        nonlocal done
        done += n
        tell("loading", min(done, total), total)

    return load_register(register, withdraw_missing=prepared.upload.withdraws_missing, advance=advance)


def _load_reading(upload: Upload, document: UploadedDocument, reading: Reading, tell: Tell) -> list[Loaded]:
    # A text that a person has checked is read by the program again because a person asks for it, and stays checked.
    checked = Report.objects.filter(document=upload.document_id, read_by=ReadBy.CHECKED) if upload.document_id else None
    keys = list(checked.values_list("pk", flat=True)) if checked is not None else []
    Report.objects.filter(pk__in=keys).update(read_by=ReadBy.MACHINE)

    def progress(records: list[Any]) -> Any:
        for n, record in enumerate(records):
            tell("loading", n, len(records))
            yield record

    try:
        loaded = load_reading(
            reading, round_=upload.round, round_name=upload.round_name, unit=upload.unit,
            source_address=upload.source_address, retrieved_on=upload.retrieved_on, upload=upload, progress=progress,
        )  # fmt: skip
    except ValueError as error:
        raise Unloadable(
            f"{document.name}：{error}".replace("--unit", "“单位”")
            .replace("--round-name", "“新轮次名称”")
            .replace("--round", "“轮次”")
        ) from error
    Report.objects.filter(pk__in=keys).update(read_by=ReadBy.CHECKED)
    return loaded
