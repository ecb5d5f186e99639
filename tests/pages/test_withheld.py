"""A withheld item is nowhere: every public address and export is walked, looking for the words that only it has."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from rectify.ledger import publishing, search, status
from rectify.ledger.choices import Speaker, Status
from rectify.ledger.counts import differing_inspections
from rectify.ledger.models import (
    Document,
    Evidence,
    Finding,
    Measure,
    Problem,
    Proposal,
    ReaderNote,
    Responsibility,
    Section,
    StatusStatement,
    Topic,
)
from tests.ledger.build import a_problem, a_report, an_inspection

pytestmark = pytest.mark.django_db

#: In every text of the withheld item, and nowhere else. Searches ask for its first half, which pages repeat.
SECRET = "鲸落秘语"
HALF = SECRET[:2]
#: Pages that name an item that was seen before, or that a program calls: their addresses are tried beside the walk.
STARTS = (
    "/", "/units/", "/problems/", "/measures/", "/topics/", "/compare/?unit=qingshi&unit=hongqiao", "/corrections/",
    "/about/", "/dataset/", "/sitemap.xml", "/api/", "/robots.txt", "/changes.atom", f"/problems/?q={HALF}", f"/measures/?q={HALF}",
    f"/problems.csv?q={HALF}", "/problems/?sort=-changed", "/problems/?doubts=yes", "/problems/?by=office",
    *(f"/api/{name}/" for name in (
        "rounds", "units", "inspections", "reports", "sections", "problems", "measures", "claims", "topics",
    )),
    *(f"/{name}.{form}" for name in ("units", "problems", "measures") for form in ("csv", "xlsx", "json")),
    f"/api/problems/?q={HALF}", "/api/inspections/r1/qingshi/", "/units/qingshi/", "/units/qingshi/r1/",
    "/units/qingshi/r1/problems/1/", "/units/qingshi/r1/problems/1/qr.svg", "/units/qingshi/r1/problems/1/report-error/",
    *(f"/units/qingshi/r1.{form}" for form in ("csv", "xlsx", "json")),
)  # fmt: skip
_LINK = re.compile(
    r'(?:href|src|hx-get)="(/[^"#]*)|<loc>https?://[^/]+(/[^<]*)|"(?:url|page|source)":"https?://[^/]+(/[^"]*)'
)
_ASSETS = ("/static/", "/admin/", "/language/", "/favicon")


@pytest.fixture(autouse=True)
def nothing_kept_of_other_tests(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def secret() -> Problem:
    """The second of three items of a unit, told of in every way that there is."""
    inspection = an_inspection(team="第一组")
    report = a_report(inspection)
    heading = Section.objects.create(inspection=inspection, number=1, level=1, label="作风方面", position=0)
    own = Section.objects.create(
        inspection=inspection, number=2, level=2, parent=heading, label=f"{SECRET}类", position=1
    )
    finding = Finding.objects.create(report=report, number=1, label=f"{SECRET}反馈")
    a_problem(inspection, "修路拖延", "completed", section=heading, area="discipline")
    problem = a_problem(
        inspection, f"{SECRET}一事", "in_progress", date(2024, 12, 31), section=own, area="policy", finding=finding,
        title=f"{SECRET}全文",
    )  # fmt: skip
    a_problem(inspection, "账目不清", "in_progress", date(2024, 12, 31), section=heading, area="discipline")
    a_problem(an_inspection("hongqiao", "红桥县"), "修路拖延一年", "completed")
    problem.topics.add(Topic.objects.create(slug="whale", name="鲸类"))
    measure = Measure.objects.create(
        problem=problem, inspection=inspection, number=1, label=f"{SECRET}措施", title=f"{SECRET}步骤"
    )
    search.index([measure])
    Responsibility.objects.create(problem=problem, role="lead", body=f"{SECRET}办公室")
    status.record(
        [StatusStatement(problem=problem, by=Speaker.OFFICE, status=Status.PHASED, note=f"{SECRET}核查")], reason="x"
    )
    Evidence.objects.create(
        problem=problem, kind="note", title=f"{SECRET}材料", text=SECRET, added_at=timezone.now(),
        added_by=User.objects.create_user("li"), published_at=timezone.now(),
    )  # fmt: skip
    ReaderNote.objects.create(
        problem=problem, kind="data", text="x", outcome="corrected", summary=f"{SECRET}更正", is_public=True,
        settled_at=timezone.now(),
    )  # fmt: skip
    problem.refresh_from_db()
    return problem


@pytest.fixture
def withheld(secret: Problem, admin_user: User) -> Problem:
    publishing.propose(Proposal.Kind.WITHHOLD, actor=admin_user, problem=secret, reason=f"{SECRET}缘由")
    return secret


def texts_of(client: Client, path: str) -> tuple[int, str]:
    """What an address answers, as text: parts of archives and workbooks one after the other."""
    response = client.get(path)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    text = content.decode("utf-8", "replace")
    return response.status_code, text if "\\u" not in text else text + text.encode().decode("unicode_escape", "replace")


def walk(client: Client) -> dict[str, str]:
    """Every address that can be reached from `STARTS`, with what it says."""
    seen: dict[str, str] = {}
    waiting = list(STARTS)
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(_ASSETS):
            continue
        code, seen[path] = texts_of(client, path)
        assert code in (200, 302), (code, path)
        # Ways to narrow a narrowed list lead on without end.
        if "=" not in path:
            found = (next(filter(None, groups)) for groups in _LINK.findall(seen[path]))
            waiting += [unescape(link) for link in found]
    return seen


def public_names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if not str(pattern.pattern).startswith("admin"):
                yield from public_names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_the_walk_finds_what_is_there_and_misses_no_kind_of_address(client: Client, secret: Problem) -> None:
    seen = walk(client)
    telling = [path for path, text in seen.items() if SECRET in text]
    assert len(telling) > 20
    resolver = get_resolver()
    reached = {resolver.resolve(path.split("?")[0]).url_name for path in seen}
    missed = set(public_names(resolver.url_patterns)) - reached
    # Pictures of counts; what has tests of its own; what is private.
    pictures = {"card", "unit_card", "round_card"}
    assert missed <= pictures | {"report", "evidence", "calendar", "set_language"}, missed


def test_it_is_nowhere(client: Client, withheld: Problem) -> None:
    for path, text in walk(client).items():
        assert SECRET not in text, path
        assert "/problems/2/" not in text, path
        assert "鲸类" not in text or path.startswith(("/dataset", "/api/topics")), path


def test_its_addresses_are_not_found(client: Client, withheld: Problem) -> None:
    for path in (
        "/units/qingshi/problems/2/", "/units/qingshi/r1/problems/2/", "/units/qingshi/problems/2/report-error/",
        "/units/qingshi/problems/2/qr.svg", "/api/problems/r1/qingshi/2/",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path
    assert client.post("/units/qingshi/problems/2/report-error/", {"kind": "data", "text": "x"}).status_code == 404
    Problem.objects.update(withdrawn_at=timezone.now())
    assert client.get("/units/qingshi/problems/2/").status_code == 404


def test_counts_are_of_what_is_public_and_the_rest_is_said(client: Client, withheld: Problem) -> None:
    assert not differing_inspections()
    (row,) = client.get("/api/inspections/?unit=qingshi").json()["results"]
    assert (row["problems"]["total"], row["withheld"]) == (2, 1)
    assert row["problems"]["by_status"]["phased"] == 0
    for path in ("/", "/rounds/r1/", "/units/qingshi/", "/problems/", "/problems/?unit=qingshi"):
        assert "另有 1 项经批准暂不公开" in texts_of(client, path)[1].replace("\u00a0", " "), path
    for path in ("/units/hongqiao/", "/problems/?unit=hongqiao", "/problems/?unit=qingshi&area=policy", "/measures/"):
        assert "暂不公开" not in texts_of(client, path)[1], path


def test_a_unit_whose_items_are_all_withheld_is_not_called_unloaded(client: Client, withheld: Problem) -> None:
    Problem.objects.filter(inspection=withheld.inspection).update(withheld_at=timezone.now())
    page = texts_of(client, "/units/qingshi/")[1]
    assert "有 3 项经批准暂不公开" in page
    assert "尚未载入" not in page


def test_released_it_is_back_and_nothing_says_that_it_was_gone(
    client: Client, withheld: Problem, admin_user: User
) -> None:
    publishing.propose(Proposal.Kind.RELEASE, actor=admin_user, problem=withheld)
    page = texts_of(client, "/units/qingshi/problems/2/")[1]
    assert f"{SECRET}一事" in page
    for word in ("withheld", "暂不公开", "缘由"):
        assert word not in page
        assert word not in texts_of(client, "/changes.atom")[1]


def test_an_archive_made_before_is_not_handed_out_any_more(client: Client, secret: Problem, admin_user: User) -> None:
    path = "/dataset/r1.zip"
    assert SECRET in texts_of(client, path)[1]
    publishing.propose(Proposal.Kind.WITHHOLD, actor=admin_user, problem=secret)
    assert SECRET not in texts_of(client, path)[1]


def test_the_office_s_own_export_keeps_it(withheld: Problem, tmp_path, capsys) -> None:
    call_command("export_register", tmp_path)
    assert f"{SECRET}一事" in (tmp_path / "problems.csv").read_text(encoding="utf-8-sig")
    assert f"{SECRET}措施" in (tmp_path / "measures.csv").read_text(encoding="utf-8-sig")
    assert "1 项经批准暂不公开" in capsys.readouterr().err
    call_command("load_register", tmp_path, verbosity=0)
    withheld.refresh_from_db()
    assert withheld.withheld_at
    assert withheld.withdrawn_at is None


def test_a_published_text_stays_as_it_was_published_without_a_way_to_the_item(
    client: Client, withheld: Problem
) -> None:
    document = Document.objects.create(digest="ab" * 32, text=f"通报\n{SECRET}全文\n完", name="青石.txt")
    report = withheld.inspection.reports.get()
    report.document = document
    report.save()
    Problem.objects.filter(pk=withheld.pk).update(report=report, line=2, offset=0)
    page = texts_of(client, document.get_absolute_url())[1]
    assert f"{SECRET}全文" in page
    assert "/problems/2/" not in page


def test_the_report_s_own_figures_are_compared_with_all_that_it_lists(client: Client, withheld: Problem) -> None:
    report = withheld.inspection.reports.get()
    report.claims.create(what="problems_total", value=3)
    Problem.objects.filter(inspection=withheld.inspection).update(report=report)
    (row,) = client.get("/api/claims/?unit=qingshi").json()["results"]
    assert (row["verdict"], row["counted"]) == ("agrees", 3)
    assert "一致" in texts_of(client, "/units/qingshi/")[1].split('id="claims"')[1]
