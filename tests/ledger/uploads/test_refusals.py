"""Bad uploads: one clear message in the form, and nothing is kept."""

import io
import zipfile

import pytest
from django.test import Client, override_settings

from rectify.ledger.models import Document, Upload
from tests.ledger.test_never_lost import FIRST
from tests.ledger.uploads.hand_in import files_kept, hand_in
from tests.reading.formats.documents import package

pytestmark = pytest.mark.django_db
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "wordprocessingml")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(b"\0" * 1024 * 1024)
    return data.getvalue()


CASES = {
    "empty": ("a.txt", lambda: b"", "文件是空的"),
    "blank": ("a.txt", lambda: b" \n\n", "没有可读的文字"),
    "encrypted": ("a.docx", lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "renamed to text": ("a.txt", lambda: package({"[Content_Types].xml": "spreadsheetml"}), ""),
    "renamed to Word": ("a.docx", lambda: FIRST.encode(), "内容其实是 .txt"),
    "no document": ("a.exe", lambda: b"MZ\x90", "不能读取这种文件"),
    "a picture": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n", "是图片"),
    "a zip bomb": ("a.docx", bomb, "解压后有"),
    "macros": ("a.docx", lambda: package({"[Content_Types].xml": "ms-word.macroEnabled wordprocessingml"}), "含有宏"),
    "broken encoding": ("a.txt", lambda: FIRST.encode()[:301] + b"\xff\xff\xfe\x81" + FIRST.encode()[301:], ""),
    "an old format": ("a.docx", lambda: _OLE + "WordDocument".encode("utf-16-le"), ".docx"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_refused_and_nothing_kept(desk: Client, case: str) -> None:
    name, data, words = CASES[case]
    response = hand_in(desk, ("good.txt", FIRST), (name, data()))
    page = response.content.decode()
    assert response.status_code == 400
    assert f"{name}：" in page
    assert words in page
    assert "Traceback" not in page
    assert (Upload.objects.count(), Document.objects.count(), files_kept()) == (0, 0, [])


@override_settings(LOAD_FILE_MAX_MB=1)
def test_a_huge_file(desk: Client) -> None:
    assert "超过 1 MB 的上限" in hand_in(desk, ("a.txt", "整改" * 400_000)).content.decode()
    assert not Upload.objects.exists()


@override_settings(LOAD_MAX_FILES=2)
def test_too_many_files(desk: Client) -> None:
    page = hand_in(desk, *((f"{n}.txt", FIRST + str(n)) for n in range(3))).content.decode()
    assert "一次最多提交 2 个文件" in page


def test_the_same_text_twice_at_once(desk: Client) -> None:
    assert "文字完全相同" in hand_in(desk, ("a.txt", FIRST), ("b.txt", FIRST)).content.decode()


def test_nothing_at_all(desk: Client) -> None:
    assert "请选择文件，或粘贴正文" in hand_in(desk).content.decode()


def test_a_text_that_is_no_report_says_so(desk: Client) -> None:
    response = hand_in(desk, text="今天天气很好。\n明天也好。")
    upload = Upload.objects.get()
    assert response.status_code == 302
    assert upload.state == Upload.State.FAILED
    assert "没有读到整改情况通报" in upload.message
