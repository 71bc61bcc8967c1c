"""What the network has, as we read it."""

from datetime import timedelta

import pytest

from hotline.errors import TelephonyError
from hotline.settings import Settings
from hotline.simulator.clocks import PushableClock
from hotline.simulator.exchange import Recording
from hotline.simulator.faults import RestFault
from hotline.simulator.network import Network
from hotline.telephony import TwilioTelephony, questions

from .conftest import NOW
from .test_orders import OFFICER, ring

CHILD = "+84900000001"


def text_in(network: Network, words: str) -> str:
    sid = network.run(lambda: network.text_in(CHILD, words)).sid
    network.wait_idle()
    return sid


def test_a_call_is_told_from_its_ring_to_its_end(
    telephony: TwilioTelephony, clock: PushableClock, network: Network
) -> None:
    sid = ring(telephony)
    network.wait_idle()
    call = telephony.call(sid)
    assert call is not None
    assert (call.to, call.status, call.is_inbound, call.started_at) == (OFFICER, "ringing", False, NOW)
    assert call.ended_at is None
    clock.push(25)
    call = telephony.call(sid)
    assert call is not None
    assert (call.status, call.ended_at) == ("no-answer", NOW + timedelta(seconds=25))


def test_a_call_that_the_network_does_not_know_is_none(telephony: TwilioTelephony) -> None:
    assert telephony.call("CA" + "0" * 32) is None


def test_a_question_without_an_answer_is_an_error_and_not_nothing(telephony: TwilioTelephony, network: Network) -> None:
    for fault in (RestFault.SERVER_ERROR, RestFault.TOO_MANY, RestFault.NOT_JSON, RestFault.LOST_BEFORE):
        network.faults.questions.extend([fault] * 2)
        with pytest.raises(TelephonyError):
            telephony.call("CA" + "0" * 32)
        with pytest.raises(TelephonyError):
            telephony.calls_ordered(OFFICER)


def test_what_was_recorded_in_a_call_comes_oldest_first_and_nothing_of_other_calls(
    telephony: TwilioTelephony, network: Network, clock: PushableClock
) -> None:
    ours, other = (network.run(lambda: network.dial_in(CHILD)).sid for _ in range(2))
    recorded = [Recording(call, "con", 5, clock.now()) for call in (ours, other)]
    clock.push(60)
    recorded.append(Recording(ours, "cứu con", 5, clock.now()))
    network.exchange.recordings.update({recording.sid: recording for recording in reversed(recorded)})
    first, second = telephony.recordings_of(ours)
    assert [first.sid, second.sid] == [recorded[0].sid, recorded[2].sid]
    assert first.address.startswith(f"{network.api_url}/2010-04-01/Accounts/AC")
    assert first.address.endswith(f"/Recordings/{first.sid}"), "as its webhook tells it"
    assert second.started_at - first.started_at == timedelta(seconds=60)


def test_of_a_call_that_the_network_does_not_know_nothing_was_recorded(telephony: TwilioTelephony) -> None:
    assert telephony.recordings_of("CA" + "0" * 32) == []


def test_recordings_that_cannot_be_asked_for_are_not_none(telephony: TwilioTelephony, network: Network) -> None:
    sid = network.run(lambda: network.dial_in(CHILD)).sid
    for fault in (RestFault.SERVER_ERROR, RestFault.NOT_JSON, RestFault.LOST_BEFORE):
        network.faults.questions.append(fault)
        with pytest.raises(TelephonyError):
            telephony.recordings_of(sid)


def test_texts_to_a_line_come_page_by_page_from_a_moment_on(
    telephony: TwilioTelephony,
    network: Network,
    clock: PushableClock,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(questions, "PAGE", 2)
    text_in(network, "trước")
    clock.push(60)
    sids = [text_in(network, f"tin {number}") for number in range(3)]
    pages = list(telephony.texts_to(settings.hotline_number, since=NOW + timedelta(seconds=30)))
    assert [[text.sid for text in page] for page in pages] == [sids[:0:-1], sids[:1]]
    newest = pages[0][0]
    assert (newest.from_, newest.body, newest.is_inbound) == (CHILD, "tin 2", True)
    assert newest.sent_at == NOW + timedelta(seconds=60)


def test_calls_to_a_line_and_our_own_orders_are_told_apart(
    telephony: TwilioTelephony, network: Network, settings: Settings
) -> None:
    network.run(lambda: network.dial_in(CHILD))
    network.wait_idle()
    ring(telephony)
    (calls,) = telephony.calls_to(settings.hotline_number, since=NOW)
    assert [(call.from_, call.is_inbound) for call in calls] == [(CHILD, True)]
    assert [(call.to, call.is_inbound) for call in telephony.calls_ordered(OFFICER)] == [(OFFICER, False)]


def test_a_page_that_fails_in_the_middle_is_an_error(
    telephony: TwilioTelephony, network: Network, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "PAGE", 1)
    text_in(network, "một")
    text_in(network, "hai")
    pages = telephony.texts_to(settings.hotline_number, since=NOW)
    next(pages)
    network.faults.questions.append(RestFault.SERVER_ERROR)
    with pytest.raises(TelephonyError):
        next(pages)
