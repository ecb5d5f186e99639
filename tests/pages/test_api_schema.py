"""The API's description: complete, without warnings, true of the answers."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from rectify.pages.api.views import LISTS
from tests.pages.test_api import a_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema() -> Iterator[dict]:
    GENERATOR_STATS.reset()
    yield SchemaGenerator().get_schema(request=None, public=True)
    GENERATOR_STATS.reset()


def test_it_is_valid_and_raises_no_warning(schema: dict) -> None:
    validate_schema(schema)
    assert not GENERATOR_STATS


def test_every_list_and_row_is_described(schema: dict) -> None:
    assert {f"/api/{name}/" for name in LISTS} <= set(schema["paths"])
    for path, methods in schema["paths"].items():
        assert set(methods) == {"get"}, path
        assert methods["get"]["summary"], path


def test_filters_are_described_with_their_codes(schema: dict) -> None:
    parameters = {found["name"]: found for found in schema["paths"]["/api/problems/"]["get"]["parameters"]}
    assert parameters["status"]["schema"]["type"] == "array"
    assert "not_done" in parameters["status"]["schema"]["items"]["enum"]
    assert "enum" not in parameters["deadline"]["schema"]["items"]
    assert {"q", "topic", "after", "before", "page_size", "sort"} <= set(parameters)


@pytest.mark.parametrize("name", LISTS)
def test_answers_are_what_the_schema_says(client: Client, schema: dict, name: str) -> None:
    a_ledger()
    answer = json.loads(client.get(f"/api/{name}/").content)
    described = schema["paths"][f"/api/{name}/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    registry = Registry().with_resource("urn:api", Resource.from_contents(nullable_as_draft4(schema), DRAFT4))
    Draft4Validator({"$ref": f"urn:api{described['$ref']}"}, registry=registry).validate(answer)
    assert answer["results"]


def nullable_as_draft4(schema: object) -> object:
    """OpenAPI 3.0 says ``nullable: true`` where JSON Schema lists null among the types."""
    if isinstance(schema, list):
        return [nullable_as_draft4(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: nullable_as_draft4(value) for key, value in schema.items()}
    if found.pop("nullable", False) is True:
        return {"anyOf": [{"type": "null"}, found]}
    return found


def test_it_is_served_as_yaml_and_as_json(client: Client) -> None:
    assert client.get("/api/schema/")["Content-Type"].startswith("application/vnd.oai.openapi")
    assert json.loads(client.get("/api/schema/?format=json").content)["openapi"].startswith("3.")


def test_the_page_names_every_list(client: Client) -> None:
    page = client.get("/api/docs/").content.decode()
    assert all(f"/api/{name}/" in page for name in LISTS)
    assert "swagger-ui-bundle" in page
