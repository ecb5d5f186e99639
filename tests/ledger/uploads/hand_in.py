"""Handing in at the desk, as a browser does."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rectify.ledger.models import Upload
from rectify.ledger.models.uploads import upload_storage

ADD = "/admin/ledger/upload/add/"
ROUND = "五届鹤山市委第二轮巡察"


def hand_in(client: Client, *files: tuple[str, bytes | str], **fields: Any) -> HttpResponse:
    sent = [SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    return client.post(ADD, {"files": sent, "round_name": ROUND, **fields})


def upload_of(response: HttpResponse) -> Upload:
    assert response.status_code == 302, response.content.decode()
    return Upload.objects.get(pk=response["Location"].split("/")[-3])


def ask(client: Client, upload: Upload, what: str, *more: Any, **fields: Any) -> HttpResponse:
    return client.post(reverse(f"admin:ledger_upload_{what}", args=[upload.pk, *more]), fields)


def look(client: Client, upload: Upload) -> str:
    return client.get(reverse("admin:ledger_upload_change", args=[upload.pk])).content.decode()


def confirm(client: Client, upload: Upload, **fields: Any) -> Upload:
    upload.refresh_from_db()
    ask(client, upload, "confirm", fingerprint=upload.fingerprint, **fields)
    upload.refresh_from_db()
    return upload


def files_kept() -> list[str]:
    """Everything that lies in the uploads' storage."""
    from pathlib import Path

    root = Path(upload_storage().location)
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()] if root.exists() else []
