"""One number calls and writes again and again: everything is kept, nobody is blocked, officers keep their nerve."""

import pytest

from hotline import texts
from hotline.floods import MANY
from hotline.simulator.phones import Phone
from webhooks.crew import Crew, NoTurn

from .town import Edge, Town

STRANGER = "+84900000666"


@pytest.fixture
def pest(town: Town, lan: Phone) -> Phone:
    """Has called so often that it is a flood; Lan has taken the case."""
    phone = town.phone(STRANGER, "pest")
    for _ in range(MANY):
        call_and_hang_up(phone)
    lan.answers()
    lan.presses("1")
    lan.is_not_on_a_call()
    return phone


def call_and_hang_up(phone: Phone) -> None:
    phone.calls()
    if phone.call.awaits:
        phone.presses("1")
    phone.hangs_up()


async def _no_turn(*_: object, **__: object) -> None:
    raise NoTurn


def test_a_child_whose_turn_does_not_come_is_asked_to_wait_and_keeps_what_they_have_told(
    town: Town, child: Phone, desk: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    child.calls()
    with monkeypatch.context() as crowd:
        crowd.setattr(Crew, "do", _no_turn)
        child.presses("1")
        child.hears(texts.BUSY("vi"))
    town.passes(3)
    child.hears("Con giữ máy nhé")
    assert town.record("cases")["district"] == "ninh-kieu"
    assert desk.rang == 0


def test_a_child_whose_turn_never_comes_is_dialled_to_the_desk(
    town: Town, child: Phone, desk: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    child.calls()
    monkeypatch.setattr(Crew, "do", _no_turn)
    child.presses("1")
    town.passes(12)
    desk.rings()


def test_every_call_of_a_flood_is_kept_in_one_case(town: Town, pest: Phone) -> None:
    contacts = town.records("contacts")
    assert len(contacts) == MANY
    assert {contact["case"] for contact in contacts} == {town.record("cases")["number"]}


def test_an_officer_who_has_taken_the_case_is_not_rung_for_each_further_call(
    town: Town, pest: Phone, lan: Phone, minh: Phone
) -> None:
    for _ in range(5):
        call_and_hang_up(pest)
        lan.is_not_ringing()
        minh.is_not_ringing()
    assert len(town.records("contacts")) == MANY + 5
    assert len(town.records("alerts")) == 1


def test_whoever_stays_on_the_line_is_rung_for_all_the_same(town: Town, pest: Phone, lan: Phone) -> None:
    pest.calls()
    pest.hears("Con giữ máy nhé")
    lan.is_not_ringing()
    town.passes(12)
    lan.answers()
    lan.presses("1")
    lan.talks_with(pest)


def test_after_a_quiet_while_the_number_is_like_any_other(town: Town, pest: Phone, lan: Phone) -> None:
    town.passes(6 * 60)
    pest.calls()
    lan.rings()


def test_another_caller_feels_nothing_of_it(town: Town, pest: Phone, child: Phone, lan: Phone) -> None:
    call_and_hang_up(pest)
    child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)


def test_calls_with_a_withheld_number_are_never_one_flood(town: Town, child: Phone, lan: Phone) -> None:
    for _ in range(MANY + 1):
        child.calls(anonymous=True)
        child.hangs_up()
    assert len(town.records("cases")) == len(town.records("alerts")) == MANY + 1


def test_a_flood_that_nobody_takes_rings_everybody_anew_every_two_minutes_and_not_for_each_call(
    town: Town, lan: Phone
) -> None:
    pest = town.phone(STRANGER, "pest")
    for _ in range(MANY):
        call_and_hang_up(pest)
    town.passes(25 + 25 + 25 + 30 + 30)
    assert town.record("alerts")["state"] == "exhausted"
    rounds = set()
    for _ in range(4):
        call_and_hang_up(pest)
        town.passes(10)
        rounds.add(town.record("alerts")["round"])
    assert len(rounds) == 1
    town.passes(90)
    call_and_hang_up(pest)
    lan.rings()


def test_three_hundred_texts_of_one_number_at_once_are_three_hundred_contacts_of_one_case(
    town: Town, edge: Edge
) -> None:
    forms = [{"MessageSid": f"SM{n:032d}", "From": STRANGER, "To": "+842923891111", "Body": "alo"} for n in range(300)]
    answers = [
        answer
        for start in range(0, 300, 50)
        for answer in edge.post_each_at_once("/webhooks/sms", forms[start : start + 50])
    ]
    assert {answer.status_code for answer in answers} == {200}
    contacts = town.records("contacts")
    assert len(contacts) == 300
    town.passes(1)
    assert len(town.records("cases")) == len(town.records("alerts")) == 1
    assert len(town.notifications("desk1")) == 1


def test_a_case_that_found_everybody_on_the_line_waits_in_line_and_is_never_given_up(town: Town) -> None:
    """More cases at once than the town has officers, and nobody takes any: each is rung for all the same."""
    for number in range(12):
        town.phone(f"+8490000{number:04d}", f"child {number}").texts("cuu con voi, con o ninh kieu")
    for _ in range(20):
        town.passes(30)
        rung = {row["alert"] for row in town.records("notifications") if row["channel"] == "call"}
        given_up = {row["id"] for row in town.records("alerts") if row["state"] == "exhausted"}
        assert given_up <= rung
    assert len(rung) == 12
