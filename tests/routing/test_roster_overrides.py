"""Overrides: for everybody, for one officer, one after the other; and stretches say the same as the rules."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from routing.models import Override, Shift, Source
from routing.roster import Duty, stretches

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MIDNIGHT = datetime(2026, 2, 28, tzinfo=VIETNAM).astimezone(UTC)  # the last day of a month
PEOPLE = ["an", "binh", "chi", "dung"]
HOURS = 48


def at(hour: float) -> datetime:
    return MIDNIGHT + timedelta(hours=hour)


def always(*officers: str) -> tuple[Shift, ...]:
    return tuple(Shift(district="a", tier=1, officer=one, days=list(range(7))) for one in officers)


def override(
    *officers: str, instead_of: str | None = None, start: float = 0, end: float = 24, source: Source = Source.CONSOLE
) -> Override:
    return Override(
        district="a",
        tier=1,
        officers=list(officers),
        instead_of=instead_of,
        starts_at=at(start),
        ends_at=at(end),
        source=source,
    )


def who(shifts: tuple[Shift, ...], *overrides: Override, hour: float = 12) -> list[str]:
    return Duty(shifts, (), overrides, VIETNAM).officers_at(at(hour))


def test_whoever_stands_in_for_one_leaves_the_others_in_their_places() -> None:
    assert who(always("an", "binh", "chi"), override("dung", instead_of="binh")) == ["an", "dung", "chi"]


def test_it_ends_to_the_second() -> None:
    swap = override("dung", instead_of="an", start=8, end=10)
    assert [who(always("an"), swap, hour=hour) for hour in (7.999, 8, 9.999, 10)] == [
        ["an"],
        ["dung"],
        ["dung"],
        ["an"],
    ]


def test_hours_taken_over_can_be_passed_on_and_given_back() -> None:
    first, second = override("binh", instead_of="an"), override("chi", instead_of="binh")
    assert who(always("an"), first, second) == ["chi"]
    assert who(always("an"), first, override("an", instead_of="binh")) == ["an"]


def test_nobody_stands_in_for_somebody_who_is_not_on_duty() -> None:
    assert who(always("an"), override("chi", instead_of="binh")) == ["an"]


def test_whoever_is_there_already_is_not_there_twice() -> None:
    assert who(always("an", "binh"), override("binh", instead_of="an")) == ["binh"]


def test_stand_ins_also_count_in_an_override_for_everybody() -> None:
    assert who(always("an"), override("binh", "chi"), override("dung", instead_of="chi")) == ["binh", "dung"]


def test_what_people_agreed_comes_after_the_file_however_late_that_was_applied() -> None:
    agreed = override("chi", instead_of="binh")
    filed = override("binh", instead_of="an", source=Source.FILE)
    assert who(always("an"), agreed, filed) == ["chi"]


def test_an_override_for_everybody_replaces_those_of_the_file_and_whatever_was_agreed_before() -> None:
    filed, swap = override("binh", source=Source.FILE), override("chi", instead_of="binh")
    assert who(always("an"), filed, swap, override("dung")) == ["dung"]
    assert who(always("an"), override("dung"), filed) == ["dung"]
    assert who(always("an"), override("dung"), override("chi", start=8, end=10)) == ["dung"]
    assert who(always("an"), override("dung"), override("chi", start=8, end=13)) == ["chi"]


OVERRIDES = st.lists(
    st.builds(
        lambda officers, instead_of, start, length, source: override(
            *officers, instead_of=instead_of, start=start, end=start + length, source=source
        ),
        st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3),
        st.none() | st.sampled_from(PEOPLE),
        st.integers(-3, HOURS),
        st.integers(1, 30),
        st.sampled_from(Source),
    ),
    max_size=6,
)
SHIFTS = st.lists(
    st.builds(
        lambda officer, days, start, end: Shift(
            district="a", tier=1, officer=officer, days=sorted(days), start_minute=start * 60, end_minute=end * 60
        ),
        st.sampled_from(PEOPLE),
        st.sets(st.integers(0, 6)),
        st.integers(0, 23),
        st.integers(0, 24),
    ),
    max_size=5,
)


def naive(shifts: list[Shift], overrides: list[Override], moment: datetime) -> list[str]:
    """The rules once more, as plainly as they are told."""
    local = moment.astimezone(VIETNAM)
    people: list[str] = []
    for shift in shifts:
        for day_back in (0, 1):
            day = local.date() - timedelta(days=day_back)
            start = datetime(day.year, day.month, day.day, tzinfo=VIETNAM) + timedelta(minutes=shift.start_minute)
            length = (shift.end_minute - shift.start_minute) % 1440 or 1440
            if day.weekday() in shift.days and start <= local < start + timedelta(minutes=length):
                people.append(shift.officer)
    running = [one for one in overrides if one.starts_at <= moment < one.ends_at]
    filed = [one for one in running if not one.instead_of and one.source == Source.FILE]
    if filed:
        people = [officer for one in filed for officer in one.officers]
    for source in (Source.FILE, Source.CONSOLE):
        for one in running:
            if one.source == source == Source.CONSOLE and not one.instead_of:
                people = one.officers
            elif one.source == source and one.instead_of in people:
                people = list(dict.fromkeys(people))
                where = people.index(one.instead_of)
                people[where : where + 1] = one.officers
    return list(dict.fromkeys(people))


@given(SHIFTS, OVERRIDES)
def test_stretches_say_at_every_hour_what_the_rules_say(shifts: list[Shift], overrides: list[Override]) -> None:
    duty = Duty(tuple(shifts), (), tuple(overrides), VIETNAM)
    found = stretches(duty, start=at(0), end=at(HOURS))
    assert [found[0].start, found[-1].end] == [at(0), at(HOURS)]
    assert all(one.end == following.start for one, following in pairwise(found))
    assert all(one.officers != following.officers for one, following in pairwise(found))
    for hour in range(HOURS):
        moment = at(hour + 0.5)
        (stretch,) = [one for one in found if one.start <= moment < one.end]
        assert list(stretch.officers) == naive(shifts, overrides, moment)
