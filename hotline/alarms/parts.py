"""Parts of the service that give no sign of life."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.alarms.trouble import Kind, Trouble
from hotline.heartbeats import Part, last_beats
from hotline.probes import PROVIDER_QUIET

SILENT = timedelta(seconds=15)
LONGEST_SILENCE = dict.fromkeys(Part, SILENT) | {Part.PROVIDER: PROVIDER_QUIET + timedelta(seconds=60)}
"""The provider is asked when it was not heard for a while; trouble with it is told after a minute of it."""
CAUSES = {Part.SCHEDULER: Part.WATCH, Part.QUEUE: Part.WORKER}
"""A part that is silent because another is: one alarm is enough to get somebody out of bed."""
LATE = timedelta(seconds=6)
"""A cause that has missed that many seconds is about to be told of itself."""


def silent_parts(session: Session, *, now: datetime) -> dict[Part, datetime | None]:
    """Each part that is silent for too long, with its last sign of life; None when there never was one."""
    return _silent(last_beats(session, now=now), now)


def stale_parts(session: Session, *, now: datetime) -> Iterator[Trouble]:
    """What is to be told of the silent parts."""
    beats = last_beats(session, now=now)
    for part, last in _silent(beats, now).items():
        cause = CAUSES.get(part)
        if cause is None or _age(beats, cause, now) <= LATE:
            yield Trouble(Kind.PART, part, since=last)


def worker_lives(session: Session, *, now: datetime) -> bool:
    return _age(last_beats(session, now=now), Part.WORKER, now) <= LATE


def _silent(beats: dict[Part, datetime], now: datetime) -> dict[Part, datetime | None]:
    return {part: beats.get(part) for part, limit in LONGEST_SILENCE.items() if _age(beats, part, now) > limit}


def _age(beats: dict[Part, datetime], part: Part, now: datetime) -> timedelta:
    return now - beats[part] if part in beats else timedelta.max
