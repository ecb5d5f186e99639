"""What the worker does with an upload: read it and find what it would change; load it once that is confirmed.

Whatever happens, an upload ends in a state that says so. A worker that dies in between leaves no sign of life, and the
page says that (`is_lost`); nothing was saved then, for loading is one transaction and its last act is the state.
"""

import logging
import time
from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from rectify.ledger.choices import ReadBy
from rectify.ledger.models import ReadingCorrection, Report, Upload
from rectify.ledger.models.uploads import WORKING
from rectify.ledger.upkeep import refresh_statistics
from rectify.ledger.uploads import clean, loading, progress
from rectify.ledger.uploads.changes import Rehearsal, carry_out, rehearse
from rectify.ledger.uploads.intake import looks_like_register, set_text, text_of
from rectify.ledger.uploads.loading import Prepared, Told, Unloadable
from rectify.ledger.uploads.preview import inspections_in, preview_of
from rectify.ledger.uploads.progress import Progress
from rectify.reading import ReadingError

logger = logging.getLogger(__name__)
State = Upload.State
#: Seconds after which a page says that no worker has begun.
UNATTENDED_AFTER = 20.0


def start(upload: Upload, message: str = "") -> None:
    """Have an upload read, or read anew."""
    _queue(upload, State.WAITING, message)
    prepare_upload.enqueue(str(upload.pk))


def confirm(upload: Upload, fingerprint: str, actor: AbstractBaseUser, *, is_checked: bool) -> bool:
    """Have a preview loaded, if it still is the one that was seen; whether it was."""
    seen = Upload.objects.filter(pk=upload.pk, state=State.READY, fingerprint=fingerprint)
    if not seen.update(state=State.CONFIRMED, confirmed_by=actor, is_checked=is_checked, message=""):
        return False
    _queue(upload, State.CONFIRMED, "")
    load_upload.enqueue(str(upload.pk))
    return True


def _queue(upload: Upload, state: str, message: str) -> None:
    upload.state, upload.message = state, message
    upload.save(update_fields=["state", "message"])
    progress.Progress(upload)("queued", 0, 0)


def is_lost(upload: Upload) -> bool:
    """Whether the worker that had this upload is gone."""
    silence = progress.seconds_since(upload)
    return upload.state in (State.READING, State.LOADING) and (silence is None or silence > progress.LOST_AFTER)


def is_unattended(upload: Upload) -> bool:
    """Whether an upload has waited for longer than a running worker would let it."""
    silence = progress.seconds_since(upload)
    return upload.state in (State.WAITING, State.CONFIRMED) and (silence is None or silence > UNATTENDED_AFTER)


def give_up_lost(upload: Upload) -> None:
    """Say of an upload whose worker is gone that it is."""
    message = _("后台处理程序中途停止，没有保存任何内容。请重新读取。")
    if Upload.objects.filter(pk=upload.pk, state=upload.state).update(state=State.FAILED, message=message):
        upload.state, upload.message = State.FAILED, message


@task
def prepare_upload(pk: str) -> None:
    """Read an upload and keep its preview."""
    _with(pk, State.WAITING, State.READING, _prepare)


@task
def load_upload(pk: str) -> None:
    """Load an upload that was confirmed, or show anew what it would change."""
    _with(pk, State.CONFIRMED, State.LOADING, _load)


def _with(pk: str, ready: str, busy: str, act: Callable[[Upload, Progress], None]) -> None:
    clean.discard_expired()
    # Of two workers, one gets it; an upload that was cancelled meanwhile, none.
    if not Upload.objects.filter(pk=pk, state=ready).update(state=busy):
        return
    upload = Upload.objects.get(pk=pk)
    with progress.told(upload) as tell:
        try:
            act(upload, tell)
        except (Unloadable, ReadingError) as error:
            _fail(upload, str(error))
            clean.delete_files(upload)
        except Exception:
            if Upload.objects.filter(pk=pk).exists():
                logger.exception("Upload %s failed", pk)
                _fail(upload, _("处理时出错，没有保存任何内容；详情见服务器日志。请重新读取，仍不成功请联系管理员。"))
    if not Upload.objects.filter(pk=pk).exists():
        clean.delete_folder(upload)


def _fail(upload: Upload, message: str) -> None:
    Upload.objects.filter(pk=upload.pk).update(state=State.FAILED, message=message)


def _prepare(upload: Upload, tell: Progress) -> None:
    _read_what_was_slow(upload)
    _show(upload, loading.prepare(upload, tell), tell)


def _show(upload: Upload, prepared: Prepared, tell: Progress, message: str = "") -> None:
    begun = time.perf_counter()
    rehearsal = rehearse(lambda: loading.load(prepared, tell))
    preview = preview_of(prepared, rehearsal, time.perf_counter() - begun)
    Upload.objects.filter(pk=upload.pk, state__in=WORKING).update(
        state=State.READY, message=message or upload.message, preview=preview, fingerprint=rehearsal.fingerprint
    )


def _read_what_was_slow(upload: Upload) -> None:
    """Files that the page did not wait for."""
    for document in upload.documents.exclude(file="").filter(is_register=False, text=""):
        with document.file.open("rb") as file:
            text = text_of(file.read(), document.name)
        if looks_like_register(text):
            raise Unloadable(_("%(name)s：台账工作簿太大，请用 load_register 命令载入。") % {"name": document.name})
        set_text(document, text)
        document.save()


def _load(upload: Upload, tell: Progress) -> None:
    prepared = loading.prepare(upload, tell)
    with transaction.atomic():
        known = set((upload.preview or {}).get("known") or ())
        done = carry_out(lambda: loading.load(prepared, tell), upload.fingerprint, known)
        if done:
            _finish(upload, done)
    if done is None:
        message = _("预览之后台账有了变动，没有载入任何内容；以下是重新核对的结果，请再次确认。")
        _show(upload, prepared, tell, message)
        return
    clean.delete_files(upload)
    refresh_statistics()


def _finish(upload: Upload, done: Rehearsal[Told]) -> None:
    """What belongs to a load besides its rows: inside its transaction."""
    now = timezone.now()
    if upload.is_checked:
        loaded = [entry.report.pk for _document, entry, _checks in done.result.loaded]
        Report.objects.filter(pk__in=loaded, read_by=ReadBy.MACHINE).update(read_by=ReadBy.CHECKED)
    ReadingCorrection.objects.filter(withdrawn_in=upload).update(withdrawn_at=now, withdrawn_in=None)
    ReadingCorrection.objects.filter(upload=upload).update(upload=None)
    upload.documents.update(text="")
    upload.inspections.set(inspections_in(done))
    preview = (upload.preview or {}) | {"documents": []}
    Upload.objects.filter(pk=upload.pk).update(state=State.LOADED, loaded_at=now, message="", preview=preview)
