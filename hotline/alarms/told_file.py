"""Who was told that the database is away, on disk and shared by the processes of one machine."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ValidationError

from routing.models import Channel


class Told(BaseModel):
    """What the file says of the last time the database was away."""

    since: datetime
    seen_at: datetime
    """When some process last saw it away."""
    sent: set[tuple[str, Channel]] = set()
    """Managers who were told, and over what."""
    all_clear: set[str] = set()
    cleared_at: datetime | None = None


@contextmanager
def locked_file(path: Path) -> Iterator[tuple[IO[str] | None, bool]]:
    """The file, and whether no other process has it. None instead of a file that the disk has no room for."""
    opened = _open(path)
    if opened is None:
        yield None, True
        return
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield file, False
        else:
            yield file, True


def _open(path: Path) -> IO[str] | None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
    except OSError:
        return None


def read(file: IO[str] | None) -> Told | None:
    """None when nothing was told yet, or the power went while it was written."""
    if file is None:
        return None
    file.seek(0)
    try:
        return Told.model_validate_json(file.read())
    except ValidationError:
        return None


def write(file: IO[str] | None, told: Told) -> None:
    """Raises OSError when the disk does not take it. Cut only at the end: what is overwritten needs no new room."""
    if file is None:
        raise OSError(errno.ENOSPC, "there is no file to write to")
    file.seek(0)
    file.write(told.model_dump_json())
    file.flush()
    file.truncate()
    os.fsync(file.fileno())
