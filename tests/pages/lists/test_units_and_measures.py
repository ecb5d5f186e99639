"""被巡视党组织 and 整改措施台账."""

import pytest
from django.test import Client

from rectify.ledger.models import Problem, ProblemCount
from rectify.ledger.progress import progress_by
from rectify.pages.lists.unit_filters import UnitFilters
from rectify.pages.lists.unit_list import _MILLIONTHS, items, with_rate
from tests.ledger.build import a_problem, an_inspection
from tests.pages.lists.conftest import SmallLedger
from tests.pages.lists.reading import choices_on, listed, page_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["白石市", "青石县"]),
        ("unit_kind=county", ["青石县"]),
        ("place=白州", ["白石市"]),
        ("round=r1", ["青石县"]),
        ("team=省委第二巡视组", ["白石市"]),
        ("round=r1&team=省委第二巡视组", []),
        ("report=missing", []),
        ("q=青石", ["青石县"]),
        ("q=baishi", ["白石市"]),
        ("q=Bai shi", ["白石市"]),
        ("sort=-problems", ["青石县", "白石市"]),
    ],
)
def test_units_are_filtered_and_sorted(client: Client, ledger: SmallLedger, query: str, expected: list[str]) -> None:
    assert listed(client, f"/units/?{query}") == expected


def test_other_names_find_a_unit(client: Client, ledger: SmallLedger) -> None:
    ledger.qingshi.unit.aliases = ["青石人民政府"]
    ledger.qingshi.unit.save()
    assert listed(client, "/units/?q=人民政府") == ["青石县"]


def test_different_kinds_are_not_ranked_together(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/units/?sort=-rate")
    assert "不按完成率一起排序" in page.split('class="results"')[1]
    assert listed(client, "/units/?sort=-rate") == ["白石市", "青石县"]
    assert client.get("/units.csv?sort=-rate").status_code == 400
    other = an_inspection("heishi", "黑石县")
    a_problem(other, "都完成了", "completed")
    an_inspection("hongshi", "红石县")
    assert listed(client, "/units/?sort=-rate&unit_kind=county") == ["黑石县", "青石县", "红石县"]


def test_the_rate_that_sorts_is_the_rate_that_is_shown(db: None) -> None:
    statuses = ["completed", "in_progress", "unstated", "completed_ongoing", "unstated"]
    for n in range(12):
        inspection = an_inspection(f"u{n}", f"第{n}县")
        for m in range(n):
            a_problem(inspection, f"问题{m}", statuses[(m * (n + 1)) % 5])
    shown = progress_by(ProblemCount.objects.all(), "inspection__unit")
    keys = with_rate(items(), UnitFilters({}, queryset=items())).values_list("pk", "rate_key")
    for pk, key in keys:
        rate = shown[pk].rate if pk in shown else None
        assert key == (None if rate is None else int(rate * _MILLIONTHS + 1e-6))


def test_a_unit_without_a_report_says_so(client: Client, ledger: SmallLedger) -> None:
    an_inspection("hongshi", "红石县")
    page = page_of(client, "/units/?report=missing")
    assert "红石县" in page
    assert "本站未载入其整改情况通报" in page
    assert choices_on(page_of(client, "/units/"), "report") == {"loaded": "2", "missing": "1"}


def test_a_unit_shows_the_inspection_that_the_filters_speak_of(client: Client, ledger: SmallLedger) -> None:
    older = an_inspection("baishi", "白石市", "r0", feedback="2015-01-01")
    a_problem(older, "旧问题一", "completed")
    a_problem(older, "旧问题二", "completed")
    ledger.baishi.feedback = "2020-01-01"
    ledger.baishi.save()
    assert "0/1" in page_of(client, "/units/?place=白州")
    page = page_of(client, "/units/?round=r0")
    assert "2/2" in page
    assert 'href="/units/baishi/r0/"' in page


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("", 4),
        ("unit=qingshi", 3),
        ("area=policy", 2),
        ("status=completed", 1),
        ("status=completed&area=policy", 0),
        ("evidence=no", 2),
        ("evidence=unknown&evidence=yes", 2),
        ("q=学习", 1),
        ("topic=funds", 0),
        ("unit_kind=city&status=not_done", 1),
    ],
)
@pytest.mark.parametrize("few", [0, 30_000])
def test_measures_are_filtered(client: Client, ledger: SmallLedger, monkeypatch, query: str, n: int, few: int) -> None:
    """The same whether problems are looked up first or asked for by each measure."""
    monkeypatch.setattr("rectify.pages.lists.measure_filters.FEW_PROBLEMS", few)
    assert len(listed(client, f"/measures/?{query}")) == n


def test_measures_count_what_each_filter_would_leave(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/measures/?status=in_progress")
    assert "共 2 条" in page
    assert choices_on(page, "status") == {"completed": "1", "in_progress": "2", "not_done": "1"}
    assert choices_on(page, "evidence") == {"yes": "1", "no": "1"}


def test_measures_of_withdrawn_problems_are_not_listed(client: Client, ledger: SmallLedger) -> None:
    Problem.objects.filter(pk=ledger.roads.pk).update(withdrawn_at="2024-01-01T00:00:00Z")
    assert len(listed(client, "/measures/")) == 2
