"""Thin cover: what it is, where it ends, and that a whole city is looked through in a moment."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from hotline.cityfile import apply_city, read_city
from hotline.rosters.cover import HORIZON, Level, all_districts, thin_cover
from routing.models import City, District, Officer, Override, Shift

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CAN_THO = Path(__file__).parents[2] / "hotline" / "cities" / "can-tho.yaml"
NOW = datetime(2026, 2, 27, tzinfo=VIETNAM).astimezone(UTC)
DAILY = list(range(7))


def at(hour: float) -> datetime:
    return NOW + timedelta(hours=hour)


@pytest.fixture
def district(session: Session) -> Session:
    session.add(City(name="Cần Thơ", case_prefix="CT"))
    session.add(District(code="a", name="A"))
    session.add_all(Officer(id=name, name=name, phone=f"+8491200000{number}") for number, name in enumerate("xyz"))
    session.flush()
    return session


def shift(tier: int, officer: str, start: int, end: int) -> Shift:
    return Shift(district="a", tier=tier, officer=officer, days=DAILY, start_minute=60 * start, end_minute=60 * end)


def levels(session: Session, hours: float = 48) -> list[tuple[Level, float, float]]:
    found = thin_cover(session, ["a"], start=NOW, end=at(hours))
    return [(one.level, (one.start - NOW) / timedelta(hours=1), (one.end - NOW) / timedelta(hours=1)) for one in found]


def test_each_kind_is_told_from_when_until_when(district: Session) -> None:
    district.add_all([shift(1, "x", 0, 18), shift(1, "y", 6, 12), shift(2, "z", 0, 9)])
    assert levels(district, 24) == [
        (Level.ONE, 0, 6),
        (Level.NO_BACKUP, 9, 12),
        (Level.ALONE, 12, 18),
        (Level.NOBODY, 18, 24),
    ]


def test_one_officer_after_the_other_is_one_thin_time_over_midnight(district: Session) -> None:
    district.add_all([shift(1, "x", 7, 19), shift(1, "y", 19, 7), shift(2, "z", 0, 24)])
    assert levels(district) == [(Level.ONE, 0, 48)]


def test_an_override_by_somebody_who_left_is_a_gap_for_as_long_as_it_runs(district: Session) -> None:
    district.add_all([shift(1, "x", 0, 24), shift(1, "y", 0, 24), shift(2, "z", 0, 24)])
    district.add(Officer(id="gone", name="gone", phone="+84912000009", active=False))
    district.flush()
    district.add(Override(district="a", tier=1, officers=["gone"], starts_at=at(23), ends_at=at(25)))
    assert levels(district) == [(Level.NOBODY, 23, 25)]


def test_nobody_stands_behind_themselves(district: Session) -> None:
    district.add_all([shift(1, "x", 0, 24), shift(2, "x", 0, 24)])
    assert levels(district, 24) == [(Level.ALONE, 0, 24)]


def test_a_district_without_any_hours_is_a_gap(district: Session) -> None:
    assert levels(district) == [(Level.NOBODY, 0, 48)]


def test_thirty_days_of_a_whole_city_take_a_moment(session: Session) -> None:
    apply_city(session, read_city(CAN_THO), now=NOW)
    session.add_all(
        Override(
            district="o-mon",
            tier=1,
            officers=["om3"],
            instead_of="om1",
            starts_at=at(12 * number),
            ends_at=at(12 * number + 3),
        )
        for number in range(60)
    )
    session.flush()
    best = float("inf")
    for _ in range(3):
        began = perf_counter()
        found = thin_cover(session, all_districts(session), start=NOW, end=NOW + HORIZON)
        best = min(best, perf_counter() - began)
    assert {one.level for one in found} == {Level.ONE, Level.ALONE}  # whom om3 stands in for, om3 stands behind
    assert best < 1, f"{best * 1000:.0f} ms, and 300 are meant on a machine of its own"
