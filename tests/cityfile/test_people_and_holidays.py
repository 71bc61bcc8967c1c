"""What a city file says of people besides their hours, and of days."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from hotline.cityfile import CityPlan, apply_city, read_city
from hotline.errors import UsageError
from routing.models import City, Holiday, Officer, Role

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
BOSS = '  - {id: boss, name: Quản lý, phone: "+84912000004", role: manager}\n'
ADMIN = '  - {id: ad1, name: Quản trị, phone: "+84912000005", role: admin, channels: [sms]}\n'
Read = Callable[..., CityPlan]


def test_districts_of_an_officer_holidays_and_the_days_of_a_proof_are_kept(session: Session, read: Read) -> None:
    plan = read(
        ("phone: 0912000002", "phone: 0912000002, districts: [ninh-kieu, city]"),
        ("escalation:", "holidays:\n  - {day: 2026-09-02, name: Quốc khánh}\nproof_days: 14\nescalation:"),
    )
    apply_city(session, plan, now=NOW)
    session.commit()
    assert session.get_one(Officer, "om1").districts == ["ninh-kieu", "city"]
    assert session.get_one(Holiday, date(2026, 9, 2)).name == "Quốc khánh"
    assert session.get_one(City, 1).proof_days == 14
    assert not apply_city(session, plan, now=NOW)


def test_a_holiday_that_left_the_file_is_gone(session: Session, read: Read) -> None:
    apply_city(session, read(("escalation:", "holidays:\n  - {day: 2026-09-02, name: Lễ}\nescalation:")), now=NOW)
    changes = apply_city(session, read(), now=NOW)
    assert changes.summary() == ["holidays replaced: 1 by 0"]
    assert session.exec(select(Holiday)).all() == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("officers: [om1]", "officers: [ad1]", "officers: 'ad1' is admin, whom nobody rings"),
        ("{role: manager}", "{officers: [ad1]}", "officers: 'ad1' is admin, whom nobody rings"),
        ("{role: manager}", "{role: auditor}", "role: must be 'officer' or 'manager', not 'auditor'"),
        ("phone: 0912000002", "phone: 0912000002, districts: [o-mom]", "there is no district 'o-mom'; did you mean"),
        ("escalation:", "holidays:\n  - {day: soon, name: Lễ}\nescalation:", "holidays.day: must be a date"),
        ("escalation:", "proof_days: 0\nescalation:", "proof_days"),
    ],
)
def test_what_makes_no_sense_is_refused(write: Callable[..., Path], old: str, new: str, problem: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_city(write((BOSS, BOSS + ADMIN), (old, new)))
    assert problem in str(refused.value)


def test_one_day_is_no_two_holidays(write: Callable[..., Path]) -> None:
    twice = "holidays:\n  - {day: 2026-09-02, name: a}\n  - {day: 2026-09-02, name: b}\nescalation:"
    with pytest.raises(UsageError, match="'2026-09-02' is two holidays"):
        read_city(write(("escalation:", twice)))


def test_an_admin_may_be_in_the_file_without_any_shift(read: Read) -> None:
    plan = read((BOSS, BOSS + ADMIN))
    assert plan.officers[-1].role is Role.ADMIN
    assert plan.warnings == ()
