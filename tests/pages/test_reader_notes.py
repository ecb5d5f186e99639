"""Readers report errors; the office settles them; the log shows the office's words only."""

import pytest
from django.core.cache import cache
from django.test import Client
from lxml import html

from rectify.ledger.models import Change, ReaderNote
from rectify.pages.views import notes
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db
FORM = "/units/qingshi/problems/1/report-error/"


@pytest.fixture(autouse=True)
def _problem() -> None:
    cache.clear()
    a_problem(an_inspection(), "会议记录不全", "completed")


def test_a_reader_reports_an_error_and_nothing_else_changes(client: Client) -> None:
    assert "会议记录不全" in client.get(FORM).content.decode()
    response = client.post(FORM, {"kind": "error", "text": "原文写的是正在整改", "contact": "13800000000"}, follow=True)
    assert "已收到" in response.content.decode()
    note = ReaderNote.objects.get()
    assert (note.problem.number, note.unit.slug, note.outcome) == (1, "qingshi", "open")
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"kind": "error"}, {"kind": "praise", "text": "好"}, {"kind": "error", "text": "好" * 2001}]
)
def test_an_incomplete_report_is_shown_again(client: Client, data: dict[str, str]) -> None:
    assert client.post(FORM, data).status_code == 400
    assert not ReaderNote.objects.exists()


def test_the_log_shows_the_offices_words_only(client: Client) -> None:
    client.post(FORM, {"kind": "error", "text": "读者原话", "contact": "读者电话"})
    ReaderNote.objects.update(outcome="corrected", summary="进展与原文不符", answer="已按原文更正", is_public=True)
    log = client.get("/corrections/").content.decode()
    assert "进展与原文不符" in log
    assert "已按原文更正" in log
    assert "读者原话" not in log
    assert "读者电话" not in log


def test_what_is_not_published_is_only_counted(client: Client) -> None:
    client.post(FORM, {"kind": "error", "text": "读者原话"})
    log = client.get("/corrections/").content.decode()
    assert "读者原话" not in log
    assert "1 件正在核实" in log


def test_a_flood_is_not_kept(client: Client) -> None:
    for _ in range(notes.MOST_FROM_ONE + 3):
        client.post(FORM, {"kind": "error", "text": "又来一条"})
    assert ReaderNote.objects.count() == notes.MOST_FROM_ONE


def test_behind_a_proxy_each_reader_has_a_share_of_their_own(client: Client, settings) -> None:
    settings.BEHIND_PROXY = True
    for n in range(notes.MOST_FROM_ONE + 3):
        sent = {"kind": "error", "text": "日期写错了"}
        assert client.post(FORM, sent, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code == 302
    assert ReaderNote.objects.count() == notes.MOST_FROM_ONE + 3


def test_programs_that_fill_in_everything_are_turned_away(client: Client) -> None:
    assert client.post(FORM, {"kind": "error", "text": "广告", "website": "https://example.org"}).status_code == 400
    assert not ReaderNote.objects.exists()


def test_no_form_for_an_item_that_is_not_there(client: Client) -> None:
    assert client.get("/units/qingshi/problems/9/report-error/").status_code == 404


def test_the_form_says_its_place_once_and_what_is_to_be_chosen(client: Client) -> None:
    page = html.fromstring(client.get(FORM).content)
    assert not page.find_class("eyebrow")
    assert page.xpath("string(//select[@name='kind']/option[1])") == "请选择"
    assert client.post(FORM, {"text": "没有选种类"}).status_code == 400


def test_reports_that_wait_are_counted_only_if_there_are_any(client: Client) -> None:
    assert "正在核实" not in client.get("/corrections/").content.decode()
    client.post(FORM, {"kind": "error", "text": "原文写的是正在整改"})
    assert "另有 1 件正在核实" in client.get("/corrections/").content.decode()
