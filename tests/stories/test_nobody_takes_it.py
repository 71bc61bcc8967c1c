"""The caller has waited long enough: the desk, the national line, a message. Never a dead line."""

from datetime import timedelta

import pytest

from hotline.errors import TelephonyError
from hotline.simulator.phones import Phone

from .town import Edge, Town


def wait_until_passed_on(town: Town, child: Phone) -> None:
    child.calls()
    child.presses("1")
    child.hears("Con giữ máy nhé")
    town.passes(140)
    child.hears("bàn trực thành phố")


def test_after_the_last_step_the_desk_is_dialled_directly(town: Town, child: Phone, desk: Phone) -> None:
    wait_until_passed_on(town, child)
    desk.answers()
    desk.talks_with(child)
    assert town.record("alerts")["state"] == "exhausted", "a bridge alone stops no alert"
    town.passes(20)
    desk.hangs_up()
    child.hears("Cần gì con cứ gọi lại")
    child.is_not_on_a_call()
    assert town.record("contacts")["outcome"] == "answered"


def test_a_talk_with_the_desk_of_whose_beginning_nobody_told_is_a_talk(town: Town, child: Phone, desk: Phone) -> None:
    town.faults.drops_webhook = lambda url: "/dialled/" in url and "/status" in url
    wait_until_passed_on(town, child)
    desk.answers()
    town.passes(150)
    assert town.record("contacts")["stage"] == "talking_elsewhere", "the network says that they are on the line"
    desk.talks_with(child)
    desk.hangs_up()
    child.hears("Cần gì con cứ gọi lại")
    assert town.record("contacts")["outcome"] == "answered"


def test_who_counts_as_gone_and_is_there_is_led_on_to_the_national_line_and_a_message(town: Town, edge: Edge) -> None:
    """A network that keeps no list of calls can't be asked whether one is over."""
    call = {"CallSid": "CAunlisted", "From": "+84900000077", "To": town.service.number, "CallStatus": "in-progress"}

    def asks(path: str, **said: str) -> str:
        town.passes(130)
        return edge.post(f"/webhooks/voice/{path}", call | said).text

    edge.post("/webhooks/voice", call)
    assert "<Enqueue" in edge.post("/webhooks/voice/place?attempt=1", call | {"Digits": "1"}).text
    assert "<Gather" in asks("hold?turn=9")
    assert "<Leave" in asks("hold?turn=10"), "everybody was rung in vain"
    assert "+842923999111" in asks("left", QueueResult="leave")
    assert town.record("contacts")["stage"] == "desk"
    assert "111</Number>" in asks("dialled/desk", DialCallStatus="no-answer")
    assert "<Record" in asks("dialled/national", DialCallStatus="no-answer")
    edge.post("/webhooks/voice/status", call | {"CallStatus": "completed"})
    assert edge.post("/webhooks/voice/hold?turn=11", call | {"CallStatus": "completed"}).status_code == 200
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"]) == ("ended", "abandoned")


def test_then_the_national_line(town: Town, child: Phone, national_line: Phone) -> None:
    wait_until_passed_on(town, child)
    town.passes(20)
    child.hears("tổng đài quốc gia 111")
    national_line.answers()
    national_line.talks_with(child)


def test_then_a_message_which_is_kept_with_the_case(town: Town, child: Phone) -> None:
    wait_until_passed_on(town, child)
    town.passes(38)
    child.hears("Sau tiếng bíp")
    child.says("con ở nhà số 5, ba đánh con")
    town.passes(9)
    child.hears("Cô chú đã nhận lời nhắn")
    child.is_not_on_a_call()
    contact = town.record("contacts")
    assert (contact["outcome"], contact["has_recording"]) == ("message_left", True)
    assert town.record("alerts")["state"] == "exhausted"


def test_a_desk_that_hangs_up_at_once_counts_as_a_machine(
    town: Town, child: Phone, desk: Phone, national_line: Phone
) -> None:
    wait_until_passed_on(town, child)
    desk.answers()
    town.passes(2)
    desk.hangs_up()
    national_line.rings()


def test_the_hold_limit_ends_the_waiting_although_officers_still_ring(town: Town, child: Phone, desk: Phone) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE city SET hold_limit_seconds = 20")
    child.calls()
    child.presses("1")
    town.passes(25)
    child.hears("bàn trực thành phố")
    desk.rings()
    assert town.record("alerts")["state"] == "ringing"


