"""Where `now` comes from, which is read once per request or job and passed on; and when a day of the city begins."""

from datetime import UTC, date, datetime, time, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Tells the time in UTC. Tests bring one that can be pushed."""

    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """Stands still at one moment, for what is written down after it has happened."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which this day of the city begins."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
