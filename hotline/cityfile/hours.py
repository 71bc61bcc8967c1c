"""Shifts, rotations and overrides of a city file as rows: one officer a shift, times in UTC."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hotline.cityfile.duty import ShiftEntry
from hotline.cityfile.fields import DAYS
from hotline.cityfile.schema import CityFile
from routing.models import Override, Rotation, Shift


def shift_rows(file: CityFile) -> Iterator[Shift]:
    """One row for each officer of a shift, in the order of the file."""
    pairs = ((entry, officer) for entry in file.shifts for officer in dict.fromkeys(entry.officers))
    for position, (entry, officer) in enumerate(pairs):
        shift = Shift(district=entry.district, tier=entry.tier, officer=officer, position=position)
        _set_hours(shift, entry, file.city.timezone)
        yield shift


def _set_hours(shift: Shift, entry: ShiftEntry, timezone: ZoneInfo) -> None:
    if entry.starts_at is not None and entry.ends_at is not None:
        shift.starts_at, shift.ends_at = _utc(entry.starts_at, timezone), _utc(entry.ends_at, timezone)
    if entry.start is not None and entry.end is not None:
        shift.days = sorted({DAYS.index(day) for day in entry.days})
        shift.start_minute, shift.end_minute = entry.start, entry.end


def rotation_rows(file: CityFile) -> Iterator[Rotation]:
    for entry in file.rotations:
        yield Rotation(
            district=entry.district,
            tier=entry.tier,
            officers=list(entry.officers),
            starts_at=_utc(entry.start, file.city.timezone),
            turn_hours=entry.every / timedelta(hours=1),
        )


def override_rows(file: CityFile) -> Iterator[Override]:
    for entry in file.overrides:
        yield Override(
            district=entry.district,
            tier=entry.tier,
            officers=list(entry.officers),
            starts_at=_utc(entry.starts_at, file.city.timezone),
            ends_at=_utc(entry.ends_at, file.city.timezone),
        )


def _utc(moment: datetime, timezone: ZoneInfo) -> datetime:
    """A time without an offset is the city's."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone)).astimezone(UTC)
