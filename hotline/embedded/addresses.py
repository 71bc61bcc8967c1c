"""Where the embedded servers listen: a function of HOTLINE_HOME alone, so that every process finds them."""

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

DATABASE = "hotline"
LONGEST_SOCKET_PATH = 100
"""Bytes. Linux takes 107 and macOS 103."""
PLAIN = re.compile(r"[\w./@+-]+")


def postgres_url(home: Path) -> str:
    """The SQLAlchemy address of the embedded database."""
    address = URL.create(
        "postgresql+psycopg", username=DATABASE, database=DATABASE, query={"host": str(postgres_socket(home).parent)}
    )
    return address.render_as_string(hide_password=False)


def redis_url(home: Path) -> str:
    """The redis-py address of the embedded queue."""
    return f"unix://{quote(str(redis_socket(home)))}"


def postgres_socket(home: Path) -> Path:
    return _socket(home, "postgres", ".s.PGSQL.5432")


def redis_socket(home: Path) -> Path:
    return _socket(home, "redis", "redis.sock")


def _socket(home: Path, part: str, name: str) -> Path:
    """Inside HOTLINE_HOME if its path will do, else in a private folder below /tmp.

    A path may be too long for a socket. libpq takes a comma for the border between two hosts, and redis-py cannot
    read the server's list of clients when the path in it holds a space or an equals sign.
    /tmp and not TMPDIR, which may differ between the processes of one installation.
    """
    path = home.resolve() / part / name
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and PLAIN.fullmatch(str(path)):
        return path
    digest = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:16]
    return Path("/tmp") / f"hotline-{digest}-{part}" / name  # noqa: S108 - made private before it is used
