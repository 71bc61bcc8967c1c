"""The database: how to reach it, and the one transaction of a request or job."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, create_engine

from hotline.embedded import postgres_url
from hotline.settings import Settings
from hotline.wakeups import Wakeup, gathered

Row = TypeVar("Row", bound=SQLModel)

CONNECT_SECONDS = 2
STATEMENT_MS = 5000
LOCK_MS = 1000
POOL_SECONDS = 2  # a caller hears a voice within 2 s, even when every connection is taken


def database_url(settings: Settings) -> str:
    return settings.database_url or postgres_url(settings.hotline_home)


def connect(settings: Settings) -> Engine:
    """An engine that connects at first use and heals by itself when the server returns.

    Waits for connections, statements and locks are bounded by the server. What a server that hangs as a whole
    does not bound, the webhooks' own deadline does (`webhooks.answers`).
    """
    return create_engine(
        database_url(settings),
        pool_size=20,
        max_overflow=20,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not quote what a child said
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "tcp_user_timeout": STATEMENT_MS,  # a server that has vanished from the network
            "options": f"-c timezone=UTC -c statement_timeout={STATEMENT_MS} -c lock_timeout={LOCK_MS}",
        },
    )


PASSING = {"40P01", "40001", "55P03", "23505"}
"""SQLSTATE of a deadlock, a serialization failure, a lock not free in time, and a row that somebody wrote first."""


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction, tried once more, is likely to succeed."""
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in PASSING


def _drop(wakeups: list[Wakeup]) -> None:
    """Without a queue the watch loop finds the rows."""


@contextmanager
def transaction(engine: Engine, wake: Callable[[list[Wakeup]], object] = _drop) -> Iterator[Session]:
    """One transaction: commits at the end, rolls back on an error; then sends the wake-ups it gathered."""
    with Session(engine, expire_on_commit=False) as session:
        with session.begin():
            yield session
        wake(gathered(session))


def locked(session: Session, model: type[Row], row: int | str) -> Row:
    """This row as it is now, locked until the end of the transaction. Raises NoResultFound when there is none.

    FOR NO KEY UPDATE: rows that refer to it (events, notifications) can still be written by others.
    """
    return session.get_one(model, row, with_for_update={"key_share": True}, populate_existing=True)
