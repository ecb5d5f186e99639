"""From a file to the ledger: nothing before somebody confirmed what was shown, and then exactly that."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from rectify.ledger import edits
from rectify.ledger.choices import Role
from rectify.ledger.models import Document, Inspection, Problem, Report, Upload, UploadedDocument
from tests.ledger.cast import a_person
from tests.ledger.register.tables import export, load, small_register
from tests.ledger.test_never_lost import FIRST, MENDED, NOTICE, SECOND
from tests.ledger.uploads.hand_in import ADD, ask, confirm, files_kept, hand_in, look, upload_of

pytestmark = pytest.mark.django_db


def test_a_report_is_shown_and_loaded_only_once_it_is_confirmed(desk: Client) -> None:
    upload = upload_of(
        hand_in(desk, ("a.txt", FIRST), source_address="https://example.org/a", retrieved_on="2026-11-01")
    )
    assert upload.state == Upload.State.READY
    assert (Inspection.objects.count(), Document.objects.count()) == (0, 0)
    page = look(desk, upload)
    for words in ("蓝田镇", "新单位", "新的巡视巡察", "关于学习流于形式的问题", "确认载入"):
        assert words in page
    upload = confirm(desk, upload)
    assert upload.state == Upload.State.LOADED
    assert Problem.objects.count() == 4
    document = Document.objects.get()
    assert (document.source_address, str(document.retrieved_on)) == ("https://example.org/a", "2026-11-01")
    assert Inspection.objects.get().get_absolute_url() in look(desk, upload)
    assert list(UploadedDocument.objects.values_list("text", flat=True)) == [""]
    assert files_kept() == []


def test_the_same_file_again_says_so_and_has_nothing_to_load(desk: Client) -> None:
    confirm(desk, upload_of(hand_in(desk, ("a.txt", FIRST))))
    page = look(desk, upload_of(hand_in(desk, ("b.txt", FIRST))))
    assert "载入过" in page
    assert "与台账一致" in page
    assert "确认载入" not in page


def test_a_cancelled_preview_leaves_no_trace(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    ask(desk, upload, "cancel")
    assert not Upload.objects.exists()
    assert not UploadedDocument.objects.exists()
    assert (Document.objects.count(), Problem.objects.count(), files_kept()) == (0, 0, [])


def test_what_a_newer_report_changes_withdraws_and_contradicts_is_shown(desk: Client, office: User) -> None:
    confirm(desk, upload_of(hand_in(desk, ("a.txt", FIRST))))
    edits.set_office_word([Problem.objects.get(number=2)], office, status_="not_done", note="现场核对")
    page = look(desk, upload_of(hand_in(desk, ("b.txt", SECOND))))
    assert "本机构认定“未完成”，新通报自报“已完成”" in page
    assert "<del>阶段性完成</del> → <ins>已完成并长期坚持</ins>" in page
    assert Problem.objects.get(number=4).status == "phased"


def test_several_documents_are_loaded_together(desk: Client) -> None:
    upload = confirm(desk, upload_of(hand_in(desk, ("a.txt", FIRST), ("n.txt", NOTICE))))
    assert upload.state == Upload.State.LOADED
    assert sorted(Report.objects.values_list("kind", flat=True)) == ["feedback", "rectification"]
    assert Inspection.objects.count() == 1


def test_a_pasted_text_is_a_document(desk: Client) -> None:
    upload = upload_of(hand_in(desk, text=FIRST.replace("\n", "\r\n")))
    assert confirm(desk, upload).state == Upload.State.LOADED
    assert Document.objects.get().text == FIRST


def test_a_ledger_that_moved_is_looked_at_anew_instead_of_loaded_over(desk: Client, office: User) -> None:
    confirm(desk, upload_of(hand_in(desk, ("a.txt", FIRST))))
    upload = upload_of(hand_in(desk, ("b.txt", SECOND)))
    edits.set_office_word([Problem.objects.get(number=2)], office, status_="not_done")
    upload = confirm(desk, upload)
    assert upload.state == Upload.State.READY
    assert "预览之后台账有了变动" in look(desk, upload)
    assert Report.objects.count() == 1
    assert confirm(desk, upload).state == Upload.State.LOADED
    assert Problem.objects.get(number=2).status == "not_done"


def test_only_the_preview_that_was_seen_can_be_confirmed(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    ask(desk, upload, "confirm", fingerprint="0" * 64)
    upload.refresh_from_db()
    assert (upload.state, Problem.objects.count()) == (Upload.State.READY, 0)


def test_a_text_without_its_round_asks_for_it_and_goes_on(desk: Client) -> None:
    text = FIRST.replace("市委第一巡察组对", "巡察组对").replace("2024年", "去年").replace("市委巡察组反馈", "反馈")
    upload = upload_of(hand_in(desk, ("a.txt", text), round_name=""))
    assert upload.state == Upload.State.FAILED
    assert "“新轮次名称”" in look(desk, upload)
    ask(desk, upload, "belonging", round_name="五届鹤山市委第三轮巡察")
    assert confirm(desk, upload).state == Upload.State.LOADED
    assert Inspection.objects.get().round.name == "五届鹤山市委第三轮巡察"


def test_a_register_is_loaded_from_its_workbook(desk: Client, tmp_path) -> None:
    load(small_register(tmp_path / "r"))
    book = export(tmp_path / "r.xlsx").read_bytes()
    Problem.objects.filter(number=1).update(label="旧")
    upload = upload_of(hand_in(desk, ("台账.xlsx", book), round_name=""))
    assert upload.state == Upload.State.READY, upload.message
    assert "台账工作簿" in look(desk, upload)
    assert files_kept() != []
    ask(desk, upload, "cancel")
    assert files_kept() == []


def test_who_has_checked_it_all_says_so(desk: Client) -> None:
    confirm(desk, upload_of(hand_in(desk, ("a.txt", FIRST))), is_checked="on")
    assert Report.objects.get().read_by == "checked"


def test_a_followed_inspections_new_items_are_followed(desk: Client) -> None:
    confirm(desk, upload_of(hand_in(desk, ("a.txt", FIRST))))
    Inspection.objects.update(followed=True)
    confirm(desk, upload_of(hand_in(desk, ("b.txt", MENDED))))
    assert not Problem.objects.filter(withdrawn_at=None, handling=None).exists()


@pytest.mark.parametrize("role", ["team", "contact", "supervisor", "approver"])
def test_nobody_else_loads(client: Client, desk: Client, role: str) -> None:
    from tests.ledger.build import an_inspection
    from tests.ledger.cast import a_person

    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    person = a_person("somebody", role, inspection=an_inspection(team="第一组"))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(ADD).status_code == 403
    assert hand_in(client, ("b.txt", SECOND)).status_code == 403
    for what in ("confirm", "cancel", "again", "belonging"):
        assert ask(client, upload, what).status_code == 403
    assert Upload.objects.count() == 1


def test_whoever_confirmed_it_stands_for_a_load(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    other = Client()
    other.force_login(a_person("confirms", Role.OFFICE), backend="django.contrib.auth.backends.ModelBackend")
    confirm(other, upload)
    assert "载入（confirms）" in look(desk, upload)
