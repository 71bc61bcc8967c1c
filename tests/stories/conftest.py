"""The cast of the stories."""

from collections.abc import Iterator

import pytest
from redis import Redis
from sqlalchemy import Engine

from hotline.settings import Settings
from hotline.simulator.phones import Phone

from .town import Edge, Town, found_town


@pytest.fixture
def town(
    engine: Engine, redis: Redis, settings: Settings, patient: Settings, request: pytest.FixtureRequest
) -> Iterator[Town]:
    """A story `in_time` has the limits that are promised."""
    is_in_time = request.node.get_closest_marker("in_time") is not None
    with found_town(engine, redis, settings if is_in_time else patient) as town:
        yield town


@pytest.fixture
def edge(town: Town, settings: Settings) -> Edge:
    return Edge(town, settings.auth_tokens[0])


@pytest.fixture
def child(town: Town) -> Phone:
    return town.phone("+84900000001", "child")


@pytest.fixture
def neighbour(town: Town) -> Phone:
    """Somebody else who saw something."""
    return town.phone("+84900000002", "neighbour")


@pytest.fixture
def lan(town: Town) -> Phone:
    """On duty in Ninh Kiều, tier 1."""
    return town.phone("+84912000001", "Lan")


@pytest.fixture
def minh(town: Town) -> Phone:
    """On duty in Ninh Kiều, tier 1, beside Lan."""
    return town.phone("+84912000002", "Minh")


@pytest.fixture
def hoa(town: Town) -> Phone:
    """Backup in Ninh Kiều, tier 2."""
    return town.phone("+84912000003", "Hoa")


@pytest.fixture
def tuan(town: Town) -> Phone:
    """On duty in Cái Răng."""
    return town.phone("+84912000011", "Tuấn")


@pytest.fixture
def manager(town: Town) -> Phone:
    return town.phone("+84912000090", "manager")


@pytest.fixture
def desk_officer(town: Town) -> Phone:
    """On duty at the city desk; reached by call only."""
    return town.phone("+84912000099", "desk officer")


@pytest.fixture
def desk(town: Town) -> Phone:
    """The telephone on the city desk, dialled directly."""
    return town.phone("+842923999111", "city desk")


@pytest.fixture
def national_line(town: Town) -> Phone:
    return town.phone("111", "111")
