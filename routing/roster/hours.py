"""Whose hours a moment falls into. Pure: rows in, officer ids out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from routing.models import Override, Rotation, Shift, Source

DAY = 24 * 60


@dataclass(frozen=True)
class Duty:
    """The shifts, rotations and overrides of one district and tier, in the order of the city file."""

    shifts: tuple[Shift, ...]
    rotations: tuple[Rotation, ...]
    overrides: tuple[Override, ...]
    timezone: tzinfo

    def officers_at(self, moment: datetime) -> list[str]:
        """Ids of those on duty, without doubles.

        Overrides of the city file replace everybody who is regularly there. After them come those that people made,
        in their order: each replaces everybody who would be there until then, or stands in for one of them, so that
        somebody who has taken over hours can pass them on.
        """
        running = [override for override in self.overrides if override.starts_at <= moment < override.ends_at]
        filed = [one for one in running if one.instead_of is None and not _by_console(one)]
        regular = (officer for one in filed for officer in one.officers) if filed else self._regular(moment)
        on_duty = _unique(regular)
        for override in sorted(running, key=_by_console):
            on_duty = _after(on_duty, override)
        return on_duty

    def _regular(self, moment: datetime) -> Iterator[str]:
        local = moment.astimezone(self.timezone)
        yield from (shift.officer for shift in self.shifts if shift_covers(shift, local))
        yield from (
            rotation.officers[turn_at(rotation, moment)] for rotation in self.rotations if runs(rotation, moment)
        )


def shift_covers(shift: Shift, local: datetime) -> bool:
    """Whether a moment, in the city's time, lies in the shift. The start belongs to it, the end does not."""
    if shift.starts_at is not None and shift.ends_at is not None:
        return shift.starts_at <= local < shift.ends_at
    minute = local.hour * 60 + local.minute
    today, yesterday = local.weekday(), (local.weekday() - 1) % 7
    return _in_window(shift, today, minute) or _in_window(shift, yesterday, minute + DAY)


def runs(rotation: Rotation, moment: datetime) -> bool:
    return moment >= rotation.starts_at and bool(rotation.officers)


def turn_at(rotation: Rotation, moment: datetime) -> int:
    """Index of the officer whose turn it is."""
    return (moment - rotation.starts_at) // timedelta(hours=rotation.turn_hours) % len(rotation.officers)


def window_end(shift: Shift) -> int:
    """Minutes from the midnight before a weekly shift to its end; above 1440 it ends on the next day."""
    return shift.end_minute if shift.end_minute > shift.start_minute else shift.end_minute + DAY


def _in_window(shift: Shift, weekday: int, minute: int) -> bool:
    return weekday in shift.days and shift.start_minute <= minute < window_end(shift)


def _by_console(override: Override) -> bool:
    """The city file's come first, whenever it was applied: it knows nothing of what people agreed since."""
    return override.source == Source.CONSOLE


def _after(on_duty: list[str], override: Override) -> list[str]:
    """Nobody stands in for an officer who is not on duty."""
    if override.instead_of is None:
        return _unique(override.officers) if _by_console(override) else on_duty
    if override.instead_of not in on_duty:
        return on_duty
    at = on_duty.index(override.instead_of)
    return _unique([*on_duty[:at], *override.officers, *on_duty[at + 1 :]])


def _unique(officers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(officers))
