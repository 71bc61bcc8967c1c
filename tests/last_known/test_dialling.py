"""Whom a caller is dialled to while nothing but the copy of the roster is left."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.last_known import LastKnown, Leg, Roster
from hotline.last_known.dialling import AGAIN, MOST, legs
from hotline.last_known.roster import OnCall
from routing.models import CITY_DESK, Override, Rotation, Shift

CHILD, HOTLINE, LINE = "+84900000001", "+842923891111", "+842923830000"
DESK = "+842923999111"
TWO_AT_NIGHT = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def officer(name: str, *, is_manager: bool = False) -> OnCall:
    return OnCall(id=name, phone=f"+8491200{sum(map(ord, name)) % 10000:04d}", is_manager=is_manager)


def always(district: str, name: str, tier: int = 1) -> Shift:
    return Shift(district=district, tier=tier, officer=name, days=[0, 1, 2, 3, 4, 5, 6])


LAN, MINH, TUAN, BOSS, DEPUTY = (
    officer("lan"),
    officer("minh"),
    officer("tuan"),
    officer("boss", is_manager=True),
    officer("deputy", is_manager=True),
)


def plan(roster: Roster, *, caller: str = CHILD, called: str = HOTLINE) -> list[tuple[str, ...]]:
    """Without those who are rung once more."""
    found = legs(roster, caller=caller, called=called, now=TWO_AT_NIGHT)
    return [leg.numbers for leg in found if not leg.again]


def rung_again(roster: Roster) -> list[tuple[str, ...]]:
    return [leg.numbers for leg in legs(roster, caller=CHILD, called=HOTLINE, now=TWO_AT_NIGHT) if leg.again]


def test_when_nothing_is_known_the_national_line_is() -> None:
    assert plan(Roster()) == [(), (), ("111",)]


def test_the_desk_first_then_who_is_on_duty_then_the_national_line() -> None:
    roster = Roster(desk=DESK, officers=(LAN, MINH, TUAN), shifts=(always(CITY_DESK, "lan"), always("o-mon", "tuan")))
    assert plan(roster) == [(DESK,), (LAN.phone,), ("111",)]


def test_the_first_who_rang_together_ring_once_more_one_by_one_since_a_voicemail_may_have_silenced_them() -> None:
    roster = Roster(
        officers=(BOSS, LAN, MINH, TUAN), shifts=tuple(always(CITY_DESK, x) for x in ("lan", "minh", "tuan"))
    )
    assert rung_again(roster) == [(LAN.phone,), (MINH.phone,), (TUAN.phone,)]
    two = Roster(officers=(LAN, BOSS), shifts=(always(CITY_DESK, "lan"),))
    assert rung_again(two) == [(LAN.phone,), (BOSS.phone,), ()]


def test_who_has_rung_alone_does_not_ring_once_more() -> None:
    assert rung_again(Roster(officers=(LAN,), shifts=(always(CITY_DESK, "lan"),))) == [(), (), ()]


@given(on_duty=st.integers(0, 12))
def test_the_national_lines_place_in_the_plan_is_the_same_whoever_comes_on_duty_meanwhile(on_duty: int) -> None:
    crowd = tuple(officer(f"officer {number}") for number in range(on_duty))
    roster = Roster(desk=DESK, officers=crowd, shifts=tuple(always(CITY_DESK, one.id) for one in crowd))
    found = legs(roster, caller=CHILD, called=HOTLINE, now=TWO_AT_NIGHT)
    assert [place for place, leg in enumerate(found) if leg.numbers == ("111",)] == [2 + AGAIN]


def test_a_drill_is_dialled_to_nobody() -> None:
    roster = Roster(desk=DESK, officers=(LAN,), shifts=(always(CITY_DESK, "lan"),), drill_number=CHILD)
    assert plan(roster) == []
    assert plan(roster, caller="")[0] == (DESK,)


def test_a_withheld_number_is_never_taken_for_a_drill() -> None:
    assert plan(Roster(desk=DESK), caller="")[0] == (DESK,)


@pytest.mark.parametrize("call", [{"called": LINE}, {"caller": LINE}])
def test_a_line_brings_the_officers_of_its_district_before_those_of_the_desk(call: dict[str, str]) -> None:
    roster = Roster(
        lines={LINE: "o-mon"},
        officers=(LAN, MINH, TUAN),
        shifts=(always(CITY_DESK, "lan"), always("o-mon", "tuan", tier=2), always("o-mon", "minh")),
    )
    assert plan(roster, **call)[1] == (MINH.phone, TUAN.phone, LAN.phone)


def test_managers_are_rung_as_well_when_few_are_on_duty() -> None:
    few = Roster(officers=(BOSS, DEPUTY, LAN), shifts=(always(CITY_DESK, "lan"),))
    assert plan(few)[1] == (LAN.phone, BOSS.phone, DEPUTY.phone)
    enough = Roster(
        officers=(BOSS, LAN, MINH, TUAN), shifts=tuple(always(CITY_DESK, x) for x in ("lan", "minh", "tuan"))
    )
    assert BOSS.phone not in plan(enough)[1]


def test_who_reads_texts_only_is_not_dialled_on_duty_or_as_a_manager() -> None:
    on_paper, reader = (one.model_copy(update={"channels": ("sms",)}) for one in (MINH, BOSS))
    roster = Roster(officers=(LAN, on_paper, reader), shifts=(always(CITY_DESK, "lan"), always(CITY_DESK, "minh")))
    assert plan(roster)[1] == (LAN.phone,)


def test_no_more_are_rung_at_once_than_the_network_rings() -> None:
    crowd = [officer(f"officer {number}") for number in range(30)]
    roster = Roster(officers=tuple(crowd), shifts=tuple(always(CITY_DESK, one.id) for one in crowd))
    assert len(plan(roster)[1]) == MOST


def test_a_desk_that_is_the_national_line_is_dialled_once() -> None:
    assert plan(Roster(desk="111")) == [("111",), (), ()]


def test_an_officer_at_the_desks_own_telephone_is_not_rung_twice() -> None:
    at_desk = OnCall(id="desk1", phone=DESK)
    assert plan(Roster(desk=DESK, officers=(at_desk,), shifts=(always(CITY_DESK, "desk1"),)))[1] == ()


@pytest.mark.parametrize("caller", [DESK, "111", LAN.phone])
def test_nobody_is_dialled_to_themselves(caller: str) -> None:
    roster = Roster(desk=DESK, officers=(LAN, MINH), shifts=(always(CITY_DESK, "lan"), always(CITY_DESK, "minh")))
    assert all(caller not in numbers for numbers in plan(roster, caller=caller))


def test_who_is_on_duty_is_told_for_this_moment_and_not_for_that_of_the_copy() -> None:
    roster = Roster(
        officers=(LAN, MINH, TUAN),
        rotations=(
            Rotation(
                district=CITY_DESK,
                tier=1,
                officers=["lan", "minh"],
                starts_at=datetime(2026, 3, 1, tzinfo=UTC),
                turn_hours=24,
            ),
        ),
        overrides=(
            Override(
                district=CITY_DESK,
                tier=1,
                officers=["tuan"],
                starts_at=datetime(2026, 3, 3, tzinfo=UTC),
                ends_at=datetime(2026, 3, 4, tzinfo=UTC),
            ),
        ),
    )
    on = [roster.on_duty(district=CITY_DESK, tier=1, now=datetime(2026, 3, day, 12, tzinfo=UTC)) for day in (1, 2, 3)]
    assert on == [[LAN], [MINH], [TUAN]]


def test_hours_that_make_no_sense_still_leave_desk_and_national_line() -> None:
    broken = Rotation(
        district=CITY_DESK, tier=1, officers=["lan"], starts_at=datetime(2026, 3, 1, tzinfo=UTC), turn_hours=0
    )
    known = LastKnown()
    known.remember(Roster(desk=DESK, officers=(LAN,), rotations=(broken,)))
    found = known.legs(caller=CHILD, called=HOTLINE, now=TWO_AT_NIGHT)
    assert [leg for leg in found if leg.numbers] == [Leg((DESK,)), Leg(("111",))]


NUMBERS = st.sampled_from([CHILD, HOTLINE, DESK, "111", "", LAN.phone, MINH.phone, BOSS.phone])


@given(desk=st.none() | NUMBERS, national=NUMBERS, caller=NUMBERS, phones=st.lists(NUMBERS, max_size=15))
def test_no_telephone_is_dialled_twice_but_once_more_alone_and_never_the_callers(
    desk: str | None, national: str, caller: str, phones: list[str]
) -> None:
    officers = tuple(OnCall(id=str(place), phone=phone) for place, phone in enumerate(phones))
    shifts = tuple(always(CITY_DESK, one.id) for one in officers)
    roster = Roster(desk=desk, national_line=national, officers=officers, shifts=shifts)
    dialled = [number for numbers in plan(roster, caller=caller) for number in numbers]
    assert len(dialled) == len(set(dialled))
    again = rung_again(roster) if caller == CHILD else []
    assert {number for numbers in again for number in numbers} <= set(dialled)
    assert not {caller, ""} & set(dialled)
