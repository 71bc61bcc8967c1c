"""Each telephone is proven by a key pressed on it: in a test call, or by accepting a case."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from hotline.models import PhoneTest
from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .people import BOSS, LAN, MINH, Visitor

LetIn = Callable[[str | None], Visitor]
PHONES = "/console/roster/phones"


@pytest.fixture
def lan(town: Town) -> Phone:
    return town.phone("+84912000001", "Lan")


def calls_lan(town: Town, visitor: Visitor) -> None:
    assert visitor.sends(f"{PHONES}/{LAN}").status_code == 303
    town.network.wait_idle()


def state(town: Town) -> tuple[str, bool, bool]:
    """What became of the only test: its state, whether it proves the phone, whether it is over."""
    with town.service.transaction() as session:
        test = session.exec(select(PhoneTest)).one()
        return str(test.state), test.proven_at is not None, test.ended_at is not None


def test_a_key_in_a_test_call_proves_the_telephone_for_thirty_days(town: Town, visitor: LetIn, lan: Phone) -> None:
    visitor_lan = visitor(LAN)
    assert "chưa thử lần nào" in visitor_lan.reads(PHONES)
    calls_lan(town, visitor_lan)
    lan.answers()
    lan.hears("Đây là cuộc gọi thử của đường dây bảo vệ trẻ em")
    lan.presses("1")
    lan.hears("Máy của anh chị nghe tốt")
    town.passes(1)
    assert state(town) == ("accepted", True, True)
    assert "máy tốt" in visitor_lan.reads(PHONES)
    town.clock.push(30 * 24 * 3600)
    assert "đã lâu chưa thử" in visitor(BOSS).reads(PHONES)


def test_a_voicemail_or_another_key_proves_nothing(town: Town, visitor: LetIn, lan: Phone) -> None:
    calls_lan(town, visitor(LAN))
    lan.answers()
    lan.presses("5")
    lan.hears("Chưa xác nhận được")
    town.passes(1)
    assert state(town) == ("unanswered", False, True)
    assert "chưa thử lần nào" in visitor(LAN).reads(PHONES)


def test_nobody_picks_up(town: Town, visitor: LetIn, lan: Phone) -> None:
    calls_lan(town, visitor(BOSS))
    lan.rings()
    town.passes(60)
    assert state(town) == ("unanswered", False, True)


def test_pressed_twice_it_rings_once(town: Town, visitor: LetIn, lan: Phone) -> None:
    for _ in range(2):
        calls_lan(town, visitor(LAN))
    assert state(town)[0] == "sent"


def test_an_officer_tests_their_own_telephone_only(visitor: LetIn) -> None:
    assert visitor(LAN).sends(f"{PHONES}/{MINH}").status_code == 404
    assert visitor(BOSS).sends(f"{PHONES}/nobody").status_code == 404


def test_who_is_rung_for_a_child_is_not_tested(town: Town, visitor: LetIn, lan: Phone) -> None:
    child = town.phone("+84900000001", "child")
    child.calls()
    child.presses("1")
    lan.rings()
    answer = visitor(LAN).sends(f"{PHONES}/{LAN}")
    assert answer.headers["location"].endswith("said=busy")


def test_a_child_who_calls_ends_a_test(town: Town, visitor: LetIn, lan: Phone) -> None:
    calls_lan(town, visitor(LAN))
    lan.answers()
    child = town.phone("+84900000001", "child")
    child.calls()
    child.presses("1")
    town.passes(1)
    assert state(town) == ("cancelled", False, True)
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)


def test_a_case_accepted_by_telephone_proves_it_as_well(town: Town, visitor: LetIn, lan: Phone) -> None:
    child = town.phone("+84900000001", "child")
    child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    assert "máy tốt" in visitor(LAN).reads(PHONES)


def test_without_a_worker_the_watch_rings(town: Town, visitor: LetIn, lan: Phone) -> None:
    town.staff.worker_lives = False
    calls_lan(town, visitor(LAN))
    town.passes(2)
    lan.answers()
    lan.presses("1")
    assert state(town)[1]
