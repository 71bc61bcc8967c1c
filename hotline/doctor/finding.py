"""One line of the doctor's report."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    """Children may not be helped until this is mended."""


@dataclass(frozen=True)
class Finding:
    level: Level
    what: str
    """The part that was looked at."""
    state: str
    advice: str = ""
    """What to do about it; empty when nothing is to be done."""

    @classmethod
    def ok(cls, what: str, state: str) -> Self:
        return cls(Level.OK, what, state)

    @classmethod
    def warn(cls, what: str, state: str, advice: str) -> Self:
        return cls(Level.WARN, what, state, advice)

    @classmethod
    def bad(cls, what: str, state: str, advice: str) -> Self:
        return cls(Level.BAD, what, state, advice)
