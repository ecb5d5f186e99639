"""The newest round is that of the latest feedback, in whatever order rounds were loaded, and the same on every page."""

import pytest
from django.conf import settings
from django.test import Client

from rectify.ledger.dates import PartialDate
from rectify.pages import rounds
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_older_round_is_loaded_later(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest has no dates at all; the newest of all has nothing loaded."""
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    a_problem(an_inspection(round_slug="new", feedback=PartialDate("2024-03-01")), "学习不够深入")
    a_problem(an_inspection(round_slug="old", feedback=PartialDate("2020-03-01")), "用车不合规定")
    a_problem(an_inspection("baishi", "白石市", "undated"))
    an_inspection("baishi", "白石市", "empty", ended=PartialDate("2025-01"))


@pytest.mark.parametrize("path", ["/", "/topics/"])
def test_a_page_shows_the_newest_round_that_has_items(client: Client, path: str) -> None:
    context = client.get(path).context
    assert (context["figures"].round if path == "/" else context["round"]).slug == "new"


def test_the_citation_and_the_card_speak_of_the_same_round(client: Client) -> None:
    assert "第new轮</span>整改情况数据集" in client.get("/dataset/").content.decode()
    assert client.get("/card.png")["ETag"] == client.get("/rounds/new/card.png")["ETag"]


def test_other_rounds_are_listed_from_the_newest_to_the_oldest(client: Client) -> None:
    assert [round_.slug for round_ in rounds.newest_first()] == ["empty", "new", "old", "undated"]
    options = client.get("/topics/").content.decode()
    assert options.index("第empty轮") < options.index("第old轮") < options.index("第undated轮")


def test_a_round_that_is_not_the_one_shown_keeps_its_own_address(client: Client) -> None:
    assert client.get("/topics/?round=new").context["page"].path == "/topics/"
    assert client.get("/topics/?round=empty").context["page"].path == "/topics/?round=empty"


def test_a_units_other_inspections_stand_in_the_order_of_time(client: Client) -> None:
    a_problem(an_inspection(round_slug="older", feedback=PartialDate("2016")))
    others = client.get("/units/qingshi/").context["others"]
    assert [other.round.slug for other in others] == ["old", "older"]
