"""The API: the same filters as the pages, one row by its key, pages by key, few queries, nobody's private word."""

import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rectify.ledger import status
from rectify.ledger.choices import Speaker
from rectify.ledger.models import (
    Claim,
    Document,
    Measure,
    Problem,
    Report,
    Responsibility,
    Section,
    StatusStatement,
    Topic,
    Unit,
)
from rectify.pages.api.views import LISTS
from tests.ledger.build import a_problem, a_report, an_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_asked_before() -> None:
    cache.clear()


def ask(client: Client, path: str, expected: int = 200) -> Any:
    response = client.get(path)
    assert response.status_code == expected, response.content.decode()
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def a_ledger() -> Problem:
    """Two units; of the first a text is loaded, with outline, measures and claims. Returns its first problem."""
    inspection = an_inspection(team="第二组")
    document = Document.objects.create(digest="ab" * 32, text="一行\n两行\n三行", title="通报")
    report = a_report(inspection, document=document, phone=["024-1"], line=1)
    section = Section.objects.create(inspection=inspection, number=1, level=1, label="方面", position=1, report=report)
    problem = a_problem(
        inspection, "学习不够", "in_progress", date(2024, 12, 31), section=section, report=report, line=2, area="policy"
    )
    problem.topics.add(Topic.objects.create(slug="study", name="学习"))
    Measure.objects.create(problem=problem, inspection=inspection, number=1, label="补课", report=report, line=3)
    Responsibility.objects.create(problem=problem, role="lead", body="办公室")
    Claim.objects.create(report=report, what="problems_total", value=2)
    a_problem(an_inspection("hongshi", "红石县"), "会议太多", "completed")
    return problem


def test_the_root_leads_to_every_list(client: Client) -> None:
    a_ledger()
    root = ask(client, "/api/")
    assert set(root) == {*LISTS, "schema", "docs"}
    for name in LISTS:
        found = ask(client, root[name].removeprefix("http://127.0.0.1:8000"))
        assert found["results"], name


@override_settings(PUBLIC_URL="https://ledger.example")
def test_links_are_absolute_and_not_the_askers_choice(client: Client) -> None:
    a_ledger()
    row = ask(client, "/api/problems/?unit=qingshi")["results"][0]
    assert row["url"] == "https://ledger.example/api/problems/r1/qingshi/1/"
    assert row["page"] == "https://ledger.example/units/qingshi/problems/1/"
    assert row["source"] == "https://ledger.example/reports/abababababababab/?line=2#L2"
    assert ask(client, "/api/problems/?page_size=1")["next"].startswith("https://ledger.example/api/problems/?")


def test_a_problem_with_all_that_belongs_to_it(client: Client) -> None:
    a_ledger()
    row = ask(client, "/api/problems/r1/qingshi/1/")
    assert (row["status"], row["status_by"], row["deadline"]) == ("in_progress", "report", "2024-12-31")
    assert (row["section"], row["topics"], row["area"]) == (1, ["study"], "policy")
    assert [measure["label"] for measure in row["measures"]] == ["补课"]
    assert row["measures"][0]["source"].endswith("?line=3#L3")
    assert row["responsibilities"] == [{"role": "lead", "body": "办公室"}]
    assert [said["status"] for said in row["statements"]] == ["in_progress"]


def test_what_stays_with_the_office_is_not_there(client: Client) -> None:
    """What a contact enters becomes a statement only once it is approved."""
    problem = a_ledger()
    person = get_user_model().objects.create_user("某经办人")
    said = {"problem": problem, "made_by": person, "made_at": timezone.now()}
    status.record(
        [
            StatusStatement(by=Speaker.UNIT, status="completed", note="经批准的单位填报", **said),
            StatusStatement(by=Speaker.OFFICE, status="phased", note="现场核查属实", **said),
        ],
        reason="内部缘由",
    )
    answer = client.get("/api/problems/r1/qingshi/1/").content.decode()
    assert [row["by"] for row in json.loads(answer)["statements"]] == ["report", "unit", "office"]
    assert json.loads(answer)["status_by"] == "office"
    assert json.loads(answer)["statements"][2]["note"] == "现场核查属实"
    for private in ("某经办人", "内部缘由", "made_by"):
        assert private not in answer


def test_an_inspection_with_its_progress(client: Client) -> None:
    a_ledger()
    row = ask(client, "/api/inspections/r1/hongshi/")
    assert row["problems"]["rate"] == 1.0
    assert row["problems"]["by_status"]["completed"] == 1
    assert row["recommendations"] == {
        "total": 0, "stated": 0, "done": 0, "open": 0, "rate": None, "by_status": dict.fromkeys(
            ("completed", "completed_ongoing", "phased", "in_progress", "not_done", "unstated"), 0),
    }  # fmt: skip


def test_a_claim_stands_beside_the_count(client: Client) -> None:
    a_ledger()
    (row,) = ask(client, "/api/claims/?unit=qingshi")["results"]
    assert (row["what"], row["value"], row["verdict"], row["counted"], row["difference"]) == (
        "problems_total", 2.0, "differs", 1.0, 1.0,
    )  # fmt: skip
    assert ask(client, "/api/claims/?unit=hongshi")["results"] == []


