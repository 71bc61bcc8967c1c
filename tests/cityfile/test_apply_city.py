"""Applying a city file to a real database."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from hotline.cityfile import CityPlan, apply_city, read_city
from hotline.errors import UsageError
from hotline.models import Case, CaseEvent
from routing.models import City, District, Officer, Override, Place, Shift
from routing.places import load_territory
from routing.roster import on_duty, uncovered

Read = Callable[..., CityPlan]
NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
CAN_THO = Path(__file__).parents[2] / "hotline" / "cities" / "can-tho.yaml"


def apply(session: Session, plan: CityPlan) -> list[str]:
    changes = apply_city(session, plan, now=NOW)
    session.commit()
    session.expire_all()
    return changes.summary()


def test_a_city_file_fills_an_empty_database(session: Session, read: Read) -> None:
    assert apply(session, read()) == [
        "city added: Cần Thơ",
        "districts added: ninh-kieu, o-mon",
        "officers added: nk1, om1, desk1, boss",
        "places replaced: 0 by 2",
        "shifts replaced: 0 by 3",
    ]
    assert [officer.id for officer in on_duty(session, district="ninh-kieu", tier=1, now=NOW)] == ["nk1"]
    assert load_territory(session).find("cai khe").district == "ninh-kieu"


def test_a_second_time_changes_nothing_and_leaves_no_event(session: Session, read: Read) -> None:
    apply(session, read())
    assert apply(session, read()) == []
    assert [event.what for event in session.exec(select(CaseEvent))] == ["city.applied"]


def test_one_plan_may_be_applied_twice(session: Session, read: Read) -> None:
    plan = read()
    apply(session, plan)
    assert not apply_city(session, plan, now=NOW)


def test_what_changed_in_the_file_changes_in_the_database(session: Session, read: Read) -> None:
    apply(session, read())
    changed = read(
        ("hold_limit: 120s", "hold_limit: 60s"), ("Trực ban Ô Môn 1", "Trực ban mới"), ("[nk]", "[nk, nkieu]")
    )
    assert apply(session, changed) == ["city changed: Cần Thơ", "districts changed: ninh-kieu", "officers changed: om1"]
    assert session.get_one(City, 1).hold_limit_seconds == 60
    assert session.get_one(Officer, "om1").name == "Trực ban mới"


def test_an_officer_who_left_is_kept_but_never_rung(session: Session, read: Read) -> None:
    plan = read()
    apply(session, plan)
    others = tuple(officer for officer in plan.officers if officer.id != "nk1")
    shifts = tuple(shift for shift in plan.shifts if shift.officer != "nk1")
    without = CityPlan(plan.city, plan.districts, plan.places, others, shifts, (), ())
    assert apply(session, without) == ["officers deactivated: nk1", "shifts replaced: 3 by 2"]
    assert on_duty(session, district="ninh-kieu", tier=1, now=NOW) == []
    assert apply(session, plan) == ["officers changed: nk1", "shifts replaced: 2 by 3"]
    assert session.get_one(Officer, "nk1").active


def test_two_districts_may_swap_their_keys(session: Session, read: Read) -> None:
    apply(session, read())
    apply(session, read(("digit: 1", "digit: 9"), ("digit: 4", "digit: 1"), ("digit: 9", "digit: 4")))
    assert {district.code: district.digit for district in session.exec(select(District))} == {
        "ninh-kieu": 4,
        "o-mon": 1,
    }


O_MON_LEAVES = (
    ("  - {code: o-mon, name: Quận Ô Môn, digit: 4}\n", "  - {code: cai-rang, name: Quận Cái Răng, digit: 4}\n"),
    ("district: o-mon", "district: cai-rang"),
)


def test_a_district_that_left_is_removed_and_its_key_is_free(session: Session, read: Read) -> None:
    apply(session, read(("digit: 4", "digit: 4, places: [Thới Long]")))
    assert "districts removed: o-mon" in apply(session, read(*O_MON_LEAVES))
    assert [district.code for district in session.exec(select(District).order_by(col(District.position)))] == [
        "ninh-kieu",
        "cai-rang",
    ]


def test_a_district_with_a_case_cannot_leave_and_nothing_changes(session: Session, read: Read) -> None:
    apply(session, read())
    session.add(Case(number="CT-0001", district="o-mon", opened_at=NOW))
    session.commit()
    with pytest.raises(UsageError, match="District 'o-mon' is not in the file, but 1 cases"):
        apply_city(session, read(*O_MON_LEAVES), now=NOW)
    session.commit()
    assert set(session.exec(select(District.code))) == {"ninh-kieu", "o-mon"}
    assert session.exec(select(Case)).one().district == "o-mon"


def test_shifts_and_places_keep_the_order_of_the_file(session: Session) -> None:
    plan = read_city(CAN_THO)
    apply(session, plan)
    assert [shift.officer for shift in session.exec(select(Shift).order_by(col(Shift.id)))] == [
        shift.officer for shift in plan.shifts
    ]
    assert [place.name for place in session.exec(select(Place).order_by(col(Place.id)))] == [
        place.name for place in plan.places
    ]


def test_the_bundled_city_is_covered_day_and_night(session: Session) -> None:
    apply(session, read_city(CAN_THO))
    assert uncovered(session, start=NOW, end=datetime(2026, 3, 17, tzinfo=UTC)) == []
    assert apply(session, read_city(CAN_THO)) == []


def test_overrides_reach_the_roster(session: Session, read: Read) -> None:
    override = (
        'overrides:\n  - {district: ninh-kieu, officers: [om1], from: "2026-03-02T07:00", to: "2026-03-02T19:00"}\n'
    )
    apply(session, read(("call: {", f"{override}call: {{")))
    assert [officer.id for officer in on_duty(session, district="ninh-kieu", tier=1, now=NOW)] == ["om1"]
    assert apply(session, read()) == ["overrides replaced: 1 by 0"]
    assert session.exec(select(Override)).all() == []


def test_a_territory_is_indexed_anew_only_after_it_changed(session: Session, read: Read) -> None:
    apply(session, read())
    before = load_territory(session)
    assert load_territory(session) is before
    apply(session, read(("[Cái Khế,", "[Cái Khế, Tân An,")))
    assert load_territory(session).find("phường Tân An").district == "ninh-kieu"
