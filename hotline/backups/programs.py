"""PostgreSQL's own programs for dumps: which one to take, and how it reaches the database.

An address is handed over in the environment, never on a command line, which everybody on the machine can read.
"""

import re
import shutil
import subprocess
from pathlib import Path

import psycopg
from sqlalchemy import Engine

from hotline.embedded.postgres import find_binary
from hotline.errors import HotlineError
from hotline.settings import inherited_environment


def dump_program(connection: psycopg.Connection[object], *, embedded: bool) -> tuple[Path, int]:
    """A pg_dump that is not older than the server, and its major version. Raises HotlineError if there is none.

    The wheel's knows no encryption of the line, so it serves a foreign server only where the line has none.
    """
    encrypted = connection.pgconn.ssl_in_use
    wanted = connection.info.server_version // 10000
    candidates = [] if embedded else _on_path("pg_dump")
    candidates += [] if encrypted else [find_binary("pg_dump")]
    return _first(candidates, wanted, f"pg_dump {wanted} or newer")


def restore_program(wanted: int) -> Path:
    """A pg_restore that can read what pg_dump of major version `wanted` wrote. It needs no way to the database."""
    return _first([find_binary("pg_restore"), *_on_path("pg_restore")], wanted, f"pg_restore {wanted} or newer")[0]


def _first(candidates: list[Path], wanted: int, what: str) -> tuple[Path, int]:
    for program in candidates:
        version = _major_version(program)
        if version >= wanted:
            return program, version
    raise HotlineError(f"{what} is not on the PATH: install PostgreSQL's client programs (postgresql-client)")


def _on_path(name: str) -> list[Path]:
    found = shutil.which(name)
    return [Path(found)] if found else []


def _major_version(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def way_to(engine: Engine, connection: psycopg.Connection[object]) -> dict[str, str]:
    """The environment in which a program of PostgreSQL finds this database, as `connection` found it."""
    _, parameters = engine.dialect.create_connect_args(engine.url)
    names = {
        option.keyword.decode(): option.envvar.decode()
        for option in psycopg.pq.Conninfo.get_defaults()
        if option.envvar
    }
    way = {names[name]: str(value) for name, value in parameters.items() if name in names}
    if connection.pgconn.ssl_in_use:
        way.setdefault("PGSSLMODE", "require")
    return {"PGCONNECT_TIMEOUT": "10"} | inherited_environment() | way
