"""One performance of a story, as people and programs see it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from hotline.simulator.stories.evidence import Check


class Result(StrEnum):
    PLAYING = "playing"
    PASSED = "passed"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Beat:
    """Something the story did or found. `name` names its sentence, `values` what that leaves open."""

    at: datetime
    name: str
    values: dict[str, str]


@dataclass
class Run:
    """`seconds` is how long it may take at most."""

    number: int
    story: str
    child: str
    started_at: datetime
    seconds: float
    result: Result = Result.PLAYING
    ended_at: datetime | None = None
    contacts: list[str] = field(default_factory=list)
    """SIDs of the child's calls and messages."""
    beats: list[Beat] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "story": self.story,
            "child": self.child,
            "started_at": self.started_at.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
            "seconds": self.seconds,
            "result": self.result.value,
            "contacts": self.contacts,
            "beats": [{"at": one.at.isoformat(), "name": one.name, "values": one.values} for one in self.beats],
            "checks": [{"name": one.name, "ok": one.ok, "values": one.values} for one in self.checks],
        }
