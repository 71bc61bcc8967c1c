"""What the alert's state machine lives in: an empty night, a telephone network made of words, and a log to check."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import permutations
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

from hotline.clock import FixedClock
from hotline.errors import TelephonyError
from hotline.service import Service
from hotline.settings import Settings
from webhooks.addresses import Addresses

Act = Callable[[Session], object]
Outcome = tuple[list[object], list[tuple[Any, ...]]]

TABLES = ["case_event", "notification", "alert", "contact", '"case"']
WITHOUT_IDS = [
    """SELECT case_id, opened_at, state, step, turn, round, next_step_at, acknowledged_by FROM alert
       ORDER BY case_id, opened_at, state""",
    """SELECT a.case_id, a.opened_at, n.round, n.step, n.turn, n.officer, n.channel, n.purpose, n.state, n.sid,
              n.line_free_at, n.hang_up_after
       FROM notification n JOIN alert a ON a.id = n.alert_id
       ORDER BY a.case_id, a.opened_at, a.state, n.round, n.step, n.turn, n.officer, n.channel""",
    'SELECT id, state, acknowledged_by FROM "case" ORDER BY id',
]


def forget_everything(engine: Engine) -> None:
    """An empty night in the same city."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # the log refuses to be shortened
        for table in TABLES:
            connection.execute(text(f"DELETE FROM {table}"))


def at_once(work: Sequence[Callable[[], object]]) -> list[object]:
    """Do all of it at the same moment, each in a thread; returns the answers in order."""
    barrier = threading.Barrier(len(work))

    def act(one: Callable[[], object]) -> object:
        barrier.wait()
        return one()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(act, work))


def in_any_order(engine: Engine, work: Sequence[Act]) -> list[Outcome]:
    """What would come of doing it one after the other, for each order; nothing of it is kept."""
    return [_try_out(engine, work, order) for order in permutations(range(len(work)))]


def _try_out(engine: Engine, work: Sequence[Act], order: tuple[int, ...]) -> Outcome:
    answers: list[object] = [None] * len(work)
    with engine.connect() as connection, connection.begin() as trial:
        for number in order:
            with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
                answers[number] = work[number](session)
                session.commit()
        outcome = answers, forget_ids(connection)
        trial.rollback()
    return outcome


def forget_ids(connection: Connection) -> list[tuple[Any, ...]]:
    """Everything that is written down but the numbers of the rows, which another order gives otherwise."""
    return [tuple(row) for query in WITHOUT_IDS for row in connection.execute(text(query))]


class PowerCut(BaseException):
    """The process dies in the middle of an order."""


class Networkless:
    """Sends and hangs up with a network that answers as it is told."""

    ANSWERS = ("taken", "refused", "silence", "power cut")

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine, self._settings = engine, settings
        self.orders: list[str] = []

    def let(self, job: Callable[[Service, int], None], row: int, answer: str, now: datetime) -> None:
        service = Service(
            settings=self._settings,
            engine=self._engine,
            queue=_NoQueue(),  # type: ignore[arg-type]
            telephony=_Orders(self.orders, answer),  # type: ignore[arg-type]
            clock=FixedClock(now),
            addresses=Addresses("http://hotline.example"),
            number="+842923891111",
            background=_Nobody(),
        )
        try:
            job(service, row)
        except PowerCut:
            return


class _NoQueue:
    def send(self, wakeups: list[Any]) -> bool:
        return True

    def send_soon(self, wakeups: list[Any]) -> None: ...


class _Nobody(Executor):
    """What is done in the background is somebody else's rule."""

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Any:
        return None


@dataclass
class _Orders:
    given: list[str]
    answer: str

    def ring(self, number: str, **_: object) -> str:
        return self._order("CA")

    def text(self, number: str, body: str, **_: object) -> str:
        return self._order("SM")

    def stop_ringing(self, sid: str) -> bool:
        return True

    def _order(self, kind: str) -> str:
        self.given.append(kind)
        if self.answer == "power cut":
            raise PowerCut
        if self.answer != "taken":
            raise TelephonyError("a test", permanent=self.answer == "refused")
        return f"{kind}{len(self.given)}"


@dataclass
class Chain:
    """The log as far as it was read: each line begins where the one before ended."""

    newest: int = 0
    states: dict[tuple[str, int], str] = field(default_factory=dict)
    owners: dict[int, str] = field(default_factory=dict)

    def read_on(self, connection: Connection) -> None:
        lines = connection.execute(
            text(
                "SELECT id, what, subject, before, after, who FROM case_event WHERE id > :newest AND what IN "
                "('alert.state', 'alert.step', 'notification.state', 'case.state') ORDER BY id"
            ),
            {"newest": self.newest},
        )
        for self.newest, what, subject, before, after, who in lines:
            thing = (what, subject)
            if what == "alert.step":
                continue
            assert before == self.states.get(thing), f"{thing} goes from {before}, but was {self.states.get(thing)}"
            self.states[thing] = after
            if what == "alert.state" and after == "acknowledged":
                self.owners[subject] = who
