"""One followed inspection and everybody who takes part in it."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User

from rectify.ledger.choices import Role
from rectify.ledger.models import Inspection
from tests.ledger.build import an_inspection
from tests.ledger.cast import a_person


@dataclass(frozen=True)
class Cast:
    inspection: Inspection
    office: User
    approver: User
    team: User
    contact: User
    supervisor: User
    chief: User  # of the office, and publishes too
    stranger: User  # contact of another unit


@pytest.fixture
def cast(db: None) -> Cast:
    inspection = an_inspection(followed=True, team="第一巡视组")
    elsewhere = an_inspection("baisha", "白沙区", followed=True)
    return Cast(
        inspection,
        office=a_person("ban", Role.OFFICE),
        approver=a_person("shen", Role.APPROVER),
        team=a_person("zu", Role.TEAM, inspection=inspection),
        contact=a_person("lian", Role.CONTACT, inspection=inspection),
        supervisor=a_person("jian", Role.SUPERVISOR, inspection=inspection),
        chief=a_person("zhuren", Role.OFFICE, Role.APPROVER),
        stranger=a_person("wai", Role.CONTACT, inspection=elsewhere),
    )
