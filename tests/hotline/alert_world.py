"""What the alert's state machine lives in: an empty night, several things at once, and a log to check."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

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
