"""The folder of backups: one encrypted file for each, and a manifest beside it that holds no personal data.

A file has its name only once it is whole and on the disk.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BufferedRandom
from pathlib import Path

from hotline.durable import flush_folder
from hotline.errors import HotlineError, UsageError

NAME = re.compile(r"hotline-(\d{8}T\d{6}Z)\.backup")
DRAFT = ".part"


def name_of(at: datetime) -> str:
    return f"hotline-{at:%Y%m%dT%H%M%SZ}.backup"


def manifest_of(backup: Path) -> Path:
    return backup.with_suffix(".json")


def backups_in(folder: Path) -> list[Path]:
    """Whole backups, oldest first."""
    return sorted(path for path in folder.glob("hotline-*.backup") if NAME.fullmatch(path.name))


def find_backup(folder: Path, at: str | None) -> Path:
    """The newest backup, or the one of this time (as in its name). Raises UsageError if there is none."""
    found = [path for path in backups_in(folder) if at is None or f"-{at}." in path.name]
    if not found:
        raise UsageError(f"There is no backup in {folder}" + (f" of {at}: give the time as in a name" if at else ""))
    return found[-1]


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder for one writer, and remove what an interrupted one left."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as problem:
        raise UsageError(f"{folder} cannot be written: {problem.strerror}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HotlineError(f"Another backup is being written to {folder}: wait for it") from None
        for leftover in folder.glob(f"hotline-*{DRAFT}"):
            leftover.unlink()
        yield


@contextmanager
def drafted(path: Path) -> Iterator[BufferedRandom]:
    """A private file that gets its name at the end, once the disk has it; nothing stays of a failed one."""
    draft = path.with_name(path.name + DRAFT)
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            raise HotlineError(f"{path} exists already: a backup is never overwritten")
        draft.rename(path)
        flush_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def checksum(file: BufferedRandom) -> str:
    """SHA-256 of the whole file, as the disk gives it back."""
    file.flush()
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups; returns those removed."""
    old = backups_in(folder)[:-keep]
    for backup in old:
        backup.unlink()
        manifest_of(backup).unlink(missing_ok=True)
    return old
