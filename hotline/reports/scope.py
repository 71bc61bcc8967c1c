"""Which part of the history a report is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hotline.clock import midnight
from hotline.models import ContactChannel

LONGEST = 366
"""Days. Two years at once would be slower than a page may be, and say less than two reports of a year."""
EARLIEST = date(2000, 1, 1)


class BadScope(ValueError):
    """A report can't be about this; `field` says what to mend."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} can't be used")
        self.field = field


@dataclass(frozen=True)
class Scope:
    """Days, both included, in the city's time; with `district` 'city' for the city desk. None: all."""

    first: date
    last: date
    district: str | None = None
    hour: int | None = None
    channel: ContactChannel | None = None
    zone: str = "Asia/Ho_Chi_Minh"

    @property
    def since(self) -> datetime:
        return midnight(self.first, ZoneInfo(self.zone))

    @property
    def until(self) -> datetime:
        """Not included."""
        return midnight(self.last + timedelta(days=1), ZoneInfo(self.zone))

    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


def _last_days(count: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (today - timedelta(days=count - 1), today)


def _last_month(today: date) -> tuple[date, date]:
    end = today.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def _quarter(today: date) -> tuple[date, date]:
    return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), today


PERIODS: Mapping[str, Callable[[date], tuple[date, date]]] = {
    "today": _last_days(1),
    "7days": _last_days(7),
    "30days": _last_days(30),
    "month": lambda today: (today.replace(day=1), today),
    "last_month": _last_month,
    "quarter": _quarter,
}
USUAL = "30days"


def read_scope(given: Mapping[str, str], *, now: datetime, zone: str, districts: set[str]) -> Scope:
    """From the fields of a form or address: period, or from and to; district, hour, channel. Empty ones are left out.

    Raises BadScope.
    """
    first, last = _days(given, now.astimezone(ZoneInfo(zone)).date())
    return Scope(
        first,
        last,
        district=_one_of(given, "district", districts),
        hour=_hour(given.get("hour", "")),
        channel=_channel(given),
        zone=zone,
    )


def _days(given: Mapping[str, str], today: date) -> tuple[date, date]:
    if not given.get("from") and not given.get("to"):
        name = given.get("period") or USUAL
        if name not in PERIODS:
            raise BadScope("period")
        return PERIODS[name](today)
    first, last = _day(given, "from", today), _day(given, "to", today)
    if first > last or first < EARLIEST:
        raise BadScope("from")
    if (last - first).days >= LONGEST or last.year > today.year + 1:
        raise BadScope("to")
    return first, last


def _day(given: Mapping[str, str], field: str, today: date) -> date:
    try:
        return date.fromisoformat(given[field]) if given.get(field) else today
    except ValueError:
        raise BadScope(field) from None


def _hour(text: str) -> int | None:
    if text and text not in map(str, range(24)):
        raise BadScope("hour")
    return int(text) if text else None


def _channel(given: Mapping[str, str]) -> ContactChannel | None:
    channel = _one_of(given, "channel", set(ContactChannel))
    return ContactChannel(channel) if channel else None


def _one_of(given: Mapping[str, str], field: str, allowed: set[str]) -> str | None:
    value = given.get(field) or None
    if value is not None and value not in allowed:
        raise BadScope(field)
    return value
