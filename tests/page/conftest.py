"""The phones page over a whole town."""

from collections.abc import Iterator

import pytest
from redis import Redis
from sqlalchemy import Engine

from hotline.settings import Settings
from tests.stories.town import Town, found_town


@pytest.fixture
def town(engine: Engine, redis: Redis, settings: Settings) -> Iterator[Town]:
    with found_town(engine, redis, settings) as town:
        yield town