def test_lists_are_filtered_like_the_pages(client: Client) -> None:
    a_ledger()
    for query, names in {
        "status=in_progress": ["学习不够"],
        "status=in_progress&status=completed": ["学习不够", "会议太多"],
        "unit=hongshi": ["会议太多"],
        "team=第二组": ["学习不够"],
        "topic=study": ["学习不够"],
        "deadline=2024-Q4": ["学习不够"],
        "q=会议": ["会议太多"],
        "q=没有的话": [],
        "sort=-changed": ["会议太多", "学习不够"],
    }.items():
        assert [row["label"] for row in ask(client, f"/api/problems/?{query}")["results"]] == names, query


def test_what_cannot_be_understood_is_refused_in_words(client: Client) -> None:
    a_ledger()
    for query, said in {
        "status=gone": "gone",
        "stauts=completed": "stauts",
        "sort=loudest": "loudest",
        "page_size=0": "page_size",
        "page_size=99999": "page_size",
        "after=what": "after",
        "sort=-changed&after=0001-01-01T00:00:00%2B14:00~3": "after",
        "sort=-changed&before=9999-12-31T23:59:59-14:00~3": "before",
        "deadline=soon": "soon",
    }.items():
        assert said in "".join(ask(client, f"/api/problems/?{query}", 400)["errors"]), query
    assert len(ask(client, "/api/problems/?status=gone&foo=1", 400)["errors"]) == 2


def test_pages_follow_one_another_by_key(client: Client) -> None:
    inspection = an_inspection()
    for n in range(5):
        a_problem(inspection, f"问题{n}")
    seen, path = [], "/api/problems/?page_size=2&unit=qingshi"
    first = path
    while path:
        page = ask(client, path)
        seen += [row["number"] for row in page["results"]]
        last, path = page, (page["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert seen == [1, 2, 3, 4, 5]
    back = ask(client, last["previous"].removeprefix("http://127.0.0.1:8000"))
    assert [row["number"] for row in back["results"]] == [3, 4]
    assert ask(client, first)["previous"] is None


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_asks_no_more_of_the_database(client: Client, name: str) -> None:
    from django.db import connection

    a_ledger()
    with CaptureQueriesContext(connection) as few:
        ask(client, f"/api/{name}/")
    for n in range(3):
        inspection = an_inspection(f"unit-{n}", f"单位{n}", f"round-{n}")
        document = Document.objects.create(digest=f"{n}" * 64, text="一行")
        report = a_report(inspection, document=document)
        problem = a_problem(inspection, f"问题{n}", "completed", report=report, line=1)
        Measure.objects.create(problem=problem, inspection=inspection, number=1, report=report, line=1)
        Section.objects.create(inspection=inspection, number=1, level=1, position=1, report=report, line=1)
        Claim.objects.create(report=report, what="problems_total", value=1)
        problem.topics.add(Topic.objects.create(slug=f"t{n}", name=f"主题{n}"))
    with CaptureQueriesContext(connection) as many:
        rows = ask(client, f"/api/{name}/")["results"]
    assert len(rows) >= 4
    assert len(many) <= len(few) <= 7


def test_texts_are_not_fetched_to_learn_an_address(client: Client) -> None:
    from django.db import connection

    a_ledger()
    for path in ("problems/", "measures/", "reports/", "sections/", "claims/", "problems/r1/qingshi/1/"):
        with CaptureQueriesContext(connection) as asked:
            ask(client, f"/api/{path}")
        assert not any('"ledger_document"."text"' in query["sql"] for query in asked), path


def test_withdrawn_rows_are_gone(client: Client) -> None:
    problem = a_ledger()
    now = timezone.now()
    Problem.objects.filter(pk=problem.pk).update(withdrawn_at=now)
    Report.objects.filter(document__isnull=False).update(withdrawn_at=now)
    ask(client, "/api/problems/r1/qingshi/1/", 404)
    assert ask(client, "/api/measures/")["results"] == []
    assert ask(client, "/api/claims/")["results"] == []
    assert [row["unit"] for row in ask(client, "/api/reports/")["results"]] == ["hongshi"]


def test_it_is_open_to_read_and_closed_to_write(client: Client) -> None:
    a_ledger()
    for method in (client.post, client.put, client.patch, client.delete):
        response = method("/api/units/")
        assert response.status_code == 405
        assert json.loads(response.content)["errors"]
    assert Unit.objects.count() == 2
    response = client.get("/api/units/")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in response
    assert "Cookie" not in response["Vary"]
    assert client.head("/api/units/").status_code == client.options("/api/units/").status_code == 200


def test_mistaken_addresses_are_told_in_json(client: Client) -> None:
    for path in ("/api/nothing/", "/api/units/nobody/", "/api/problems/r1/qingshi/99/"):
        assert ask(client, path, 404)["errors"]
    assert client.get("/api/units").status_code == 301


def test_an_answer_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    a_ledger()
    etag = client.get("/api/problems/")["ETag"]
    assert client.get("/api/problems/", headers={"if-none-match": etag}).status_code == 304


def test_a_runaway_program_is_told_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from rest_framework.throttling import AnonRateThrottle

    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    assert [client.get("/api/rounds/").status_code for _ in range(3)] == [200, 200, 429]
    response = client.get("/api/rounds/")
    assert response["Retry-After"]
    assert "秒" in json.loads(response.content)["errors"][0]
