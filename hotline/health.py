"""Whether the parts that the web process needs answer."""

from collections.abc import Callable

from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from hotline.service import Service


def part_states(service: Service) -> dict[str, str]:
    """Each part with 'ok' or what kind of error it gave."""
    return {
        "database": _state(lambda: _ask_database(service)),
        "queue": _state(service.queue.ping),
    }


def _ask_database(service: Service) -> None:
    with service.engine.connect() as connection:
        connection.execute(text("SELECT 1"))


def _state(ask: Callable[[], object]) -> str:
    try:
        ask()
    except (SQLAlchemyError, RedisError) as error:
        return type(error).__name__
    return "ok"
