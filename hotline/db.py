"""The database: how to reach it, and the one transaction of a request or job."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlmodel import Session, create_engine

from hotline.embedded import postgres_url
from hotline.settings import Settings
from hotline.wakeups import Wakeup, gathered

CONNECT_SECONDS = 2
STATEMENT_MS = 5000
LOCK_MS = 3000
POOL_SECONDS = 2  # a caller hears a voice within 2 s, even when every connection is taken


def database_url(settings: Settings) -> str:
    return settings.database_url or postgres_url(settings.hotline_home)


def connect(settings: Settings) -> Engine:
    """An engine whose every wait is bounded. Connects at first use; heals by itself when the server returns."""
    return create_engine(
        database_url(settings),
        pool_size=20,
        max_overflow=20,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not quote what a child said
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c timezone=UTC -c statement_timeout={STATEMENT_MS} -c lock_timeout={LOCK_MS}",
        },
    )


def _drop(wakeups: list[Wakeup]) -> None:
    """Without a queue the watch loop finds the rows."""


@contextmanager
def transaction(engine: Engine, wake: Callable[[list[Wakeup]], object] = _drop) -> Iterator[Session]:
    """One transaction: commits at the end, rolls back on an error; then sends the wake-ups it gathered."""
    with Session(engine, expire_on_commit=False) as session:
        with session.begin():
            yield session
        wake(gathered(session))
