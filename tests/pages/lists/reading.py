"""What tests read off a list's page."""

import re

from django.test import Client


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def names_on(page: str) -> list[str]:
    """The names of the rows, in order, without their marks."""
    found = re.findall(r'<a class="row-name"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [re.sub(r"</?mark>", "", name) for name in found]


def listed(client: Client, address: str) -> list[str]:
    return names_on(page_of(client, address))


def choices_on(page: str, facet: str) -> dict[str, str]:
    """Code and count of each choice of a facet, as shown."""
    pattern = rf'name="{facet}" value="([^"]*)".*?</label>'
    found = {}
    for match in re.finditer(pattern, page, re.DOTALL):
        n = re.search(r'class="choice-n">([^<]*)<', match[0])
        found[match[1]] = n[1] if n else ""
    return found
