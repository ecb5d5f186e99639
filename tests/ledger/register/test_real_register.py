"""The register that comes with the project."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from rectify.ledger.models import Claim, Inspection, Measure, Problem, Report, Section, Unit
from rectify.ledger.models.words import ProblemCount
from rectify.ledger.progress import progress
from tests.ledger.register.tables import export, load
from tests.shared import SHARED, needs_shared

pytestmark = pytest.mark.django_db
REGISTER = Path("fixtures/liaoning-12-9")


@pytest.fixture
def real(db: None) -> str:
    return load(REGISTER)


def test_has_every_unit_of_the_round_and_the_items_of_nine(real: str) -> None:
    assert Unit.objects.count() == Inspection.objects.count() == 17
    assert Report.objects.count() == 9
    assert Counter(Problem.objects.values_list("kind", flat=True)) == {"problem": 362, "recommendation": 26}
    assert Measure.objects.count() == 1116
    assert Section.objects.count() == 195


def test_every_item_has_an_area_and_a_place_in_the_outline(real: str) -> None:
    assert not Problem.objects.filter(section=None).exists()
    assert not Problem.objects.filter(area="").exists()


def test_public_numbers_run_from_one_in_document_order(real: str) -> None:
    for inspection in Inspection.objects.all():
        numbers = list(inspection.problems.order_by("position").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert inspection.next_number == len(numbers) + 1


def test_loads_again_with_nothing_changed_and_comes_out_as_it_went_in(real: str, tmp_path: Path) -> None:
    assert "0 行改动" in load(REGISTER)
    out = export(tmp_path / "out")
    for table in REGISTER.iterdir():
        assert (out / table.name).read_bytes() == table.read_bytes()


def plain(row: tuple) -> str:
    """A row without the difference between the commas and quotation marks of print and those of a keyboard."""
    return repr(row).replace(", ", ",").translate(str.maketrans("，“”‘’", ',""""'))


@pytest.mark.needs_shared
@needs_shared
def test_agrees_with_the_hand_made_reading_to_the_item(real: str) -> None:
    records = [json.loads(line) for line in (SHARED / "gold/liaoning-12-9.jsonl").read_text("utf-8").splitlines()]
    reports = [record for record in records if record["record"] == "report"]
    items = [record for record in records if record["record"] == "item"]
    units = {unit.name: unit.slug for unit in Unit.objects.all()}
    ledger = Problem.objects.select_related("inspection__unit").prefetch_related("measures")
    unit, found = "", []
    for record in records:
        unit = units[record["unit"]] if record["record"] == "report" else unit
        if record["record"] == "item":
            steps = [(step["marker"], step["label"]) for step in record["measures"]]
            words = [record[key] for key in ("kind", "marker", "label", "status", "deadline", "declared_measures")]
            found.append((unit, *words, steps))
    kept = [
        (
            problem.inspection.unit.slug, problem.kind, problem.marker, problem.label, problem.status,
            problem.deadline and problem.deadline.isoformat(), problem.declared_measures,
            [(step.marker, step.label) for step in problem.measures.all()],
        )
        for problem in ledger
    ]  # fmt: skip
    assert sorted(plain(row) for row in kept) == sorted(plain(row) for row in found)
    wanted = Counter(item["status"] for item in items if item["kind"] == "problem")
    assert {status: n for status, n in progress(ProblemCount.objects.all()).rows() if n} == wanted
    claims = {(units[r["unit"]], c["what"], Decimal(str(c["value"]))) for r in reports for c in r["claims"]}
    rows = Claim.objects.values_list("report__inspection__unit__slug", "what", "value")
    assert set(rows) == claims
