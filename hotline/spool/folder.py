"""The folder of the spool. A file is there as a whole or not at all, also after a power cut."""

import errno
import fcntl
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hotline.durable import write_whole
from hotline.spool import content, reserve
from webhooks.kept import Arrival

_MOMENT = "%Y%m%dT%H%M%S.%f"
_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}-[0-9a-f]{16}-[a-z_]+-[0-9a-f]{8}\.json")
ABANDONED_SECONDS = 60
_LOOK_AGAIN = 0.01
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class SpoolState:
    waiting: int
    refused: int
    """Files that the product can't take in; a person must look at them."""
    oldest: datetime | None
    """When the oldest event came that still waits."""


@dataclass(frozen=True, order=True)
class SpooledFile:
    """One file. Its name is `moment-about-webhook-random`; `about` stands for a call or message and names nobody."""

    name: str

    @property
    def about(self) -> str:
        return self.name.split("-")[1]

    @property
    def webhook(self) -> str:
        return self.name.split("-")[2]

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.name.split("-")[0], _MOMENT).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Spool:
    """Any number of processes may write to it and take from it. Nothing is made on disk before it is needed."""

    folder: Path

    @property
    def refused(self) -> Path:
        return self.folder / "refused"

    def keep(self, arrival: Arrival) -> None:
        """It is on disk when this returns. Raises OSError if that can't be, even with the reserve given up."""
        moment = arrival.at.astimezone(UTC).strftime(_MOMENT)
        name = f"{moment}-{_about(arrival.sid)}-{arrival.webhook}-{secrets.token_hex(4)}.json"
        path = self._made() / name
        try:
            write_whole(path, content.write(arrival))
        except OSError as error:
            if error.errno not in _FULL or not reserve.give_up(self._reserve):
                raise
            write_whole(path, content.write(arrival))

    def waiting(self, sid: str | None = None) -> list[SpooledFile]:
        """What is to be taken in (of this call or message), oldest first."""
        about = "" if sid is None else f"-{_about(sid)}-"
        return [SpooledFile(name) for name in sorted(_names(self.folder, about))]

    def has(self, file: SpooledFile) -> bool:
        """Whether it still waits."""
        return (self.folder / file.name).exists()

    def peek(self, file: SpooledFile) -> bytes:
        """What the file says, whoever has it. Raises OSError when it can't be read, or is there no more."""
        return (self.folder / file.name).read_bytes()

    @contextmanager
    def claimed(self, file: SpooledFile, *, wait: float = 0) -> Iterator[bytes | None]:
        """What the file says, for nobody else at the same time; None if it is there no more, or somebody else has it.

        `wait` so many seconds for somebody else to be done with it, and no longer: that process may be frozen.
        One that is killed holds no claim: the kernel ends it.
        """
        try:
            descriptor = os.open(self.folder / file.name, os.O_RDONLY)
        except FileNotFoundError:
            yield None
            return
        with os.fdopen(descriptor, "rb") as opened:
            is_ours = _lock(opened.fileno(), wait)
            yield opened.read() if is_ours and self.has(file) else None

    def remove(self, file: SpooledFile) -> None:
        """It is in the database. A file that comes back after a power cut is taken in again, and changes nothing."""
        (self.folder / file.name).unlink(missing_ok=True)

    def refuse(self, file: SpooledFile) -> None:
        """Put it aside for a person to look at. Moved back into the folder, it is tried again."""
        self.refused.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            (self.folder / file.name).rename(self.refused / file.name)

    def state(self) -> SpoolState:
        waiting = self.waiting()
        return SpoolState(len(waiting), len(_names(self.refused)), waiting[0].at if waiting else None)

    def tidy(self) -> None:
        """See to the reserve, and to what a process left behind that was killed while it wrote."""
        reserve.provide(self._made() / self._reserve.name)
        for draft in self.folder.glob("*.draft"):
            with suppress(FileNotFoundError):
                if time.time() - draft.stat().st_mtime > ABANDONED_SECONDS:
                    draft.unlink()

    @property
    def _reserve(self) -> Path:
        return self.folder / "reserve"

    def _made(self) -> Path:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.folder


def _names(folder: Path, part: str = "") -> list[str]:
    try:
        return [name for name in os.listdir(folder) if part in name and _NAME.fullmatch(name)]
    except FileNotFoundError:
        return []


def _lock(descriptor: int, seconds: float) -> bool:
    """Whether nobody else has it, or has let go of it in time."""
    give_up_at = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up_at:
                return False
            time.sleep(_LOOK_AGAIN)
        else:
            return True


def _about(sid: str) -> str:
    return hashlib.sha256(sid.encode()).hexdigest()[:16]
