"""A human took a case and nothing happened: it is rung for again, for its owner first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from hotline.alerts.nothing_done import ring_if_nothing_done
from hotline.casework.due import Due
from hotline.casework.milestones import reach
from hotline.casework.notes import add_note
from hotline.casework.taking_over import take_over
from hotline.models import Callback, CallbackState, Case, Contact
from hotline.reports.behind import rows_behind
from hotline.reports.scope import Scope
from hotline.simulator.phones import Phone
from routing.models import Officer

from .town import Town

TIME_TO_ACT = 15 * 60
LAN, MINH, HOA = "nk1", "nk2", "nk3"
Deed = Callable[[Session, Case, Town], object]


@pytest.fixture
def taken(town: Town, child: Phone, lan: Phone) -> Case:
    """Lan has pressed 1, half asleep."""
    town.plays_once("a_case_is_taken", lambda: _is_taken(child, lan))
    with town.service.transaction() as session:
        return session.exec(select(Case)).one()


def _is_taken(child: Phone, lan: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")


def alerts(town: Town) -> list[str]:
    return [str(alert["state"]) for alert in town.records("alerts")]


def rings_when_the_time_is_over(town: Town, officer: Phone) -> None:
    """Not a second before; it begins now."""
    town.passes(TIME_TO_ACT - 1)
    assert alerts(town) == ["acknowledged"]
    town.passes(1)
    officer.rings()


def test_a_case_about_which_nothing_was_done_rings_again_for_its_owner_and_who_is_on_duty(
    town: Town, taken: Case, lan: Phone, minh: Phone, hoa: Phone
) -> None:
    rings_when_the_time_is_over(town, lan)
    minh.rings()
    lan.reads("đã nhận, chưa có hành động")
    opened = [one for one in town.records("events") if one["what"] == "alert.state" and one["from"] is None]
    assert opened[-1]["why"] == "somebody took the case, and nothing was done"
    town.passes(25)
    hoa.rings()


def test_who_presses_1_in_that_call_has_the_case_again_and_the_time_begins_anew(
    town: Town, taken: Case, lan: Phone
) -> None:
    town.passes(TIME_TO_ACT)
    lan.answers()
    lan.hears("đã có người nhận nhưng chưa có hành động")
    town.passes(2)
    lan.presses("1")
    lan.hears(f"Ca {taken.number} là của anh chị")
    town.passes(TIME_TO_ACT - 1)
    assert alerts(town) == ["acknowledged"] * 2
    town.passes(1)
    assert alerts(town) == ["acknowledged", "acknowledged", "ringing"]


def test_a_colleague_who_presses_1_in_that_call_has_the_case_from_then_on_and_the_owner_is_told(
    town: Town, taken: Case, lan: Phone, minh: Phone
) -> None:
    town.passes(TIME_TO_ACT)
    minh.answers()
    town.passes(2)
    minh.presses("1")
    assert (town.record("cases")["acknowledged_by"], town.record("cases")["state"]) == (MINH, "acknowledged")
    moved = [one for one in town.records("events") if one["what"] == "case.owner"]
    assert [(one["from"], one["to"], one["who"]) for one in moved] == [(LAN, MINH, MINH)]
    town.passes(2)
    lan.reads(f"{taken.number}")
    assert [one["officer"] for one in town.records("notifications") if one["purpose"] == "taken_over"] == [LAN]


def acts(session: Session, case: Case, town: Town) -> None:
    reach(session, case.id, Due.FIRST_ACTION, who=LAN, now=town.clock.now(), at=None, version=case.version)


def notes(session: Session, case: Case, town: Town) -> None:
    add_note(session, case.id, "Đã gọi công an", who=HOA, form_id="a note", now=town.clock.now())


def ends(session: Session, case: Case, town: Town) -> None:
    case.state, case.closed_at = "closed", town.clock.now()
    session.add(case)


@pytest.mark.parametrize("deed", [acts, notes, ends])
def test_a_case_about_which_somebody_did_something_rings_no_more(town: Town, taken: Case, deed: Deed) -> None:
    town.passes(60)
    with town.service.transaction() as session:
        deed(session, session.get_one(Case, taken.id), town)
    town.passes(3 * TIME_TO_ACT)
    assert alerts(town) == ["acknowledged"]


def test_what_was_written_before_somebody_took_the_case_is_nothing_that_they_did(
    town: Town, child: Phone, lan: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    with town.service.transaction() as session:
        notes(session, session.exec(select(Case)).one(), town)
    lan.answers()
    town.passes(2)
    lan.presses("1")
    town.passes(TIME_TO_ACT)
    lan.rings()


def test_while_somebody_talks_with_the_caller_nobody_is_rung_and_the_time_counts_from_the_end(
    town: Town, child: Phone, lan: Phone
) -> None:
    child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    town.passes(2 * TIME_TO_ACT - 60)
    lan.talks_with(child)
    child.hangs_up()
    rings_when_the_time_is_over(town, lan)


def test_a_call_back_gives_as_much_time_from_its_end(town: Town, taken: Case, lan: Phone) -> None:
    town.passes(TIME_TO_ACT - 60)
    with town.service.transaction() as session:
        contact, now = session.exec(select(Contact.id)).one(), town.clock.now()
        told = {"case_id": taken.id, "contact_id": contact, "officer": LAN, "form_id": "a call back"}
        callback = Callback(**told, state=CallbackState.CONNECTED, created_at=now, stale_at=now + timedelta(hours=4))
        session.add(callback)
    town.passes(2 * TIME_TO_ACT)
    with town.service.transaction() as session:
        row = session.exec(select(Callback)).one()
        row.state, row.ended_at = CallbackState.ENDED, town.clock.now()
        session.add(row)
    rings_when_the_time_is_over(town, lan)


def test_a_colleague_who_takes_the_case_over_has_the_whole_time(town: Town, taken: Case, hoa: Phone) -> None:
    town.passes(TIME_TO_ACT - 60)
    with town.service.transaction() as session:
        take_over(session, taken.id, session.get_one(Officer, HOA), owner=LAN, now=town.clock.now())
    rings_when_the_time_is_over(town, hoa)


def test_however_many_look_at_once_it_rings_once(town: Town, taken: Case) -> None:
    later = town.clock.now() + timedelta(seconds=TIME_TO_ACT)

    def looks(at: object) -> bool:
        with town.service.transaction() as session:
            return ring_if_nothing_done(session, taken.id, now=at)  # type: ignore[arg-type]

    assert looks(later - timedelta(seconds=1)) is False, "too early"
    assert [looks(later) for _ in range(3)] == [True, False, False]


def test_a_drill_that_somebody_took_rings_for_no_action(town: Town, lan: Phone) -> None:
    drill = town.phone("+84900009999", "drill")
    drill.calls()
    with town.service.transaction() as session:
        session.connection().exec_driver_sql('UPDATE "case" SET drill = true')
    drill.presses("1")
    lan.answers()
    lan.presses("1")
    with town.service.transaction() as session:
        assert session.exec(select(Case.nothing_done_at)).all() == [None]


def test_figures_count_no_alert_that_rings_since_nothing_was_done(town: Town, taken: Case) -> None:
    town.passes(TIME_TO_ACT + 25)
    now = town.clock.now()
    with town.service.transaction() as session:
        scope = Scope(now.date() - timedelta(days=1), now.date() + timedelta(days=1))
        rows = rows_behind(session, scope, {}, kind="alerts", only="", now=now)
    assert (len(alerts(town)), len(rows)) == (2, 1)
