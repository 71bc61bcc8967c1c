"""Whether the parts under the service answer, and are set up so that nothing is lost."""

import shutil
from collections.abc import Iterator
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from hotline.doctor.finding import Finding
from hotline.embedded import redis_url
from hotline.pools import most_connections, room_for_connections
from hotline.schema import current_version, newest_version
from hotline.settings import Settings
from hotline.spool import Spool
from hotline.wakeups import connect_redis

OLDEST_POSTGRES = 160000
LITTLE_DISK, TOO_LITTLE_DISK = 2_000_000_000, 200_000_000


def check_database(engine: Engine, settings: Settings) -> Iterator[Finding]:
    try:
        with engine.connect() as connection:
            version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
            room = int(connection.execute(text("SHOW max_connections")).scalar_one())
            tables = current_version(connection)
    except SQLAlchemyError as problem:
        yield Finding.bad(
            "database", f"does not answer ({type(problem).__name__})", "start it: `make run`, or check DATABASE_URL"
        )
        return
    if version < OLDEST_POSTGRES:
        yield Finding.bad("database", f"PostgreSQL {version // 10000} is too old", "move to PostgreSQL 16 or newer")
    else:
        yield Finding.ok("database", f"PostgreSQL {version // 10000} answers")
    if room < (needed := most_connections(settings)):
        state = f"takes {room} connections, and our processes open up to {needed} in a rush"
        enough = f"set max_connections to {room_for_connections(settings)} at the server"
        yield Finding.warn("database", state, enough if settings.database_url else "restart `hotline run`")
    if tables == newest_version():
        yield Finding.ok("tables", f"at version {tables}, the newest")
    else:
        yield Finding.bad("tables", f"at version {tables}, not {newest_version()}", "run `hotline migrate`")


def check_queue(settings: Settings) -> Iterator[Finding]:
    client = connect_redis(settings.redis_url or redis_url(settings.hotline_home), seconds=settings.timeout_redis)
    try:
        client.ping()
    except RedisError as problem:
        yield Finding.bad(
            "queue", f"Redis does not answer ({type(problem).__name__})", "start it: `make run`, or check REDIS_URL"
        )
        return
    yield Finding.ok("queue", "Redis answers")
    yield from _check_durability(client)


def _check_durability(client: Redis) -> Iterator[Finding]:
    wanted = {"appendonly": "yes", "maxmemory-policy": "noeviction"}
    try:
        found: dict[str, Any] = {name: client.config_get(name).get(name) for name in wanted}
    except RedisError:  # hosted servers forbid the question
        yield Finding.warn("queue", "does not tell its settings", f"make sure that it has {_listed(wanted)}")
        return
    if found != wanted:
        yield Finding.warn("queue", f"may lose jobs: it has {_listed(found)}", f"set {_listed(wanted)}")


def _listed(options: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in options.items())


def check_spool(settings: Settings) -> Iterator[Finding]:
    """What was put by on this machine while the database was away."""
    spool = Spool(settings.hotline_home / "spool")
    found = spool.state()
    if found.refused:
        state = f"{found.refused} calls, texts or statuses can't be taken in by themselves"
        yield Finding.bad("spool", state, f"read them in {spool.refused}; docs/operations.md says how to go on")
    if found.waiting:
        yield Finding.warn("spool", f"{found.waiting} wait for the database", "see to the database and the web process")
    if not (found.refused or found.waiting):
        yield Finding.ok("spool", "nothing waits")


def check_disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.hotline_home).free
    state = f"{free / 1e9:.1f} GB free in {settings.hotline_home}"
    if free < TOO_LITTLE_DISK:
        yield Finding.bad("disk", state, "make room now: calls cannot be written down on a full disk")
    elif free < LITTLE_DISK:
        yield Finding.warn("disk", state, "make room: less than 2 GB")
    else:
        yield Finding.ok("disk", state)
