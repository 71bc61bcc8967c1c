"""A hole that comes back every night is one thing to mend, and no night of it is lost."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hotline.rosters.cover import Level, Thin
from hotline.rosters.recurring import Days, recurring

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 30, tzinfo=VIETNAM)


def thin(day: int, start: float, hours: float, *, district: str = "a", level: Level = Level.NOBODY) -> Thin:
    since = MONDAY + timedelta(days=day, hours=start)
    return Thin(district, level, since, since + timedelta(hours=hours))


def test_the_same_hours_of_every_night_are_one() -> None:
    nights = [thin(day, 22, 8) for day in range(30)]
    (found,) = recurring(nights, VIETNAM)
    assert found.times == tuple(nights)
    assert found.days(VIETNAM) == [Days(date(2026, 11, 30), date(2026, 12, 29))]


def test_days_with_others_between_them_are_told_one_by_one() -> None:
    (found,) = recurring([thin(day, 22, 8) for day in (0, 1, 5)], VIETNAM)
    first, last = date(2026, 11, 30), date(2026, 12, 5)
    assert found.days(VIETNAM) == [Days(first, first + timedelta(days=1)), Days(last, last)]


def test_another_district_another_kind_and_other_hours_stay_by_themselves_in_their_order() -> None:
    every = [
        thin(0, 22, 8),
        thin(1, 22, 8, district="b"),
        thin(2, 22, 7),
        thin(3, 21, 8),
        thin(4, 22, 8, level=Level.ALONE),
        thin(5, 22, 32),
    ]
    assert [one.times for one in recurring(every, VIETNAM)] == [(one,) for one in every]


def test_hours_of_more_than_a_day_are_told_with_their_days() -> None:
    weekend, night = recurring([thin(5, 0, 48), thin(7, 22, 8), thin(12, 0, 48)], VIETNAM)
    assert (weekend.is_within_a_day, night.is_within_a_day) == (False, True)
    assert len(weekend.times) == 2
