"""Nothing private is met at any public address, by anybody: not in pages, data, feeds, maps, pictures or counts."""

import itertools
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from tests.ledger.rights.addresses import Address, addresses, is_of_the_desk, public_values
from tests.ledger.rights.asking import client_of, text_of
from tests.ledger.rights.world import PRIVATE, PRIVATE_DATE, World

#: Of each list, what somebody could look for; the words are said back, so answers are compared by their rows.
SECRET_WORDS = ("内情", "neiqing", "填报说明", "丙内情", "读者原话", "评估意见")
QUERIES = (
    "", "q=公示", "q=内情", "page=2", "sort=deadline", "sort=status", "status=in_progress", "status=phased", "overdue=on",
    "area=policy", "topic=study", "unit=qingshi&unit=baisha", "lang=en", "deadline_from=2031-01-01", "since=2020-01-01",
)  # fmt: skip


def public_paths(world: World) -> Iterator[tuple[Address, str]]:
    for address in addresses():
        if is_of_the_desk(address):
            continue
        for side in (world.own, world.other):
            values = public_values(side)
            unknown = set(address.parts) - set(values)
            assert not unknown, f"say in tests/ledger/rights/addresses.py what stands for {unknown} in {address.route}"
            for chosen in itertools.product(*(values[part] for part in address.parts)):
                yield address, address.filled(**dict(zip(address.parts, chosen, strict=True)))
            if not address.parts:
                break


def look(client: Client, path: str, allowed: str = "") -> int:
    response = client.get(path)
    assert response.status_code in (200, 301, 302, 304, 400, 404, 405), (path, response.status_code)
    text = text_of(response).replace(allowed, "") if allowed else text_of(response)
    date = PRIVATE_DATE
    for word in (*PRIVATE, date.isoformat(), f"{date.year}年{date.month}月{date.day}日", f"{date:%Y/%m/%d}"):
        at = text.find(word)
        assert at < 0, f"{path} says {text[max(0, at - 80) : at + 60]!r}"
    return response.status_code


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.mark.parametrize("name", ["anonymous", "contact"])
def test_no_address_says_anything_private(world: World, name: str) -> None:
    """Nor to somebody who is signed in: public pages are the same for all."""
    client = client_of(world, name)
    found = 0
    for _address, path in public_paths(world):
        found += look(client, path) == 200
    assert found > 80


def test_no_filter_shows_anything_private(world: World) -> None:
    client = client_of(world, "anonymous")
    for address, path in public_paths(world):
        if set(address.parts) <= {"form"}:
            for query in QUERIES:
                look(client, f"{path}?{query}", allowed="内情" if "内情" in query else "")


@pytest.mark.parametrize("word", SECRET_WORDS)
def test_no_search_finds_what_is_private(world: World, word: str) -> None:
    client = client_of(world, "anonymous")
    for path in ("/problems.json", "/measures.json", "/units.json", "/problems.csv", "/measures.csv"):
        # The address, with the word in it, may be said back; the rows may not.
        text = text_of(client.get(f"{path}?" + urlencode({"q": word})))
        assert "公示" not in text.replace("已公示", ""), path


def test_public_pages_are_the_same_for_somebody_of_the_desk(world: World) -> None:
    anonymous, signed_in = client_of(world, "anonymous"), client_of(world, "office")
    for path in ("/", "/units/qingshi/", "/units/qingshi/problems/1/", "/problems/", "/changes.atom"):
        assert anonymous.get(path).content == signed_in.get(path).content
        answer = signed_in.get(path)
        assert "sessionid" not in answer.cookies
        assert "Cookie" not in answer.get("Vary", "") or "Cookie" in anonymous.get(path).get("Vary", "")
