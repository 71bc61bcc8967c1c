"""A caller may hang up anywhere: the contact, the case and the running alert stay."""

from collections.abc import Callable

import pytest

from hotline.simulator.phones import Phone

from .town import Town


def in_the_greeting(child: Phone) -> None:
    child.hears("Đường dây bảo vệ trẻ em")


def after_a_silence(child: Phone) -> None:
    child.stays_silent()


def while_waiting(child: Phone) -> None:
    child.presses("1")
    child.hears("Con giữ máy nhé")


def at_the_beep(child: Phone) -> None:
    child.presses("1")
    child.presses("*")
    child.hears("Sau tiếng bíp")


@pytest.mark.parametrize("until", [in_the_greeting, after_a_silence, while_waiting, at_the_beep])
def test_a_caller_who_hangs_up_leaves_a_contact_a_case_and_a_running_alert(
    town: Town, child: Phone, until: Callable[[Phone], None]
) -> None:
    child.calls()
    until(child)
    child.hangs_up()
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"]) == ("ended", "abandoned")
    assert town.record("cases")["state"] == "open"
    alert = town.record("alerts")
    assert (alert["state"], alert["step"]) == ("ringing", 1)


def test_the_officer_is_told_that_the_caller_has_gone_and_keeps_the_case(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.presses("1")
    lan.answers()
    child.hangs_up()
    lan.presses("1")
    lan.hears("Người gọi đã tắt máy")
    assert any("Chưa rõ gọi lại có an toàn không" in sentence for sentence in lan.heard)
    case = town.record("cases")
    assert (case["state"], case["acknowledged_by"]) == ("acknowledged", "nk1")


@pytest.mark.parametrize(("safe", "words"), [(True, "Gọi lại được"), (False, "Không gọi lại")])
def test_the_officer_hears_whether_calling_back_is_safe(
    town: Town, child: Phone, lan: Phone, safe: bool, words: str
) -> None:
    child.calls()
    child.presses("1")
    child.hangs_up()
    with town.service.transaction() as session:
        session.connection().exec_driver_sql('UPDATE "case" SET callback_safe = %s', (safe,))
    lan.answers()
    lan.presses("1")
    lan.hears(words)


def test_a_caller_who_hangs_up_in_the_instant_of_the_bridge_is_reported_as_gone(
    town: Town, child: Phone, lan: Phone
) -> None:
    child.calls()
    child.presses("1")
    lan.answers()
    town.phones.at_once(child.hanging_up(), lan.pressing("1"))
    town.passes(30)
    lan.hears("Người gọi đã tắt máy")
    lan.is_not_on_a_call()


def test_hearing_of_the_end_before_the_call_itself_still_opens_a_case(town: Town, child: Phone) -> None:
    """The first webhook is lost and only the status callback arrives: somebody wanted help."""
    town.faults.drops_webhook = lambda url: url.endswith(("/webhooks/voice", "/webhooks/voice/fallback"))
    child.calls()
    child.is_not_on_a_call()
    assert town.record("contacts")["outcome"] == "abandoned"
    assert town.record("alerts")["step"] == 1


def test_who_calls_again_after_everybody_was_tried_rings_everybody_again(town: Town, child: Phone, lan: Phone) -> None:
    child.texts("cứu con ở Ninh Kiều")
    town.passes(200)
    assert town.record("alerts")["state"] == "exhausted"
    rang = lan.rang
    child.calls()
    child.hears("Con giữ máy nhé")
    assert lan.rang == rang + 1


def test_who_calls_again_in_a_case_that_an_officer_has_rings_that_officer_too(
    town: Town, child: Phone, lan: Phone, hoa: Phone
) -> None:
    child.calls()
    child.presses("1")
    town.passes(25)
    hoa.answers()
    hoa.presses("1")
    child.hangs_up()
    hoa.is_not_on_a_call()
    child.calls()
    hoa.rings()
    lan.rings()
    assert len(town.records("cases")) == 1
    assert len(town.records("alerts")) == 2
