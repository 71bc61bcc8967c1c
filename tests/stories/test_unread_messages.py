"""A child writes again in a case that somebody has. It is read, or people are rung."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from hotline.alerts.unread import count_messages, ring_if_unread
from hotline.casework.closing import close_case, join_case
from hotline.casework.news import news_of
from hotline.casework.notes import add_note
from hotline.casework.taking_over import take_over
from hotline.contacts import insert_contact
from hotline.models import Access, Case, CaseEvent, ContactChannel, Disposition
from hotline.reconciliation import Reconciliation
from hotline.simulator.faults import Habit
from hotline.simulator.phones import Phone
from routing.models import Officer

from .town import Town

TIME_TO_READ = 5 * 60
LAN, MINH, HOA = "nk1", "nk2", "nk3"


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
        seen = count_messages(session, case.id)
        session.add(Access(at=town.clock.now(), who=who, what=what, case_id=case.id, subject=seen))


def close(town: Town, case: Case) -> None:
    with town.service.transaction() as session:
        seen, now = news_of(session, case.id, who=LAN), town.clock.now()
        close_case(session, case.id, Disposition.HELPED, who=LAN, now=now, version=case.version, seen=seen)


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
    close(town, taken)
    town.passes(2 * TIME_TO_READ)
    assert alerts(town) == ["acknowledged"]


def test_however_many_look_at_once_it_rings_once(town: Town, taken: Case) -> None:
    later = town.clock.now() + timedelta(seconds=TIME_TO_READ)

    def looks(after: timedelta = timedelta()) -> bool:
        with town.service.transaction() as session:
            return ring_if_unread(session, taken.id, now=later + after)

    assert looks(-timedelta(seconds=1)) is False, "too early"
    assert [looks() for _ in range(3)] == [True, False, False]


def whys(town: Town) -> list[str]:
    """What alerts have rung for, one after the other."""
    opened = [one for one in town.records("events") if one["what"] == "alert.state" and one["from"] is None]
    return [str(one["why"]) for one in opened]


def test_a_message_that_is_found_late_was_read_by_nobody_who_opened_the_page_before(
    town: Town, child: Phone, taken: Case, lan: Phone
) -> None:
    reconciliation = Reconciliation(town.service)
    reconciliation.look()
    town.passes(30)
    town.faults.drops_webhook = lambda _url: True
    child.texts("ông ấy có dao, cứu con")
    town.faults.drops_webhook = lambda _url: False
    town.passes(30)
    reads(town, taken, LAN)
    town.passes(TIME_TO_READ - 60 + 1)
    assert alerts(town) == ["acknowledged"], "there is nothing unread"
    reconciliation.look()
    town.passes(30)
    assert len(town.records("contacts")) == 3
    lan.rings()


def test_a_message_whose_line_became_visible_only_after_a_later_one_was_read_is_new_all_the_same(
    town: Town, taken: Case, lan: Phone
) -> None:
    """Lines are numbered as they are written, and seen as they are committed."""
    with town.service.transaction() as slow:
        line = slow.connection().scalar(text("SELECT nextval(pg_get_serial_sequence('case_event', 'id'))"))
    reads(town, taken, LAN)
    with town.service.transaction() as slow:
        now, case = town.clock.now(), slow.get_one(Case, taken.id)
        message = insert_contact(slow, ContactChannel.SMS, "SMslow", caller="+84900000001", called="x", now=now)
        assert message
        told = {"case_id": case.id, "at": now, "what": "contact.state", "subject": message.id, "after": "open"}
        slow.add(CaseEvent(id=line, **told))
        case.unread_at = now + timedelta(seconds=TIME_TO_READ)
    rings_when_the_time_is_over(town, lan)


def test_who_joins_a_duplicate_to_a_case_has_not_read_it(
    town: Town, taken: Case, neighbour: Phone, lan: Phone, minh: Phone
) -> None:
    neighbour.texts("có đứa bé bị đánh ở Ninh Kiều")
    minh.answers()
    minh.presses("1")
    town.passes(60)
    with town.service.transaction() as session:
        duplicate = session.exec(select(Case).where(Case.id != taken.id)).one()
        seen, now = news_of(session, duplicate.id, who=MINH), town.clock.now()
        duplicate.callback_safe = False
        join_case(session, duplicate.id, taken.id, who=MINH, now=now, version=duplicate.version, seen=seen)
    town.passes(TIME_TO_READ - 60)
    lan.rings()
    assert whys(town)[-1] == "a new message, and nobody has read it"


def test_while_the_officer_talks_with_the_child_nobody_is_rung_for_what_the_child_writes_meanwhile(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    town.passes(60)
    child.texts("số 5 hẻm 12")
    town.passes(2 * TIME_TO_READ)
    lan.talks_with(child)
    assert alerts(town) == ["acknowledged"]
    child.hangs_up()
    rings_when_the_time_is_over(town, minh)


def test_a_recorded_message_in_a_flood_is_heard_in_time_or_people_are_rung(
    town: Town, taken: Case, child: Phone, lan: Phone
) -> None:
    for _ in range(20):
        child.texts("cứu con")
    town.passes(60)
    reads(town, taken, LAN)
    child.calls()
    child.presses("*")
    child.says("ông ấy có dao")
    town.passes(10)
    assert town.records("contacts")[-1]["has_recording"]
    assert alerts(town) == ["acknowledged"], "one of very many calls of this number"
    town.passes(TIME_TO_READ)
    lan.rings()


def test_a_colleague_who_answers_each_time_puts_off_nothing_and_knows_whose_case_it_is(
    town: Town, taken: Case, child: Phone, minh: Phone
) -> None:
    town.passes(TIME_TO_READ)
    minh.answers()
    minh.presses("1")
    minh.hears("vẫn do đồng nghiệp phụ trách")
    minh.has_not_heard("là của anh chị")
    town.passes(TIME_TO_READ)
    child.texts("cứu con")
    town.passes(TIME_TO_READ - 60)
    assert whys(town)[-1] == "somebody took the case, and nothing was done"


def test_a_text_to_the_owner_that_fails_when_the_case_is_closed_rings_for_nobody(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    town.faults.set_habit(lan.number, Habit.UNDELIVERED)
    town.faults.drops_webhook = lambda url: "/sms/status" in url
    _writes_again(town, child, lan)
    with town.service.transaction() as session:
        case = session.exec(select(Case)).one()
    close(town, case)
    rang = minh.rang
    town.passes(600)
    Reconciliation(town.service).look()
    town.passes(60)
    news = [one for one in town.records("notifications") if one["purpose"] == "news"]
    assert [one["state"] for one in news] == ["failed"]
    assert (alerts(town), minh.rang) == (["acknowledged"], rang)
