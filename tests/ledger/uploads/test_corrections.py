"""A wrong reading is corrected in the preview or later, and every reload of the same text keeps the correction."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from rectify.ledger.models import Problem, ReadingCorrection, Report, Upload
from tests.ledger.test_never_lost import FIRST
from tests.ledger.uploads.hand_in import ask, confirm, hand_in, look, upload_of

pytestmark = pytest.mark.django_db


def place_of(upload: Upload, words: str) -> tuple[int, int, int]:
    """Document, line and offset of the item or heading with these words."""
    upload.refresh_from_db()
    for document in upload.preview["documents"]:
        for report in document["reports"]:
            for node in report["outline"]:
                if words in node["title"]:
                    return document["id"], *node["place"]
    raise AssertionError(words)


def correct(client: Client, upload: Upload, about: str, **fields: str) -> None:
    response = ask(client, upload, "correct", *place_of(upload, about), **fields)
    assert response.status_code == 302, response.content.decode()
    upload.refresh_from_db()


def titles() -> list[tuple[str, str, str]]:
    rows = Problem.objects.filter(withdrawn_at=None).order_by("position").values_list("title", "kind", "status")
    return [tuple(row) for row in rows]


def test_each_operation_in_the_preview_and_kept_by_a_reload(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    correct(desk, upload, "学习流于形式", operation="status", status="phased")
    correct(desk, upload, "公车管理", operation="kind", kind="recommendation")
    correct(desk, upload, "联系实际", operation="title", words="联系实际不紧的问题")
    correct(desk, upload, "会议记录", operation="split", words="补齐记录")
    move_to = place_of(upload, "从严治党")
    correct(desk, upload, "联系实际", operation="move", place=f"{move_to[1]}:{move_to[2]}")
    assert Problem.objects.count() == 0
    confirm(desk, upload)
    loaded = titles()
    assert ("关于学习流于形式的问题", "problem", "phased") in loaded
    assert ("联系实际不紧的问题", "problem", "in_progress") in loaded
    assert [title for title, kind, _status in loaded if kind == "recommendation"] == ["关于公车管理不严的问题"]
    assert "补齐记录" in {title for title, _kind, _status in loaded}
    assert Problem.objects.get(title="联系实际不紧的问题").area == "discipline"
    again = upload_of(hand_in(desk, ("again.txt", FIRST)))
    assert "与台账一致" in look(desk, again)


def test_corrections_of_an_older_wording_are_told_and_not_used(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    correct(desk, upload, "学习流于形式", operation="status", status="phased")
    confirm(desk, upload)
    reworded = upload_of(hand_in(desk, ("b.txt", FIRST.replace("联系实际", "结合实际"))))
    assert "以前载入的文字上有 1 处更正" in look(desk, reworded)
    assert "处更正。更正只对原来的文字有效" not in look(desk, upload_of(hand_in(desk, ("a.txt", FIRST))))


def test_two_items_become_one(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    other = place_of(upload, "联系实际")
    correct(desk, upload, "学习流于形式", operation="merge", place=f"{other[1]}:{other[2]}")
    confirm(desk, upload)
    merged = Problem.objects.get(number=1)
    assert merged.title == "关于学习流于形式的问题；关于联系实际不紧的问题"
    assert (merged.status, str(merged.deadline), merged.measures.count()) == ("in_progress", "2024-12-31", 4)
    assert Problem.objects.count() == 3


def test_later_from_the_reports_page_also_of_a_report_that_was_checked(desk: Client) -> None:
    confirm(desk, upload_of(hand_in(desk, ("a.txt", FIRST))), is_checked="on")
    report = Report.objects.get()
    page = desk.get(f"/admin/ledger/report/{report.pk}/change/").content.decode()
    address = f"/admin/ledger/upload/read-again/{report.document_id}/"
    assert address in page
    upload = upload_of(desk.post(address))
    assert "与台账一致" in look(desk, upload)
    correct(desk, upload, "公车管理", operation="status", status="not_done")
    assert Problem.objects.get(number=3).status == "completed_ongoing"
    confirm(desk, upload)
    assert Problem.objects.get(number=3).status == "not_done"
    assert Report.objects.get().read_by == "checked"
    assert ReadingCorrection.objects.get().upload is None


def test_a_correction_can_be_taken_back(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    correct(desk, upload, "公车管理", operation="status", status="not_done")
    confirm(desk, upload)
    upload = upload_of(desk.post(f"/admin/ledger/upload/read-again/{Report.objects.get().document_id}/"))
    ask(desk, upload, "uncorrect", ReadingCorrection.objects.get().pk)
    confirm(desk, upload)
    assert Problem.objects.get(number=3).status == "completed_ongoing"
    assert ReadingCorrection.objects.get().withdrawn_at


def test_a_correction_that_fits_no_longer_is_told(desk: Client, office: User) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    digest = upload.documents.get().digest
    ReadingCorrection.objects.create(
        digest=digest, line=2, operation="status", value={"code": "not_done"}, made_by=office
    )
    ask(desk, upload, "belonging", round_name=upload.round_name)
    page = look(desk, upload)
    assert "对不上" in page
    confirm(desk, upload)
    assert Report.objects.get().doubts.filter(kind="correction_unfit").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"operation": "split", "words": "文中没有的话"}, "没有这段文字"),
        ({"operation": "split", "words": "关于学习流于形式"}, "就是本项的开头"),
        ({"operation": "merge", "place": "x"}, "请选择"),
        ({"operation": "status", "status": "nearly"}, ""),
        ({"operation": "explode"}, ""),
    ],
)
def test_a_correction_that_cannot_be_made_says_why(desk: Client, fields: dict[str, str], said: str) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    response = ask(desk, upload, "correct", *place_of(upload, "学习流于形式"), **fields)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not ReadingCorrection.objects.exists()


def test_a_cancelled_preview_takes_its_corrections_along(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    correct(desk, upload, "公车管理", operation="status", status="not_done")
    ask(desk, upload, "cancel")
    assert not ReadingCorrection.objects.exists()


def test_a_correction_is_confirmed_and_its_row_is_marked(desk: Client) -> None:
    upload = upload_of(hand_in(desk, ("a.txt", FIRST)))
    assert "已更正" not in look(desk, upload)
    answer = ask(desk, upload, "correct", *place_of(upload, "学习流于形式"), operation="status", status="phased")
    page = desk.get(answer["Location"]).content.decode()
    assert "已更正，预览随即更新。" in page
    assert page.count('<span class="upload-tag">已更正</span>') == 1
    taken_back = ask(desk, upload, "uncorrect", ReadingCorrection.objects.get().pk)
    page = desk.get(taken_back["Location"]).content.decode()
    assert "已撤回这处更正" in page
    assert '<span class="upload-tag">已更正</span>' not in page
