"""Pictures for other people's pages: badge, QR code, card. They say what the page says, and harm nobody."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from fontTools.ttLib import TTCollection
from lxml import etree
from PIL import Image

from rectify.ledger.choices import Status
from rectify.ledger.models import Unit
from rectify.pages import card, palette, standing
from rectify.pages.views import card as card_views
from tests.ledger.build import a_problem, a_report, an_inspection

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    cache.clear()


def a_unit(*statuses: str, **unit: str) -> Unit:
    inspection = an_inspection(**unit)
    for status in statuses:
        a_problem(inspection, "学习不够", status)
    return inspection.unit


def title_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    return etree.fromstring(response.content).findtext(f"{SVG}title")


# The badge


def test_the_badge_says_rate_parts_and_date(client: Client) -> None:
    a_unit("completed", "completed_ongoing", "in_progress")
    title = title_of(client, "/units/qingshi/badge.svg")
    assert title.startswith("青石县：反馈问题 3 个；自报完成率 66.7%（已完成的 2 个 ÷ 注明进展的 3 个）")
    assert "正在整改 1" in title
    assert "数据截至 2024年6月30日" in title
    badge = client.get("/units/qingshi/badge.svg").content.decode()
    assert "66.7%（2/3）" in badge
    assert all(palette.STATUS[status] in badge for status in (Status.COMPLETED, Status.IN_PROGRESS))


def test_below_eighty_percent_stated_it_gives_counts(client: Client) -> None:
    a_unit("completed", "", "")
    assert "1/3 注明进展" in client.get("/units/qingshi/badge.svg").content.decode()
    assert "%" not in title_of(client, "/units/qingshi/badge.svg")


def test_without_a_report_it_says_so(client: Client) -> None:
    a_unit()
    assert "尚未载入通报" in client.get("/units/qingshi/badge.svg").content.decode()


def test_undated_figures_are_called_undated(client: Client) -> None:
    inspection = an_inspection()
    a_report(inspection, as_of=None)
    a_problem(inspection, "学习不够", "completed")
    assert "日期未注明" in client.get("/units/qingshi/badge.svg").content.decode()


@pytest.mark.parametrize("path", ["badge.svg", "qr.svg", "card.png"])
def test_pictures_may_be_embedded_and_run_nothing(client: Client, path: str) -> None:
    a_unit("completed")
    response = client.get(f"/units/qingshi/{path}")
    policy = set(response["Content-Security-Policy"].split("; "))
    assert policy == {"default-src 'none'", "frame-ancestors 'none'"}
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "max-age=600" in response["Cache-Control"]
    assert "Set-Cookie" not in response
    assert b"<script" not in response.content
    assert client.get(f"/units/qingshi/{path}", headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.get(f"/units/nobody/{path}").status_code == 404


def test_the_language_is_the_addresses_and_not_the_readers(client: Client) -> None:
    a_unit("completed")
    client.cookies["django_language"] = "en"
    assert client.get("/units/qingshi/badge.svg")["Content-Language"] == "zh-hans"
    assert client.get("/units/qingshi/badge.svg?lang=en")["Content-Language"] == "en"
    assert client.get("/units/qingshi/badge.svg?lang=xx")["Content-Language"] == "zh-hans"


def test_a_name_cannot_break_out_of_the_badge(client: Client) -> None:
    a_unit("completed", name="</title><script>alert(1)</script>")
    response = client.get("/units/qingshi/badge.svg")
    assert b"<script" not in response.content
    assert "<script>" in etree.fromstring(response.content).findtext(f"{SVG}title")


# QR codes


@override_settings(PUBLIC_URL="https://ledger.example")
def test_codes_lead_to_permanent_addresses(client: Client) -> None:
    a_unit("completed")
    assert title_of(client, "/units/qingshi/qr.svg") == "https://ledger.example/units/qingshi/"
    assert title_of(client, "/units/qingshi/problems/1/qr.svg") == "https://ledger.example/units/qingshi/problems/1/"
    old = "/units/qingshi/r1/problems/1/qr.svg"
    assert title_of(client, old) == "https://ledger.example/units/qingshi/problems/1/"
    assert client.get("/units/qingshi/problems/9/qr.svg").status_code == 404


# Cards


def picture(client: Client, path: str) -> Image.Image:
    response = client.get(path)
    assert response["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(response.content))


@pytest.mark.parametrize("path", ["/card.png", "/rounds/r1/card.png", "/units/qingshi/card.png"])
def test_cards_have_the_size_that_previews_expect_and_show_the_scale(client: Client, path: str) -> None:
    a_unit("completed", "in_progress")
    image = picture(client, path)
    assert image.size == (1200, 630)
    colours = {f"#{r:02x}{g:02x}{b:02x}" for _n, (r, g, b) in image.getcolors(1_000_000)}
    assert {palette.STATUS[Status.COMPLETED], palette.STATUS[Status.IN_PROGRESS], palette.INK} <= colours
    assert palette.STATUS[Status.NOT_DONE] not in colours


def test_an_empty_ledger_has_no_card(client: Client) -> None:
    assert client.get("/card.png").status_code == 404


def test_a_card_is_drawn_once_for_what_it_says(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr(card_views.card, "draw", lambda found: drawn.append(found.headline) or b"png")
    a_unit("completed", "in_progress")
    client.get("/units/qingshi/card.png")
    response = client.get("/units/qingshi/card.png")
    assert len(drawn) == 1
    assert client.get("/units/qingshi/card.png", headers={"if-none-match": response["ETag"]}).status_code == 304
    a_unit("completed")
    client.get("/units/qingshi/card.png")
    assert len(set(drawn)) == len(drawn) == 2


@pytest.mark.parametrize("name", ["青石县", "中共某某省某某地区" * 6, "A University of " * 12, "x" * 100])
def test_names_of_any_length_are_drawn(name: str) -> None:
    unit = a_unit("completed", "", name=name[:100])
    assert card.draw(standing.of_unit(unit))[:4] == b"\x89PNG"


def test_pictures_cost_three_queries(client: Client) -> None:
    unit = a_unit("completed")
    with CaptureQueriesContext(connection) as asked:
        standing.of_unit(unit)
    assert len(asked) == 3


def test_the_font_has_every_character_that_is_drawn() -> None:
    """Of the names that the register holds, and of everything that a card says in either language."""
    with TTCollection(card.font_file(), lazy=True) as faces:
        face = faces[card.SIMPLIFIED]
        assert face["name"].getDebugName(1).startswith("Noto Sans CJK SC")
        glyphs = set(face.getBestCmap())
    drawn = set()
    for table in (ROOT / "fixtures").glob("*/units.csv"):
        for row in csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()):
            drawn |= set(row["name"] + row["name_en"])
    for table in (ROOT / "fixtures").glob("*/rounds.csv"):
        for row in csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()):
            drawn |= set(row["name"])
    assert len(drawn) > 50
    a_unit("completed", "in_progress", "phased", "not_done", "completed_ongoing", "")
    a_unit("", "", "completed", unit="hongshi", name="红石县")
    empty = a_unit(unit="baishi", name="白石县")
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for unit in Unit.objects.all():
                drawn |= set("".join(card.texts(standing.of_unit(unit))))
            drawn |= set("".join(card.texts(standing.of_round(empty.inspections.get().round))))
    assert sorted(char for char in drawn if ord(char) not in glyphs) == []


def test_pictures_have_the_colours_of_the_pages() -> None:
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    light = tokens[: tokens.index("@media")]
    for status, colour in palette.STATUS.items():
        assert f"--{status.value.replace('_', '-')}: {colour};" in light
    for name in ("ink", "muted", "line", "sunken"):
        assert f"--{name}: {getattr(palette, name.upper())};" in light


def test_a_rounds_dates_span_its_newest_reports() -> None:
    first = an_inspection()
    a_report(first, as_of="2024-01")
    a_report(first, as_of="2024-06-30")
    second = an_inspection("hongshi", "红石县")
    a_report(second, as_of=None, published="2025-02-03")
    a_problem(first, "学习不够", "completed", date(2025, 1, 1))
    assert standing.of_round(first.round).as_of == ("2024-06-30", "2025-02-03")
