import pytest

from tests.ledger.rights.world import World, a_world


@pytest.fixture
def world(db: None) -> World:
    return a_world()
