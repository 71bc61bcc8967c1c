"""A second try for what the database refused in passing: a deadlock, a lock held too long, a lost connection."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError

Answer = TypeVar("Answer")


def once_more(answer: Callable[..., Answer]) -> Callable[..., Answer]:
    """Ask once more if the transaction was rolled back. Safe, since every webhook may come twice anyway."""

    @wraps(answer)
    def wrapper(*args: Any, **kwargs: Any) -> Answer:
        try:
            return answer(*args, **kwargs)
        except DBAPIError as error:
            if not _is_passing(error):
                raise
            return answer(*args, **kwargs)

    return wrapper


PASSING = {"40P01", "40001", "55P03"}
"""SQLSTATE of a deadlock, a serialization failure, and a lock that was not free in time."""


def _is_passing(error: DBAPIError) -> bool:
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in PASSING