def test_star_leaves_a_message_instead_of_waiting(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.presses("1")
    child.hears("Con giữ máy nhé")
    child.presses("*")
    child.hears("Sau tiếng bíp")
    child.says("con ở Cái Khế")
    town.passes(9)
    child.hears("Cô chú đã nhận lời nhắn")
    lan.rings()
    assert town.record("contacts")["outcome"] == "message_left"


def test_another_key_while_waiting_changes_nothing(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.presses("1")
    child.presses("5")
    child.hears("Con không một mình")
    lan.rings()


def test_an_officer_who_accepts_while_the_desk_is_being_rung_gets_the_caller_back(
    town: Town, child: Phone, desk: Phone, manager: Phone
) -> None:
    wait_until_passed_on(town, child)
    desk.rings()
    manager.answers()
    manager.presses("1")
    town.passes(3)
    manager.talks_with(child)
    desk.is_not_ringing()


def test_an_officer_who_accepts_during_the_message_gets_the_caller(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.presses("1")
    child.presses("*")
    child.hears("Sau tiếng bíp")
    lan.answers()
    lan.presses("1")
    town.passes(3)
    lan.talks_with(child)


def test_a_waiting_caller_is_never_in_silence_for_more_than_six_seconds(town: Town, child: Phone) -> None:
    child.calls()
    child.presses("1")
    sentences = len(child.heard)
    for _ in range(12):
        town.passes(6)
        assert len(child.heard) > sentences
        sentences = len(child.heard)


def test_all_waiting_together_is_bounded(town: Town, child: Phone) -> None:
    child.calls()
    town.passes(10 * 60)
    child.is_not_on_a_call()


def test_a_machine_at_the_desk_keeps_no_officer_from_the_caller(
    town: Town, child: Phone, desk: Phone, manager: Phone, national_line: Phone
) -> None:
    wait_until_passed_on(town, child)
    desk.answers()
    town.passes(2)
    desk.hangs_up()
    national_line.rings()
    manager.answers()
    manager.presses("1")
    town.passes(3)
    manager.talks_with(child)
    assert town.record("contacts")["answered_by"] == "boss"


def test_an_officer_who_accepts_while_the_desk_talks_with_the_caller_does_not_interrupt(
    town: Town, child: Phone, desk: Phone, manager: Phone
) -> None:
    wait_until_passed_on(town, child)
    desk.answers()
    manager.answers()
    manager.presses("1")
    manager.hears("Người gọi đang nói chuyện với bàn trực")
    desk.talks_with(child)


def test_a_caller_who_hangs_up_on_the_desks_machine_was_not_answered(town: Town, child: Phone, desk: Phone) -> None:
    wait_until_passed_on(town, child)
    desk.answers()
    town.passes(2)
    child.hangs_up()
    assert town.record("contacts")["outcome"] == "abandoned"


def test_a_child_who_pressed_star_and_cannot_speak_goes_on_waiting(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.presses("1")
    child.presses("*")
    child.hears("Sau tiếng bíp")
    town.passes(9)
    child.hears("Cô chú đang gọi người trực")
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)


@pytest.mark.parametrize("words", ["", "con ở số 5"])
def test_a_child_at_the_beep_whom_the_order_to_come_back_does_not_reach_gets_the_officer_all_the_same(
    town: Town, child: Phone, lan: Phone, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """The network refuses to lead a running call elsewhere, for the seconds that the message takes."""
    until, redirect = town.clock.now() + timedelta(seconds=15), town.service.telephony.redirect

    def refuse(sid: str, *, url: str) -> None:
        if town.clock.now() < until:
            raise TelephonyError("500", permanent=False)
        redirect(sid, url=url)

    monkeypatch.setattr(town.service.telephony, "redirect", refuse)
    child.calls()
    child.presses("1")
    child.presses("*")
    child.hears("Sau tiếng bíp")
    if words:
        child.says(words)
    lan.answers()
    lan.presses("1")
    for _ in range(20):
        town.passes(1)
    lan.talks_with(child)
    assert bool(town.record("contacts")["has_recording"]) == bool(words)
