"""A child writes again in a case that somebody has. It is read, or people are rung."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.alerts.unread import ring_if_unread
from hotline.casework.notes import add_note
from hotline.casework.taking_over import take_over
from hotline.models import Access, Case
from hotline.simulator.phones import Phone
from routing.models import Officer

from .town import Town

TIME_TO_READ = 5 * 60
LAN, HOA = "nk1", "nk3"


@pytest.fixture
def taken(town: Town, child: Phone, lan: Phone) -> Case:
    """Lan has it, and is on duty. A minute later the child writes again."""
    town.plays_once("a_child_writes_again", lambda: _writes_again(town, child, lan))
    with town.service.transaction() as session:
        return session.exec(select(Case)).one()


def _writes_again(town: Town, child: Phone, lan: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")
    town.passes(60)
    child.texts("họ về rồi")


def alerts(town: Town) -> list[str]:
    return [str(alert["state"]) for alert in town.records("alerts")]


def note(town: Town, case: Case) -> None:
    with town.service.transaction() as session:
        add_note(session, case.id, "Đã gọi công an", who=HOA, form_id="a note", now=town.clock.now())


def reads(town: Town, case: Case, who: str, what: str = "case.read") -> None:
    with town.service.transaction() as session:
        session.add(Access(at=town.clock.now(), who=who, what=what, case_id=case.id))


def rings_when_the_time_is_over(town: Town, officer: Phone, seconds: int = TIME_TO_READ) -> None:
    """Not a second before; it begins now."""
    town.passes(seconds - 1)
    assert alerts(town) == ["acknowledged"]
    town.passes(1)
    officer.rings()


def test_who_does_not_read_it_in_time_is_rung_with_who_else_is_on_duty_and_the_case_stays_theirs(
    town: Town, taken: Case, lan: Phone, minh: Phone
) -> None:
    lan.reads("Có tin nhắn mới trong ca")
    rings_when_the_time_is_over(town, lan)
    opened = [one for one in town.records("events") if one["what"] == "alert.state" and one["from"] is None]
    assert opened[-1]["why"] == "a new message, and nobody has read it"
    minh.answers()
    minh.presses("1")
    assert alerts(town) == ["acknowledged"] * 2
    assert town.record("cases")["acknowledged_by"] == LAN


def test_what_somebody_has_read_on_the_page_rings_for_nobody(town: Town, taken: Case) -> None:
    town.passes(60)
    reads(town, taken, LAN)
    town.passes(2 * TIME_TO_READ)
    assert alerts(town) == ["acknowledged"]


def test_who_does_something_about_the_case_has_read_it(town: Town, taken: Case) -> None:
    town.passes(60)
    note(town, taken)
    town.passes(2 * TIME_TO_READ)
    assert alerts(town) == ["acknowledged"]


def test_a_page_that_stays_open_and_another_system_have_read_nothing(town: Town, taken: Case, lan: Phone) -> None:
    reads(town, taken, LAN, "case.read_on")
    reads(town, taken, "token:1")
    rings_when_the_time_is_over(town, lan)


def test_a_message_that_comes_after_the_reading_has_the_whole_time(
    town: Town, taken: Case, child: Phone, lan: Phone
) -> None:
    town.passes(60)
    reads(town, taken, LAN)
    town.passes(60)
    child.texts("cứu con")
    rings_when_the_time_is_over(town, lan)


def test_a_child_who_goes_on_writing_puts_nothing_off(town: Town, taken: Case, child: Phone, lan: Phone) -> None:
    for _ in range(4):
        town.passes(60)
        child.texts("cứu con")
    rings_when_the_time_is_over(town, lan, TIME_TO_READ - 4 * 60)


def test_a_case_that_already_rings_rings_on_and_is_not_rung_for_twice(town: Town, taken: Case, child: Phone) -> None:
    town.passes(60)
    child.calls()
    town.passes(TIME_TO_READ)
    assert len(alerts(town)) == 2


def test_who_takes_the_case_over_has_read_it(town: Town, taken: Case) -> None:
    town.passes(60)
    with town.service.transaction() as session:
        take_over(session, taken.id, session.get_one(Officer, HOA), owner=LAN, now=town.clock.now())
    town.passes(2 * TIME_TO_READ)
    assert alerts(town) == ["acknowledged"]


def test_nobody_is_rung_for_a_case_that_has_been_closed(town: Town, taken: Case) -> None:
    with town.service.transaction() as session:
        case = session.get_one(Case, taken.id)
        case.state, case.closed_at = "closed", town.clock.now()
        session.add(case)
    town.passes(2 * TIME_TO_READ)
    assert alerts(town) == ["acknowledged"]


def test_however_many_look_at_once_it_rings_once(town: Town, taken: Case) -> None:
    later = town.clock.now() + timedelta(seconds=TIME_TO_READ)

    def looks(after: timedelta = timedelta()) -> bool:
        with town.service.transaction() as session:
            return ring_if_unread(session, taken.id, now=later + after)

    assert looks(-timedelta(seconds=1)) is False, "too early"
    assert [looks() for _ in range(3)] == [True, False, False]
