"""Who is on duty. The city keeps Vietnamese time: 07:00 there is midnight UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from routing.models import CITY_DESK, City, District, Officer, Override, Role, Rotation, Shift
from routing.policy import Ring
from routing.roster import Gap, NoCityError, city, officers_for, on_duty, uncovered
from routing.roster.hours import shift_covers

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAILY = list(range(7))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


MONDAY_NOON = local("2026-03-02T12:00")


@pytest.fixture
def roster(session: Session) -> Session:
    """Ninh Kiều and Ô Môn, five officers and a manager, and nobody on duty yet."""
    session.add(City(name="Cần Thơ", case_prefix="CT"))
    session.add(District(code="ninh-kieu", name="Quận Ninh Kiều", digit=1, position=0))
    session.add(District(code="o-mon", name="Quận Ô Môn", digit=4, position=1))
    for number, name in enumerate(["an", "binh", "chi", "dung", "em"], start=1):
        session.add(Officer(id=name, name=name, phone=f"+8491200000{number}"))
    session.add(Officer(id="manager", name="manager", phone="+84912000009", role=Role.MANAGER))
    session.flush()
    return session


def weekly(officer: str, start: int, end: int, *, days: list[int] = DAILY, tier: int = 1, position: int = 0) -> Shift:
    return Shift(
        district="ninh-kieu",
        tier=tier,
        officer=officer,
        days=list(days),
        start_minute=start * 60,
        end_minute=end * 60,
        position=position,
    )


def who(session: Session, now: datetime, *, district: str = "ninh-kieu", tier: int = 1) -> list[str]:
    return [officer.id for officer in on_duty(session, district=district, tier=tier, now=now)]


def test_a_shift_counts_from_its_first_moment_to_just_before_its_last(roster: Session) -> None:
    roster.add(weekly("an", 7, 19))
    assert who(roster, local("2026-03-02T06:59:59")) == []
    assert who(roster, local("2026-03-02T07:00")) == ["an"]
    assert who(roster, local("2026-03-02T18:59:59")) == ["an"]
    assert who(roster, local("2026-03-02T19:00")) == []


def test_a_night_shift_belongs_to_the_day_on_which_it_starts(roster: Session) -> None:
    roster.add(weekly("an", 19, 7, days=[6]))
    assert who(roster, local("2026-03-01T23:00")) == ["an"]
    assert who(roster, local("2026-03-02T06:59")) == ["an"]
    assert who(roster, local("2026-03-02T19:00")) == []
    assert who(roster, local("2026-03-01T06:00")) == []


def test_a_shift_to_24_00_ends_at_midnight(roster: Session) -> None:
    roster.add(weekly("an", 0, 24, days=[0]))
    assert who(roster, local("2026-03-02T00:00")) == who(roster, local("2026-03-02T23:59:59")) == ["an"]
    assert who(roster, local("2026-03-03T00:00")) == []


def test_a_single_shift_counts_between_its_two_moments(roster: Session) -> None:
    roster.add(
        Shift(district="ninh-kieu", tier=1, officer="an", starts_at=MONDAY_NOON, ends_at=local("2026-03-03T12:00"))
    )
    assert who(roster, MONDAY_NOON - timedelta(seconds=1)) == []
    assert who(roster, MONDAY_NOON) == ["an"]
    assert who(roster, local("2026-03-03T12:00")) == []


def test_officers_keep_the_order_of_the_file_and_appear_once(roster: Session) -> None:
    roster.add(weekly("chi", 0, 24, position=0))
    roster.add(weekly("an", 0, 24, position=1))
    roster.add(weekly("chi", 7, 19, position=2))
    assert who(roster, MONDAY_NOON) == ["chi", "an"]


def test_other_districts_and_tiers_stay_asleep(roster: Session) -> None:
    roster.add(weekly("an", 0, 24))
    assert who(roster, MONDAY_NOON, district="o-mon") == []
    assert who(roster, MONDAY_NOON, tier=2) == []


def test_a_rotation_hands_over_at_the_end_of_each_turn_and_starts_again(roster: Session) -> None:
    start = local("2026-03-02T07:00")
    roster.add(Rotation(district="ninh-kieu", tier=1, officers=["an", "binh", "chi"], starts_at=start, turn_hours=12))
    turns = [who(roster, start + timedelta(hours=hours)) for hours in (0, 11.99, 12, 24, 36)]
    assert turns == [["an"], ["an"], ["binh"], ["chi"], ["an"]]
    assert who(roster, start - timedelta(seconds=1)) == []


def test_an_override_replaces_everybody_while_it_runs(roster: Session) -> None:
    roster.add(weekly("an", 0, 24))
    roster.add(
        Override(
            district="ninh-kieu",
            tier=1,
            officers=["dung", "em"],
            starts_at=MONDAY_NOON,
            ends_at=MONDAY_NOON + timedelta(hours=1),
        )
    )
    assert who(roster, MONDAY_NOON) == ["dung", "em"]
    assert who(roster, MONDAY_NOON + timedelta(hours=1)) == ["an"]


def test_an_officer_who_left_is_not_on_duty(roster: Session) -> None:
    roster.add(weekly("an", 0, 24))
    roster.get_one(Officer, "an").active = False
    assert who(roster, MONDAY_NOON) == []


def test_a_ring_means_the_cases_own_district_unless_it_names_one(roster: Session) -> None:
    roster.add(weekly("an", 0, 24))
    roster.add(Shift(district=CITY_DESK, tier=1, officer="em", days=DAILY))

    def reached(ring: Ring, district: str | None) -> list[str]:
        return [officer.id for officer in officers_for(roster, ring, district=district, now=MONDAY_NOON)]

    assert reached(Ring(tier=1), "ninh-kieu") == ["an"]
    assert reached(Ring(tier=1), None) == ["em"]
    assert reached(Ring(tier=1, district=CITY_DESK), "ninh-kieu") == ["em"]
    assert reached(Ring(role=Role.MANAGER), "ninh-kieu") == ["manager"]
    assert reached(Ring(officers=("em", "gone", "an")), None) == ["em", "an"]
    assert reached(Ring(tier=1, role=Role.MANAGER, officers=("an",)), "ninh-kieu") == ["an", "manager"]


def test_hours_in_which_nobody_answers_are_found(roster: Session) -> None:
    roster.add(weekly("an", 7, 19))
    roster.add(weekly("binh", 19, 23))
    for district in ("o-mon", CITY_DESK):
        roster.add(Shift(district=district, tier=1, officer="em", days=DAILY))
    gaps = uncovered(roster, start=local("2026-03-02T00:00"), end=local("2026-03-03T12:00"))
    assert gaps == [
        Gap("ninh-kieu", 1, local("2026-03-02T00:00"), local("2026-03-02T07:00")),
        Gap("ninh-kieu", 1, local("2026-03-02T23:00"), local("2026-03-03T07:00")),
    ]


def test_a_turn_of_somebody_who_left_is_a_gap(roster: Session) -> None:
    start = local("2026-03-02T00:00")
    roster.add(Rotation(district="ninh-kieu", tier=1, officers=["an", "binh"], starts_at=start, turn_hours=6))
    roster.get_one(Officer, "binh").active = False
    gaps = uncovered(roster, start=start, end=start + timedelta(days=1))
    hours = [(gap.start - start, gap.end - start) for gap in gaps if gap.district == "ninh-kieu"]
    six = timedelta(hours=6)
    assert hours == [(six, 2 * six), (3 * six, 4 * six)]


def test_before_the_first_city_file_the_error_says_what_to_do(session: Session) -> None:
    with pytest.raises(NoCityError, match="hotline apply"):
        city(session)


@given(start=st.integers(0, 1439), end=st.integers(0, 1440), minute=st.integers(0, 1439))
def test_a_daily_shift_and_the_one_that_takes_over_cover_every_minute_once(start: int, end: int, minute: int) -> None:
    first = Shift(district="a", tier=1, officer="an", days=DAILY, start_minute=start, end_minute=end)
    second = Shift(district="a", tier=1, officer="binh", days=DAILY, start_minute=end % 1440, end_minute=start)
    moment = datetime(2026, 3, 2, tzinfo=VIETNAM) + timedelta(minutes=minute)
    whole_day = start == end % 1440
    assert shift_covers(first, moment) + shift_covers(second, moment) == (2 if whole_day else 1)
