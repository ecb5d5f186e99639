"""The dataset's page explains every table, column and code there is; its files can be read back."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from rectify.ledger.models import Problem, Round
from rectify.ledger.register.reading import read_register
from rectify.ledger.register.tables import BY_CODE, TABLES
from rectify.pages import dataset, snapshots
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_of_this_test_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)


def body(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_table_and_column_is_explained(client: Client) -> None:
    page = body(client, "/dataset/").decode()
    for table in TABLES:
        assert f'id="table-{table.code}"' in page
        assert str(dataset.ROWS[table.code]) in page
        for column in table.columns:
            assert f"<code>{column.code}</code>" in page
            assert dataset.type_words(column.type)


def test_notes_are_about_columns_that_exist() -> None:
    known = {(table.code, column.code) for table in TABLES for column in table.columns}
    assert set(dataset.NOTES) <= known
    assert set(dataset.ROWS) == set(BY_CODE)


def test_every_code_is_listed_once(client: Client) -> None:
    lists = dataset.code_lists()
    assert len({found.id for found in lists}) == len(lists) >= 7
    page = body(client, "/dataset/").decode()
    for found in lists:
        assert page.count(f'id="{found.id}"') == 1
        assert f'href="#{found.id}"' in page
        for code, _words in found.codes:
            assert f"<code>{code}</code>" in page


def test_an_empty_ledger_is_explained_too(client: Client) -> None:
    assert "台账中还没有数据" in body(client, "/dataset/").decode()


def test_the_archive_is_the_register_and_its_digest_is_shown(client: Client, tmp_path: Path) -> None:
    a_problem(an_inspection(), "学习不够", "in_progress")
    contents = body(client, "/dataset/r1.zip")
    digest = hashlib.sha256(contents).hexdigest()
    assert digest in body(client, "/dataset/").decode()
    assert body(client, "/dataset/r1.sha256").decode() == f"{digest}  r1.zip\n"
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(contents)) as archive:
        archive.extractall(folder)
    register = read_register(folder)
    assert not register.mistakes
    assert [row.values["label"] for row in register.of(BY_CODE["problems"])] == ["学习不够"]


def test_the_description_in_the_archive_fits_the_tables(client: Client) -> None:
    a_problem(an_inspection(), "学习不够", "in_progress")
    with zipfile.ZipFile(io.BytesIO(body(client, "/dataset/r1.zip"))) as archive:
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            lines = archive.read(resource["path"]).decode("utf-8-sig").splitlines()
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert lines[0].split(",") == fields, resource["name"]
            assert len(lines) - 1 == resource["rows"]
            assert set(resource["schema"]["primaryKey"]) <= set(fields)
    assert package["version"]
    assert len(package["resources"]) == len(TABLES)


def test_the_workbook_can_be_read_back(client: Client, tmp_path: Path) -> None:
    a_problem(an_inspection(), "学习不够", "in_progress")
    path = tmp_path / "register.xlsx"
    path.write_bytes(body(client, "/dataset/r1.xlsx"))
    register = read_register(path)
    assert not register.mistakes
    assert len(register.of(BY_CODE["problems"])) == 1


def test_the_same_data_makes_the_same_archive(client: Client, tmp_path: Path) -> None:
    a_problem(an_inspection(), "学习不够", "in_progress")
    first = body(client, "/dataset/r1.zip")
    (tmp_path / "dataset" / "r1.zip").unlink()
    assert body(client, "/dataset/r1.zip") == first


def test_an_archive_is_the_same_in_whatever_language_it_is_asked_for_first(client: Client, tmp_path: Path) -> None:
    a_problem(an_inspection(), "学习不够", "in_progress")
    client.cookies["django_language"] = "en"
    first = body(client, "/dataset/r1.zip")
    del client.cookies["django_language"]
    (tmp_path / "dataset" / "r1.zip").unlink()
    assert body(client, "/dataset/r1.zip") == first


def test_a_file_that_the_reader_has_is_not_sent_again(client: Client) -> None:
    a_problem(an_inspection(), "学习不够", "in_progress")
    first = f'"{hashlib.sha256(body(client, "/dataset/r1.zip")).hexdigest()}"'
    assert client.get("/dataset/r1.zip", headers={"if-none-match": first}).status_code == 304


def test_a_file_is_kept_some_minutes_and_then_made_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_problem(an_inspection(), "学习不够", "in_progress")
    round_ = Round.objects.get()
    first = snapshots.snapshot(round_, "zip")
    Problem.objects.update(label="学习很不够")
    assert snapshots.snapshot(round_, "zip").digest == first.digest
    monkeypatch.setattr(snapshots, "KEPT", -1)
    assert snapshots.snapshot(round_, "zip").digest != first.digest
    assert sorted(path.name for path in first.path.parent.iterdir()) == ["r1.zip"]


def test_only_what_exists_can_be_fetched(client: Client) -> None:
    an_inspection()
    for path in ("/dataset/r1.exe", "/dataset/nothing.zip", "/dataset/nothing.sha256"):
        assert client.get(path).status_code == 404
