"""The database: how to reach it, and the one transaction of a request or job."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import ARRAY, ColumnElement, Engine, ExceptionContext, Text, cast, event, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, create_engine

from hotline.embedded import PostgresServer, postgres_url
from hotline.pools import POOL, room_for_connections
from hotline.settings import Settings
from hotline.timeouts import Timeouts
from hotline.wakeups import Wakeup, gathered

Row = TypeVar("Row", bound=SQLModel)


def database_url(settings: Settings) -> str:
    return settings.database_url or postgres_url(settings.hotline_home)


def own_postgres(settings: Settings) -> PostgresServer:
    """The server of this installation's own, which has room for all that its processes may open."""
    return PostgresServer(settings.hotline_home, connections=room_for_connections(settings))


def connect(settings: Settings, *, pool_size: int = POOL) -> Engine:
    """An engine that connects at first use and heals by itself when the server returns.

    Waits for connections, statements and locks are bounded by the server. What a server that hangs as a whole
    does not bound, the webhooks' own deadline does (`webhooks.answers`).
    """
    engine = create_engine(
        database_url(settings),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=settings.timeout_database_pool,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not quote what a child said
        connect_args=connection_options(settings),
    )
    event.listen(engine, "handle_error", _leave_a_server_that_went)
    return engine


def connection_options(timeouts: Timeouts) -> dict[str, Any]:
    """How libpq bounds one connection (https://www.postgresql.org/docs/current/libpq-connect.html)."""
    limits = {
        "statement_timeout": timeouts.timeout_database_statement,
        "lock_timeout": timeouts.timeout_database_lock,
        # a process that stands still in the middle of a transaction would keep others from its rows
        "idle_in_transaction_session_timeout": timeouts.timeout_database_idle,
    }
    options = [f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items()]
    return {
        "connect_timeout": timeouts.timeout_database_connect,
        # a server that has vanished from the network: while it is asked, and while nothing is asked
        "tcp_user_timeout": int(timeouts.timeout_database_statement * 1000),
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "options": " ".join(["-c timezone=UTC", *options]),
    }


PASSING = {"40P01", "40001", "55P03", "23505", "25P03"}
"""SQLSTATE of a deadlock, a serialization failure, a lock not free in time, a row that somebody wrote first, and a
transaction in which nothing was done for too long."""

WENT = {"25006", "57P01", "57P02", "57P03"}
"""A server that takes no more writes since another has taken its place, that shuts down, crashed, or starts up."""


def _leave_a_server_that_went(failure: ExceptionContext) -> None:
    """Such a connection leaves the pool, and all its elders with it; the next one may lead to another server."""
    if sqlstate_of(failure.original_exception) in WENT:
        failure.is_disconnect = True


def sqlstate_of(error: BaseException | None) -> str | None:
    """PostgreSQL's code of this error; None when the server said nothing."""
    return getattr(error, "sqlstate", None)


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction, tried once more, is likely to succeed."""
    return error.connection_invalidated or sqlstate_of(error.orig) in PASSING


def _drop(wakeups: list[Wakeup]) -> None:
    """Without a queue the watch loop finds the rows."""


@contextmanager
def transaction(engine: Engine, wake: Callable[[list[Wakeup]], object] = _drop) -> Iterator[Session]:
    """One transaction: commits at the end, rolls back on an error; then sends the wake-ups it gathered."""
    with Session(engine, expire_on_commit=False) as session:
        with session.begin():
            yield session
        wake(gathered(session))


def lock_word(session: Session, word: str) -> None:
    """Let those who do something about the same word (a number, a SID) in one after the other, until they commit."""
    session.connection().execute(text("SELECT pg_advisory_xact_lock(hashtext(:word))"), {"word": word})


def try_lock_word(session: Session, word: str) -> bool:
    """As `lock_word`, but False at once when somebody else has it."""
    word_of_mine = select(func.pg_try_advisory_xact_lock(func.hashtext(word)))
    return bool(session.connection().scalar(word_of_mine))


def lock_words(session: Session, words: Iterable[str]) -> None:
    """As `lock_word`, several; in one order everywhere, so that two who want the same ones wait for one another."""
    _take_words(session, func.pg_advisory_xact_lock, words)


def share_words(session: Session, words: Iterable[str]) -> None:
    """Let in nobody who locks one of these words until this transaction commits; others may share them meanwhile."""
    _take_words(session, func.pg_advisory_xact_lock_shared, words)


def _take_words(session: Session, take: Callable[..., ColumnElement[Any]], words: Iterable[str]) -> None:
    word = func.unnest(cast(sorted(words), ARRAY(Text))).column_valued("word")
    session.connection().execute(select(func.count(take(func.hashtext(word)))))


def locked(session: Session, model: type[Row], row: int | str) -> Row:
    """This row as it is now, locked until the end of the transaction. Raises NoResultFound when there is none.

    FOR NO KEY UPDATE: rows that refer to it (events, notifications) can still be written by others.
    """
    return session.get_one(model, row, with_for_update={"key_share": True}, populate_existing=True)
