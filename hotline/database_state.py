"""Whether the database is away: a circuit breaker, so that callers do not each wait for a server that hangs.

Nothing is asked while all is well. Once somebody suspects it, one thread asks the server again and again until it
answers and takes writes; until then nobody waits for it.
"""

import logging
import select
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import psycopg
from psycopg.pq import ExecStatus
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from hotline import db
from hotline.clock import Clock, SystemClock
from hotline.timeouts import Timeouts

log = logging.getLogger(__name__)

PAUSE = 0.2
"""Seconds between two questions to a database that is away."""
_REFUSES_ALL = {"08", "57P01", "57P02", "57P03", "25006", "53300"}


def _never_away() -> None:
    """A database of which nobody asks whether it is there."""


class DatabaseState:
    def __init__(self, probe: Callable[[], None] = _never_away, clock: Clock | None = None) -> None:
        """`probe` raises anything if the database does not answer, and must end some time."""
        self._probe = probe
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._away_since: datetime | None = None

    @property
    def away_since(self) -> datetime | None:
        return self._away_since

    @property
    def is_away(self) -> bool:
        return self._away_since is not None

    def suspect(self) -> None:
        """Something took too long, or was refused. Whether it is so will be known in a moment."""
        with self._lock:
            if self._away_since is not None:
                return
            self._away_since = self._clock.now()
        threading.Thread(target=self._ask_until_it_answers, name="database", daemon=True).start()

    def learn_from(self, error: DBAPIError) -> None:
        """Suspect it if this error says that the server as a whole is not there."""
        code = db.sqlstate_of(error.orig)
        if code is None:  # a connection that broke may have been the only one; a new one that is refused is not
            is_gone = isinstance(error.orig, psycopg.OperationalError) and not error.connection_invalidated
        else:
            is_gone = code in _REFUSES_ALL or code[:2] in _REFUSES_ALL
        if is_gone:
            self.suspect()

    def _ask_until_it_answers(self) -> None:
        is_told = False
        while not self._answers():
            if not is_told:
                log.error("the database is away: what comes is put by")
                is_told = True
            time.sleep(PAUSE)
        self._away_since = None
        if is_told:
            log.info("the database is back")

    def _answers(self) -> bool:
        try:
            self._probe()
        except Exception:  # whatever it is: it was no answer
            return False
        return True


def ask_database(engine: Engine, timeouts: Timeouts) -> None:
    """Ask on a connection of its own whether the database takes writes. Raises psycopg.Error or TimeoutError."""
    arguments, keywords = engine.dialect.create_connect_args(engine.url)
    options = dict(keywords) | db.connection_options(timeouts)
    with closing(psycopg.connect(*arguments, **options)) as connection:
        if _ask(connection, b"SHOW transaction_read_only", seconds=timeouts.timeout_database_probe) != b"off":
            raise psycopg.OperationalError("the database takes no writes")


def _ask(connection: psycopg.Connection[tuple[object, ...]], question: bytes, *, seconds: float) -> bytes | None:
    """One value, in time also when the server hangs: psycopg's own wait for an answer has no end."""
    server = connection.pgconn
    server.send_query(question)
    until = time.monotonic() + seconds
    while server.is_busy():
        if not select.select([server.socket], [], [], max(until - time.monotonic(), 0))[0]:
            raise TimeoutError("the database does not answer")
        server.consume_input()
    result = server.get_result()
    return result.get_value(0, 0) if result and result.status == ExecStatus.TUPLES_OK else None
