"""The whole register of a round as files: made when asked for, and kept some minutes for whoever asks next, so that a
file and the digest that is shown of it belong together and nobody can keep the machine busy with making them."""

import json
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from rectify.ledger.models import Change, Document, Problem, Round
from rectify.ledger.register.export import contents_of
from rectify.ledger.register.writing import Content, write_folder, write_workbook
from rectify.pages import dataset
from rectify.pages.page import absolute

#: Seconds that a file is kept before it is made again.
KEPT = 600
FORMS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "zip": "application/zip"}
#: Files within an archive carry no date, so that the same data always makes the same archive.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Snapshot:
    """A file with the register of one round; ``digest`` is its SHA-256."""

    path: Path
    made_at: datetime
    digest: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size


def snapshot(round_: Round, form: str) -> Snapshot:
    """The file of this round in this form (a key of `FORMS`), made now if there is none or only an old one."""
    folder = settings.VAR_DIR / "dataset"
    path = folder / f"{round_.slug}.{form}"
    if not path.exists() or path.stat().st_mtime < max(time.time() - KEPT, _last_hidden(round_)):
        folder.mkdir(parents=True, exist_ok=True)
        # One file for everybody: its words and its digest must not depend on the language of whoever asks first.
        with override(settings.LANGUAGE_CODE):
            _replace(path, lambda to: _write(round_, form, to))
    made_at = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    return Snapshot(path, made_at, sha256(path.read_bytes()).hexdigest())


def _last_hidden(round_: Round) -> float:
    """When an item of this round was last taken from readers, in seconds: no older file is handed out any more."""
    marks = Problem.objects.filter(inspection__round=round_).aggregate(a=Max("withheld_at"), b=Max("withdrawn_at"))
    return max((mark.timestamp() for mark in marks.values() if mark), default=0)


def changed_on(round_: Round) -> date | None:
    """The day of the newest change to what the ledger has of this round; None for an empty one: three queries."""
    items = Problem.objects.filter(inspection__round=round_)
    moments = [
        items.aggregate(at=Max("changed_at"))["at"],
        Change.objects.filter(problem__inspection__round=round_).aggregate(at=Max("at"))["at"],
        Document.objects.filter(reports__inspection__round=round_).aggregate(at=Max("loaded_at"))["at"],
    ]
    known = [moment for moment in moments if moment]
    return timezone.localdate(max(known)) if known else None


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside the old file and put the new one in its place at once: readers never meet half a file."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        made = Path(folder) / path.name
        write(made)
        made.replace(path)


def _write(round_: Round, form: str, path: Path) -> None:
    if form == "xlsx":
        write_workbook(path, contents_of(round_, is_public=True))
        return
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        folder, contents = Path(name), contents_of(round_, is_public=True)
        rows = write_folder(folder, contents)
        for code in rows:
            _add(archive, f"{code}.csv", (folder / f"{code}.csv").read_bytes())
        _add(archive, "datapackage.json", _description(round_, contents, rows).encode())


def _add(archive: zipfile.ZipFile, name: str, contents: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_NO_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, contents)


def _description(round_: Round, contents: Sequence[Content], rows: dict[str, int]) -> str:
    """A Data Package descriptor (JSON) of the archive's tables, for programs that read such."""
    version = changed_on(round_)
    package = {
        "name": round_.slug,
        "title": round_.name,
        "description": _("巡视巡察整改台账：各单位公开的整改情况通报逐项整理而成。"),
        "homepage": absolute(reverse("dataset")),
        "version": version.isoformat() if version else "",
        "resources": [
            {
                "name": content.table.code,
                "path": f"{content.table.code}.csv",
                "title": content.table.heading,
                "description": str(dataset.ROWS[content.table.code]),
                "encoding": "utf-8-sig",
                "rows": rows[content.table.code],
                "schema": dataset.schema_of(content.table, content.columns),
            }
            for content in contents
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2)
