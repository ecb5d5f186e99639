"""What is handed in is kept exactly as it is, under a name of ours, with its digest, and is private."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from rectify.ledger import evidence as evidences
from rectify.ledger.models import Evidence, Measure, Problem
from tests.ledger.evidence.files import document, pdf, picture, report_pdf, saved, workbook

Kept = Callable[[], list[Path]]

GOOD = {
    "通报.pdf": report_pdf(),
    "一页.PDF": pdf(),
    "记录.docx": document(),
    "台账.xlsx": saved(workbook([["编号", "进展"], [1, "已完成"]])),
    "说明.txt": "巡护网格已重新划定。".encode("gb18030"),
    "名单.csv": "编号,进展\n1,已完成\n".encode(),
    "现场.jpg": picture(position=True),
    "现场.jpeg": picture(),
    "截图.png": picture("PNG"),
    "截图.webp": picture("WEBP"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_kept_to_the_byte(hand_in, kept: Kept, problem: Problem, name: str) -> None:
    assert hand_in(GOOD[name], name).status_code == 302
    evidence = Evidence.objects.get()
    assert [path.read_bytes() for path in kept()] == [GOOD[name]]
    assert evidence.problem == problem
    assert evidence.file_name == evidence.title == name
    assert (evidence.size, evidence.digest) == (len(GOOD[name]), hashlib.sha256(GOOD[name]).hexdigest())
    assert evidence.added_by.username == "contact-li"
    assert evidence.published_at is None
    assert kept()[0].name not in name
    assert kept()[0].stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/现场.txt", "现场.txt"),
        ("C:\\Users\\li\\现场.txt", "现场.txt"),
        ("现场\u202etxt.exe\u202c.txt", "现场txt.exe.txt"),
        ("现场\r\nSet-Cookie: a=b.txt", "现场 Set-Cookie_ a=b.txt"),
        ('现"场<b>.txt', "现_场_b_.txt"),
        ("con.txt", "_con.txt"),
        ("...txt", "file.txt"),
        ("长" * 300 + ".txt", "长" * 116 + ".txt"),
    ],
)
def test_names_are_made_fit_to_be_shown(problem: Problem, django_user_model, given: str, shown: str) -> None:
    file = SimpleUploadedFile("x", "好".encode())
    file._name = given
    user = django_user_model.objects.create_user("li")
    assert evidences.file_draft(problem, file, user).evidence.file_name == shown


def test_several_files_a_link_and_a_note_come_together(hand_in, as_, kept: Kept, problem: Problem) -> None:
    measure = Measure.objects.create(problem=problem, inspection=problem.inspection, number=1, label="补记录")
    files = [SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.png", picture("PNG"))]
    fields = {"files": files, "link": "https://qingshi.example/notice", "text": "见附件", "measure": measure.pk}
    assert hand_in(**fields).status_code == 302
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["file", "file", "link", "note"]
    assert {evidence.measure for evidence in Evidence.objects.all()} == {measure}
    page = as_("contact").get(f"/admin/ledger/evidence/{Evidence.objects.get(kind='link').pk}/change/")
    assert 'href="https://qingshi.example/notice" rel="noopener noreferrer nofollow"' in page.content.decode()


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/x", "//a.example", "https://li:geheim@a.example/",
     "https://a.example/\u202egpj.exe", "http://", "文件"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(hand_in, link: str) -> None:
    assert "网址须以 http:// 或 https:// 开头" in hand_in(link=link).content.decode()
    assert not Evidence.objects.exists()


def test_nothing_at_all_is_asked_about(hand_in) -> None:
    assert "请选择文件，或填写网址或文字说明" in hand_in(title="空").content.decode()


def test_one_bad_file_among_good_ones_and_nothing_is_kept(hand_in, kept: Kept) -> None:
    files = [SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.png", b"<svg>")]
    answer = hand_in(files=files, text="见附件").content.decode()
    assert "见附件" in answer
    assert not Evidence.objects.exists()
    assert not kept()


def test_a_transaction_that_fails_leaves_no_file(monkeypatch, hand_in, kept: Kept) -> None:
    seen = []

    def fail(self: Evidence, **options: object) -> None:
        seen.extend(kept())
        raise IntegrityError("the disk is on fire")

    monkeypatch.setattr(Evidence, "save", fail)
    with pytest.raises(IntegrityError):
        hand_in(b"one", "a.txt")
    assert seen
    assert not kept()


def test_who_may_not_hand_in(hand_in, kept: Kept) -> None:
    assert hand_in(b"one", "a.txt", who="office").status_code == 302
    for who in ("team", "supervisor", "approver"):
        assert hand_in(b"one", "a.txt", who=who).status_code == 403
    assert hand_in(b"one", "a.txt", who="stranger").status_code == 404
    assert hand_in(b"one", "a.txt", who="nobody").status_code == 302
    assert len(kept()) == 1


def test_a_measure_of_another_item_is_no_choice(hand_in, elsewhere: Problem) -> None:
    measure = Measure.objects.create(problem=elsewhere, inspection=elsewhere.inspection, number=1, label="别处")
    assert hand_in(b"one", "a.txt", measure=measure.pk).status_code == 200
    assert not Evidence.objects.exists()
