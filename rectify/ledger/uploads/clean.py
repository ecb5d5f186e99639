"""What nobody confirms leaves no trace: rows and files go together."""

import shutil
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rectify.ledger.models import ReadingCorrection, Upload
from rectify.ledger.uploads.progress import folder_of

#: What the worker noted of its tasks says nothing that the uploads do not say.
_NOTES_KEPT = timedelta(days=7)


@transaction.atomic
def discard(upload: Upload) -> None:
    """Delete an upload that was not loaded, with its files and the corrections made in its preview."""
    if upload.state == Upload.State.LOADED:
        raise ValueError("an upload that was loaded is a record of it")
    ReadingCorrection.objects.filter(withdrawn_in=upload).update(withdrawn_in=None)
    upload.corrections.all().delete()
    upload.documents.all().delete()
    upload.inspections.clear()
    Upload.objects.filter(pk=upload.pk).delete()
    delete_folder(upload)


#: In the hands of a worker, which is not disturbed.
_AT_WORK = (Upload.State.READING, Upload.State.LOADING)


def is_expired(upload: Upload) -> bool:
    """Whether nobody confirmed an upload in time, and it may be thrown away."""
    return upload.expires_at < timezone.now() and upload.state not in (*_AT_WORK, Upload.State.LOADED)


def discard_expired() -> int:
    """Throw away previews that nobody confirmed in time; returns how many."""
    now = timezone.now()
    expired = [
        upload for upload in Upload.objects.filter(expires_at__lt=now).exclude(state=Upload.State.LOADED)
        if is_expired(upload)
    ]  # fmt: skip
    # One that is still at work after all this time has lost its worker.
    long_ago = now - timedelta(hours=1)
    expired += Upload.objects.filter(expires_at__lt=long_ago, state__in=_AT_WORK)
    for upload in expired:
        discard(upload)
    DBTaskResult.objects.finished().filter(finished_at__lt=now - _NOTES_KEPT).delete()
    return len(expired)


def delete_files(upload: Upload) -> None:
    """The files that were handed in; their text, where it was read, stays until the upload is loaded or discarded."""
    for document in upload.documents.exclude(file=""):
        document.file.delete(save=False)
        document.save(update_fields=["file"])


def delete_folder(upload: Upload) -> None:
    shutil.rmtree(folder_of(upload), ignore_errors=True)
