"""Thin cover that comes back: the same hours of a district on many days are one thing to mend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from hotline.rosters.cover import Level, Thin

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """On each day from `first` to `last`; both belong to it."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first) // DAY + 1


@dataclass(frozen=True)
class Recurring:
    """`times` are at least one, in order."""

    times: tuple[Thin, ...]

    @property
    def district(self) -> str:
        return self.times[0].district

    @property
    def level(self) -> Level:
        return self.times[0].level

    @property
    def start(self) -> datetime:
        """Of the soonest."""
        return self.times[0].start

    @property
    def end(self) -> datetime:
        return self.times[0].end

    @property
    def is_within_a_day(self) -> bool:
        """Whether two moments of a clock tell these hours."""
        return self.end - self.start <= DAY

    def days(self, zone: tzinfo) -> list[Days]:
        """The city's days on which these hours begin."""
        return list(_runs(one.start.astimezone(zone).date() for one in self.times))


def recurring(thin: Iterable[Thin], zone: tzinfo) -> list[Recurring]:
    """In the order in which they first stand in `thin`."""
    found: dict[tuple[object, ...], list[Thin]] = {}
    for one in thin:
        found.setdefault(_hours(one, zone), []).append(one)
    return [Recurring(tuple(times)) for times in found.values()]


def _hours(one: Thin, zone: tzinfo) -> tuple[object, ...]:
    return one.district, one.level, one.start.astimezone(zone).time(), one.end - one.start


def _runs(days: Iterable[date]) -> Iterator[Days]:
    run: Days | None = None
    for day in days:
        if run and day == run.last + DAY:
            run = Days(run.first, day)
            continue
        if run:
            yield run
        run = Days(day, day)
    if run:
        yield run
