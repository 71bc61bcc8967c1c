"""A town whose other systems have keys."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from redis import Redis
from sqlalchemy import Engine

from hotline.settings import Settings
from hotline.staff.tokens import SCOPES, issue
from tests.stories.town import Town, found_town, plain_client

System = Callable[..., httpx.Client]


@pytest.fixture
def town(engine: Engine, redis: Redis, patient: Settings) -> Iterator[Town]:
    with found_town(engine, redis, patient) as town:
        yield town


@pytest.fixture
def system(town: Town) -> Iterator[System]:
    """Another system of the city, with a key for these scopes; None: without a key."""
    clients: list[httpx.Client] = []

    def connect(*scopes: str | None) -> httpx.Client:
        headers = {} if None in scopes else {"Authorization": f"Bearer {key(town, *map(str, scopes))}"}
        clients.append(plain_client(f"{town.url}/api/v1", headers=headers))
        return clients[-1]

    yield connect
    for client in clients:
        client.close()


def key(town: Town, *scopes: str) -> str:
    """A new one, with all scopes unless some are named."""
    with town.service.transaction() as session:
        return issue(session, name="test", scopes=scopes or SCOPES, by="ad1", now=town.clock.now()).token
