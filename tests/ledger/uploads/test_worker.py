"""Long work: what expires, what a dead worker leaves, what a restarted one goes on with."""

import os
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from rectify.ledger.models import ReadingCorrection, Report, Upload
from rectify.ledger.uploads import progress, work
from rectify.ledger.uploads.intake import Taken, keep
from rectify.reading import Document as Text
from tests.ledger.test_never_lost import FIRST
from tests.ledger.uploads.hand_in import ADD, ROUND, ask, files_kept, hand_in, look, upload_of

pytestmark = pytest.mark.django_db


def test_an_expired_preview_is_gone_with_its_corrections(desk: Client, office) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    digest = upload.documents.get().digest
    ReadingCorrection.objects.create(
        digest=digest, line=8, operation="status", value={"code": "not_done"}, made_by=office, upload=upload
    )
    Upload.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    call_command("clean_uploads")
    assert not Upload.objects.exists()
    assert not ReadingCorrection.objects.exists()
    assert files_kept() == []


@pytest.mark.parametrize("what", ["look", "confirm", "again"])
def test_an_expired_preview_that_nothing_cleaned_is_gone_for_whoever_comes(desk: Client, what: str) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    Upload.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    if what == "look":
        look(desk, upload)
    else:
        ask(desk, upload, what, fingerprint=upload.fingerprint)
    assert "预览已到期删除，没有保存任何内容" in desk.get(ADD).content.decode()
    assert not Upload.objects.exists()
    assert not Report.objects.exists()


def test_a_worker_that_died_is_told_and_the_upload_can_be_read_again(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    Upload.objects.update(state=Upload.State.READING)
    folder = progress.folder_of(upload)
    folder.mkdir(parents=True, exist_ok=True)
    sign = folder / "progress.json"
    sign.write_text('{"step": "reading", "done": 0, "total": 1}')
    assert "正在读取" in look(desk, upload)
    long_ago = time.time() - progress.LOST_AFTER - 1
    os.utime(sign, (long_ago, long_ago))
    assert "后台处理程序中途停止，没有保存任何内容" in look(desk, upload)
    ask(desk, upload, "again")
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY


def test_an_upload_waits_for_a_worker_and_says_when_there_is_none(desk: Client, office, settings) -> None:
    upload = keep([Taken("a.txt", Text(text=FIRST))], office, round_name=ROUND)
    progress.Progress(upload)("queued", 0, 0)
    assert "排队等待处理" in look(desk, upload)
    assert "好像没有运行" not in look(desk, upload)
    sign = progress.folder_of(upload) / "progress.json"
    long_ago = time.time() - work.UNATTENDED_AFTER - 1
    os.utime(sign, (long_ago, long_ago))
    assert "好像没有运行" in look(desk, upload)
    work.prepare_upload.enqueue(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY


def test_a_mistake_of_ours_is_told_without_a_traceback(desk: Client, monkeypatch, caplog) -> None:
    def fails(*_args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(work.loading, "prepare", fails)
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    assert upload.state == Upload.State.FAILED
    page = look(desk, upload)
    assert "处理时出错" in page
    assert "secret detail" not in page
    assert "secret detail" in caplog.text
