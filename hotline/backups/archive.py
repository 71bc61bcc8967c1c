"""What is inside a backup once it is decrypted: two lines of our own, then what pg_dump wrote."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Protocol

from hotline.errors import HotlineError

FORMAT = b"hotline backup 1\n"
LONGEST_FACTS = 1_000_000
DUMP = b"PGDMP"
"""How every dump in pg_dump's custom format begins."""


@dataclass(frozen=True)
class Facts:
    """What one needs to know about a dump before it is read."""

    made_at: str
    tables: str
    """The version of the tables (`hotline.schema`)."""
    rows: dict[str, int]
    """How many rows each table has."""
    pg_dump: int
    """The major version of the program that wrote the dump; an older one can't read it."""
    secret_key: str = field(repr=False)


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Joined:
    """A stream of a backup's plain text: first the facts, then the dump. Raises HotlineError if it is none."""

    def __init__(self, facts: Facts, dump: Source) -> None:
        self._waiting = FORMAT + json.dumps(asdict(facts)).encode() + b"\n" + _beginning(dump)
        self._dump = dump

    def read(self, size: int = -1) -> bytes:
        if self._waiting:
            size = len(self._waiting) if size < 0 else size
            piece, self._waiting = self._waiting[:size], self._waiting[size:]
            return piece
        return self._dump.read(size)


def _beginning(dump: Source) -> bytes:
    found = dump.read(len(DUMP))
    if found not in {DUMP, b""}:  # nothing at all: pg_dump itself says why
        raise HotlineError("pg_dump wrote something else than a dump in its custom format")
    return found


class Split:
    """Takes a backup's plain text piece by piece: keeps the facts, and hands the dump on to `use`."""

    def __init__(self, use: Callable[[bytes], object] | None = None) -> None:
        self.facts: Facts | None = None
        self._use = use
        self._head = b""

    def write(self, piece: bytes) -> int:
        if self.facts is None:
            self._read_facts(piece)
        elif self._use:
            self._use(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def _read_facts(self, piece: bytes) -> None:
        self._head += piece
        if not self._head.startswith(FORMAT[: len(self._head)]) or len(self._head) > LONGEST_FACTS:
            raise HotlineError("This is no backup of a hotline, or one in a format of a newer version")
        line, end, dump = self._head[len(FORMAT) :].partition(b"\n")
        if end and len(self._head) >= len(FORMAT):
            self.facts, self._head = Facts(**json.loads(line)), b""
            if dump and self._use:
                self._use(dump)
