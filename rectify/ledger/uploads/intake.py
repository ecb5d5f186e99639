"""What is handed in, taken in or refused as a whole: nothing of an upload is kept when any part of it is refused."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger.models import Document, Upload, UploadedDocument
from rectify.ledger.register.tables import TABLES
from rectify.reading.document import Document as Text
from rectify.reading.formats import DEFAULT_LIMITS, Limits, Refusal, extract

#: What a file's name may end in, and what its content must then be.
FORM_OF_SUFFIX = {".txt": "txt", ".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf", ".xlsx": "xlsx"}
#: Seconds that a page waits for all files together; what takes longer is read by the worker.
_PATIENCE = 15.0
#: The least that is worth starting a converter for.
_LEAST = 1.0
_TABLE_NAMES = {name for table in TABLES for name in (table.code, table.heading)}


class Refused(ValidationError):
    """A file that is not taken in: one message that says what is wrong, where and what to do. Nothing was kept."""


@dataclass
class Taken:
    """One document of an upload, looked over and not kept yet: its text, or the bytes where a worker must go on."""

    name: str
    text: Text | None = None
    data: bytes = b""
    is_register: bool = False


@dataclass
class Intake:
    """Takes in files and a pasted text, in the order given. Collects every refusal before it raises them together."""

    taken: list[Taken] = field(default_factory=list)
    refusals: list[Refused] = field(default_factory=list)
    _ends_at: float = field(default_factory=lambda: time.monotonic() + _PATIENCE)

    def files(self, files: Sequence[UploadedFile]) -> None:
        if len(files) > settings.LOAD_MAX_FILES:
            message = _("一次最多提交 %(most)d 个文件，现有 %(n)d 个：请分批提交。")
            self.refusals.append(Refused(message % {"most": settings.LOAD_MAX_FILES, "n": len(files)}))
            return
        for file in files:
            try:
                self.taken.append(self._file(file))
            except Refused as refused:
                self.refusals.append(refused)

    def pasted(self, text: str) -> None:
        """A text that was pasted; it has no name."""
        if text.strip():
            self.taken.append(Taken(_("粘贴的文本"), Text(text=text.replace("\r\n", "\n").replace("\r", "\n"))))

    def check(self) -> None:
        """Raise what was refused, and what does not go together."""
        seen: dict[str, str] = {}
        for entry in self.taken:
            if entry.text and (first := seen.setdefault(entry.text.digest, entry.name)) != entry.name:
                words = {"one": first, "other": entry.name}
                self.refusals.append(Refused(_("“%(one)s”和“%(other)s”的文字完全相同：请只提交一份。") % words))
        if any(entry.is_register for entry in self.taken) and len(self.taken) > 1:
            self.refusals.append(Refused(_("台账工作簿请单独提交，不与通报或其他文件一起。")))
        if self.refusals:
            raise ValidationError(self.refusals)

    def _file(self, file: UploadedFile) -> Taken:
        name = PurePath((file.name or "").replace("\\", "/")).name[:255]
        suffix = PurePath(name).suffix.lower()
        if suffix not in FORM_OF_SUFFIX:
            known = "、".join(FORM_OF_SUFFIX)
            raise Refused(_("%(name)s：不能读取这种文件，可以提交 %(known)s。") % {"name": name, "known": known})
        most = settings.LOAD_FILE_MAX_MB
        if (file.size or 0) > most * 1024 * 1024:
            words = {"name": name, "most": most, "size": f"{file.size / 1024 / 1024:.1f}"}
            raise Refused(_("%(name)s：文件有 %(size)s MB，超过 %(most)d MB 的上限，请拆分后提交。") % words)
        data = file.read()
        limits = replace(DEFAULT_LIMITS, seconds=max(_LEAST, self._ends_at - time.monotonic()))
        try:
            text = text_of(data, name, limits)
        except Refusal as refusal:
            if refusal.code == "too_slow":
                return Taken(name, data=data)
            raise Refused(_("%(refusal)s。") % {"refusal": refusal}) from None
        is_register = looks_like_register(text)
        return Taken(
            name, text=None if is_register else text, data=data if is_register else b"", is_register=is_register
        )


def text_of(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Text:
    """A file's text; raises Refusal, also where its content is something else than its name says."""
    text = extract(data, name, limits)
    if FORM_OF_SUFFIX[PurePath(name).suffix.lower()] != text.form:
        raise Renamed(name, text.form)
    return text


class Renamed(Refusal):
    """A file whose name says otherwise than its content."""

    def __init__(self, name: str, form: str) -> None:
        self.code, self.name, self.details = "renamed", name, {"form": form}
        ValueError.__init__(
            self, _("%(name)s：内容其实是 .%(form)s，请把文件名改回 .%(form)s 再提交") % {"name": name, "form": form}
        )


def looks_like_register(text: Text) -> bool:
    """Whether a workbook's sheets are named as the ledger's tables are."""
    return text.form == "xlsx" and any(line.strip().lower() in _TABLE_NAMES for line in text.lines)


@transaction.atomic
def keep(taken: Iterable[Taken], actor: AbstractBaseUser, **fields: Any) -> Upload:
    """Keep what was taken in, for the worker. ``fields`` are the upload's."""
    upload = Upload.objects.create(made_by=actor, expires_at=expiry(), **fields)
    for position, entry in enumerate(taken):
        document = UploadedDocument(
            upload=upload, position=position, name=entry.name, is_register=entry.is_register,
        )  # fmt: skip
        if entry.text:
            set_text(document, entry.text)
        else:
            document.file.save(entry.name, ContentFile(entry.data), save=False)
        document.save()
    return upload


@transaction.atomic
def read_again(document: Document, actor: AbstractBaseUser) -> Upload:
    """An upload of a text that the ledger has, to be read again, with corrections."""
    upload = Upload.objects.create(made_by=actor, expires_at=expiry(), document=document)
    kept = UploadedDocument(upload=upload, position=0, name=document.name or document.title)
    set_text(
        kept, Text(text=document.text, name=document.name or None, title=document.title or None, form=document.form)
    )
    kept.save()
    return upload


def set_text(document: UploadedDocument, text: Text) -> None:
    """Give an uploaded document its text; the caller saves."""
    document.text, document.digest = text.text, text.digest
    document.facts = {
        "title": text.title, "source_url": text.source_url, "published": text.published, "form": text.form,
        "encoding": text.encoding, "source": text.source, "notes": list(text.notes),
    }  # fmt: skip


def kept_text(document: UploadedDocument) -> Text:
    """The text of an uploaded document as the reader takes it."""
    facts = document.facts | {"notes": tuple(document.facts.get("notes") or ())}
    return Text(text=document.text, name=document.name or None, **facts)


def expiry() -> Any:
    return timezone.now() + timedelta(hours=settings.LOAD_KEPT_HOURS)
