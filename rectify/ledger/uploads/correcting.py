"""Corrections of a reading as they are made in a preview; `rectify.ledger.loading.corrections` applies them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from rectify.ledger.loading.corrections import FOUND_AT, Place, corrected, corrections_for
from rectify.ledger.loading.incoming import Record
from rectify.ledger.models import ReadingCorrection, Upload, UploadedDocument
from rectify.ledger.models.items import beginning
from rectify.ledger.uploads.intake import kept_text
from rectify.reading import read

Operation = ReadingCorrection.Operation
_LONGEST = 60


@dataclass(frozen=True)
class Spot:
    """A heading or item as it is read, corrections included, with what it may be merged with or moved under."""

    record: Record
    lines: list[str]
    items: list[tuple[str, str]]
    headings: list[tuple[str, str]]

    @property
    def is_item(self) -> bool:
        return self.record["record"] == "item"

    @property
    def line(self) -> int:
        return self.record["line"]

    @property
    def end_line(self) -> int:
        return max(self.line, self.record.get("end_line") or self.line)

    @property
    def text(self) -> list[tuple[int, str]]:
        """The lines that it was read from, numbered."""
        return [(number, self.lines[number - 1]) for number in range(self.line, self.end_line + 1)]


def at(upload: Upload, document: UploadedDocument, place: Place) -> Spot | None:
    """What is read at a place of a preview's document; None where nothing is."""
    reading = read(kept_text(document))
    lines = reading.document.lines
    records, _unfit = corrected(reading.records(), corrections_for(document.digest, upload), lines)
    report: list[Record] = []
    found = None
    for record in records:
        if record["record"] in ("report", "notice"):
            if found:
                break
            report = []
        elif FOUND_AT in record:
            report.append(record)
            found = found or (record if record[FOUND_AT] == place else None)
    if found is None:
        return None
    items = [_choice(r) for r in report if r["record"] == "item" and r is not found]
    return Spot(found, lines, items, [_choice(r) for r in report if r["record"] == "section"])


def _choice(record: Record) -> tuple[str, str]:
    line, offset = record[FOUND_AT]
    indent = "\u3000" * (record.get("level", 1) - 1)
    return f"{line}:{offset}", f"{indent}{record.get('marker') or ''}{beginning(record['title'], _LONGEST)}"


def correct(
    upload: Upload, document: UploadedDocument, spot: Spot, data: dict[str, Any], actor: AbstractBaseUser
) -> ReadingCorrection:
    """Keep a correction with the preview that it was made in. One of the same kind, of the same place and made in the
    same preview, is replaced."""
    line, offset = spot.record[FOUND_AT]
    operation, place = data["operation"], {"digest": document.digest, "line": line, "offset": offset}
    if operation not in (Operation.SPLIT, Operation.MERGE):
        upload.corrections.filter(operation=operation, **place).delete()
    return ReadingCorrection.objects.create(
        operation=operation, value=data["value"], made_by=actor, upload=upload, **place
    )


def take_back(upload: Upload, correction: ReadingCorrection) -> None:
    """One made in this preview is gone; one that was confirmed before stays until this preview is confirmed."""
    if correction.upload_id == upload.pk:
        correction.delete()
    elif correction.upload_id is None:
        correction.withdrawn_in = upload
        correction.save(update_fields=["withdrawn_in"])


def in_preview(upload: Upload) -> QuerySet[ReadingCorrection]:
    """Corrections of the preview's documents: those in force, those made here, and those taken back here."""
    made = ReadingCorrection.objects.filter(digest__in=upload.documents.values("digest"), withdrawn_at=None)
    return made.filter(Q(upload=None) | Q(upload=upload)).select_related("made_by").order_by("pk")


def places(upload: Upload) -> set[tuple[int, int, int]]:
    """(document, line, offset) of what the preview shows otherwise than it was read."""
    documents = dict(upload.documents.values_list("digest", "pk"))
    made = in_preview(upload).filter(withdrawn_in=None)
    return {(documents[row.digest], row.line, row.offset) for row in made}
