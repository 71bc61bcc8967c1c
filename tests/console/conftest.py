"""A town with its console."""

from collections.abc import Callable, Iterator

import pytest
from redis import Redis
from sqlalchemy import Engine

from hotline.settings import Settings
from tests.stories.town import Town, found_town

from .people import Visitor


@pytest.fixture
def town(engine: Engine, redis: Redis, settings: Settings) -> Iterator[Town]:
    with found_town(engine, redis, settings) as town:
        yield town


@pytest.fixture
def visitor(town: Town) -> Iterator[Callable[[str | None], Visitor]]:
    """Lets somebody in: an officer by id, or a stranger."""
    visitors: list[Visitor] = []

    def let_in(officer: str | None) -> Visitor:
        visitors.append(Visitor(town, officer))
        return visitors[-1]

    yield let_in
    for one in visitors:
        one.http.close()
