"""Waiting for what comes by itself, in real time."""

import time
from collections.abc import Callable

from sqlalchemy import Engine, text

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()")


def wait_until(holds: Callable[[], object], *, within: float) -> float:
    """Seconds that it took until this holds; fails when it takes longer than `within`."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < within, "it did not come to hold in time"
        time.sleep(0.02)
    return time.monotonic() - began


def count_waiting_for_locks(engine: Engine) -> int:
    """How many transactions stand still until another one of this server has ended."""
    with engine.connect() as connection:
        return int(connection.execute(WAITING).scalar_one())
