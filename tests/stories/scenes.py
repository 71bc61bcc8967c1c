"""What was played once in this test process and is put back for later stories: the rows, and the time it was then.

Playing a call again for each story costs many times more. Telephones remember nothing of it: who looks at what one
heard plays it themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

T = TypeVar("T")
AT_ANY_TIME = {"heartbeat", "alarm", "alarm_notice"}
"""Tables that the product's loops write in by themselves."""


class Clock(Protocol):
    def now(self) -> datetime: ...

    def push(self, seconds: float) -> None: ...


@dataclass(frozen=True)
class Scene:
    schema: str
    """That holds its rows."""
    at: datetime
    tables: tuple[str, ...]
    outcome: Any


_played: dict[tuple[Any, ...], Scene] = {}


def play_once(engine: Engine, clock: Clock, name: str, play: Callable[[], T]) -> T:
    """What `play` returns. Where it begins otherwise, as in a story that did something before, it is another scene."""
    begun = (engine, name, clock.now(), *_count(engine))
    scene = _played.get(begun)
    if scene is None:
        outcome, schema = play(), f"{name}_{len(_played)}"
        _played[begun] = Scene(schema, clock.now(), _keep(engine, schema), outcome)
        return outcome
    clock.push((scene.at - clock.now()).total_seconds())
    _put_back(engine, scene)
    return scene.outcome  # type: ignore[no-any-return]


def empty(engine: Engine) -> None:
    """Delete every row. It costs a millisecond on small tables, where TRUNCATE costs one for each table."""
    with engine.begin() as connection:
        _execute(connection, _deletes())


def _count(engine: Engine) -> tuple[Any, ...]:
    """How many rows each table has that a story writes in."""
    with engine.connect() as connection:
        tables = [table for table in _tables(connection) if table not in AT_ANY_TIME]
        counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
        return tuple(connection.exec_driver_sql(f"SELECT {counts}").one())


def _put_back(engine: Engine, scene: Scene) -> None:
    with engine.begin() as connection:
        _execute(
            connection, _deletes() + [f"INSERT INTO {one} SELECT * FROM {scene.schema}.{one}" for one in scene.tables]
        )


def _keep(engine: Engine, schema: str) -> tuple[str, ...]:
    kept = []
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        for table in _tables(connection):
            if connection.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {table})").scalar():
                connection.exec_driver_sql(f"CREATE TABLE {schema}.{table} AS TABLE {table}")
                kept.append(table)
    return tuple(kept)


def _tables(connection: Connection) -> list[str]:
    format_table = connection.dialect.identifier_preparer.format_table
    return [format_table(table) for table in SQLModel.metadata.tables.values()]


def _deletes() -> list[str]:
    return [str(table.delete()) for table in SQLModel.metadata.tables.values()]


def _execute(connection: Connection, order: list[str]) -> None:
    """At once, and in no order of foreign keys."""
    whole = "; ".join(["SET LOCAL session_replication_role = replica", *order])
    connection.execution_options(no_parameters=True).exec_driver_sql(whole)
