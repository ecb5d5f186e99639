"""Short addresses mean a unit's newest inspection; older ones are found below it by their round."""

import pytest

from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Inspection
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


def test_the_newest_by_date_has_the_short_address_whatever_came_first() -> None:
    newer = an_inspection(round_slug="r2", feedback=PartialDate("2024-03-01"))
    older = an_inspection(round_slug="r1", feedback=PartialDate("2019-03"))
    newer.refresh_from_db()
    assert newer.get_absolute_url() == "/units/qingshi/"
    assert older.get_absolute_url() == "/units/qingshi/r1/"
    assert a_problem(newer).get_absolute_url() == "/units/qingshi/problems/1/"
    assert a_problem(older).get_absolute_url() == "/units/qingshi/r1/problems/1/"


def test_a_date_learnt_later_moves_the_short_address() -> None:
    one, other = an_inspection(round_slug="r1"), an_inspection(round_slug="r2")
    assert other.is_newest
    one.refresh_from_db()
    one.feedback = PartialDate("2025-01-01")
    one.save()
    assert list(Inspection.objects.order_by("pk").values_list("is_newest", flat=True)) == [True, False]
