"""CSV, JSON and XLSX: the page's filters and order, every row, and cells that stay what they are."""

import csv
import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook

from rectify.ledger.models import Inspection, Measure, Responsibility, Section
from tests.ledger.build import a_problem
from tests.pages.lists.conftest import SmallLedger, a_measure


def body_of(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.getvalue()


def csv_of(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body_of(client, address).decode("utf-8-sig"))))


@pytest.fixture
def risky(ledger: SmallLedger) -> Inspection:
    """Text that spreadsheets take for something else."""
    problem = a_problem(ledger.qingshi, "=HYPERLINK(1)", "completed", marker="(1)", title="024-12345678")
    a_measure(problem, "+86 24 1234")
    a_measure(problem, "@SUM(A1)", 2)
    Responsibility.objects.create(problem=problem, role="lead", body="=县委办公室")
    Responsibility.objects.create(problem=problem, role="support", body="县财政局")
    Responsibility.objects.create(problem=problem, role="support", body="县审计局")
    return ledger.qingshi


def test_csv_opens_in_a_spreadsheet_with_its_chinese(client: Client, ledger: SmallLedger) -> None:
    assert body_of(client, "/problems.csv").startswith(b"\xef\xbb\xbf")
    rows = csv_of(client, "/problems.csv?status=in_progress")
    assert len(rows) == 1
    assert rows[0]["问题"] == "乡村道路养护拖延"
    assert rows[0]["时限"] == "2024-12-31"
    assert rows[0]["进展"] == "正在整改"
    assert rows[0]["措施数"] == "2"


def test_csv_runs_no_formula(client: Client, risky: Inspection) -> None:
    for address in ("/problems.csv", "/measures.csv", "/units.csv"):
        for row in csv.reader(io.StringIO(body_of(client, address).decode("utf-8-sig"))):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=HYPERLINK(1)" in {row["问题"] for row in csv_of(client, "/problems.csv")}


def test_json_gives_absolute_links_and_says_where_it_comes_from(client: Client, ledger: SmallLedger, settings) -> None:
    settings.PUBLIC_URL = "https://ledger.example"
    data = json.loads(body_of(client, "/problems.json?unit=baishi"))
    assert data["about"]["page"] == "https://ledger.example/problems/?unit=baishi"
    assert [item["link"] for item in data["items"]] == ["https://ledger.example/units/baishi/problems/1/"]
    assert data["items"][0]["deadline"] == "2025-03-31"
    assert json.loads(body_of(client, "/problems.json?by=office"))["items"] == []


def test_data_stay_chinese_whatever_the_pages_speak(client: Client, ledger: SmallLedger) -> None:
    client.cookies["django_language"] = "en"
    assert csv_of(client, "/problems.csv?status=not_done")[0]["进展"] == "未完成"


def test_every_list_is_there_in_every_form(client: Client, ledger: SmallLedger) -> None:
    assert len(csv_of(client, "/measures.csv")) == 4
    assert {row["写明文件、日期或数字"] for row in csv_of(client, "/measures.csv")} == {"是", "否", "未载入原文"}
    units = {row["单位"]: row for row in csv_of(client, "/units.csv")}
    assert units["青石县"]["反馈问题"] == "3"
    assert units["青石县"]["自报完成率"] == "0.6667"
    assert load_workbook(io.BytesIO(body_of(client, "/units.xlsx"))).active.max_row == 3
    assert load_workbook(io.BytesIO(body_of(client, "/measures.xlsx"))).active.max_row == 5


@pytest.mark.parametrize("address", ["/problems.xlsx", "/units/qingshi.xlsx", "/units/qingshi/r1.xlsx"])
def test_a_workbook_holds_the_offices_three_lists(client: Client, risky: Inspection, address: str) -> None:
    book = load_workbook(io.BytesIO(body_of(client, address)))
    assert book.sheetnames == ["问题清单", "任务清单", "责任清单"]
    heads = {sheet.title: [cell.value for cell in sheet[1]] for sheet in book}
    assert heads["问题清单"] == ["单位", "序号", "方面", "问题", "具体表现", "来源"]
    assert heads["任务清单"][2:6] == ["目标", "措施序号", "措施", "时限"]
    assert heads["责任清单"][3:] == ["责任领导", "牵头单位", "责任单位", "配合单位"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].fill.fgColor.rgb.endswith("1F3A4D")
        for row in sheet.iter_rows(min_row=2):
            assert not [cell for cell in row if cell.data_type == "f"]
    found = {row[3].value: row for row in book["问题清单"].iter_rows(min_row=2)}
    risky_row = found["=HYPERLINK(1)"]
    assert risky_row[4].value == "024-12345678"
    assert risky_row[4].data_type == "s"
    assert "原序号 (1)" in risky_row[5].value
    duties = {row[2].value: row for row in book["责任清单"].iter_rows(min_row=2)}
    assert duties["=HYPERLINK(1)"][4].value == "=县委办公室"
    assert duties["=HYPERLINK(1)"][6].value == "县财政局、县审计局"
    dated = [row[5].value for row in book["任务清单"].iter_rows(min_row=2) if row[5].value]
    assert dated[0].strftime("%Y-%m-%d") == "2024-12-31"


def test_the_outline_stands_in_the_list(client: Client, ledger: SmallLedger) -> None:
    top = Section.objects.create(inspection=ledger.qingshi, number=1, level=1, label="落实部署", position=1)
    group = Section.objects.create(inspection=ledger.qingshi, number=2, level=2, parent=top, label="民生", position=2)
    ledger.roads.section = group
    ledger.roads.save()
    book = load_workbook(io.BytesIO(body_of(client, "/problems.xlsx?status=in_progress")))
    assert book["问题清单"]["C2"].value == "落实部署 / 民生"


def test_control_characters_do_not_break_a_workbook(client: Client, ledger: SmallLedger) -> None:
    Measure.objects.filter(problem=ledger.roads).update(label="表\x0b中\x01字")
    book = load_workbook(io.BytesIO(body_of(client, "/measures.xlsx?status=in_progress")))
    assert "表中字" in {cell.value for row in book.active.iter_rows() for cell in row}


def test_a_workbook_that_would_be_too_long_says_what_to_do(client: Client, ledger: SmallLedger, monkeypatch) -> None:
    monkeypatch.setattr("rectify.pages.lists.data.MOST_IN_WORKBOOK", 2)
    response = client.get("/problems.xlsx")
    assert response.status_code == 400
    assert "/problems.csv" in response.json()["errors"][0]


def test_forms_go_on_in_batches(client: Client, ledger: SmallLedger, monkeypatch) -> None:
    monkeypatch.setattr("rectify.pages.lists.listing.BATCH", 2)
    for sort in ("", "deadline", "-changed", "status"):
        assert len(csv_of(client, f"/problems.csv?sort={sort}" if sort else "/problems.csv")) == 5


def test_an_unknown_unit_has_no_workbook(client: Client, ledger: SmallLedger) -> None:
    assert client.get("/units/nobody.xlsx").status_code == 404
    assert client.post("/problems.csv").status_code == 405
