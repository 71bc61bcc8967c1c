"""People call the hotline; the network walks its documents."""

from threading import Event

import pytest
from fastapi import Response

from hotline.simulator.call import Status
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones

from .product import Product

ASK = """
<Gather numDigits="1" timeout="5" action="/place"><Say>Con đang ở quận nào?</Say></Gather>
<Say>Con còn đó không?</Say>
"""

RECORD = """
<Record action="/kept" recordingStatusCallback="/recording" timeout="4" maxLength="60"/>
<Say>Tạm biệt</Say>
"""


def test_a_caller_presses_a_key_and_hears_the_answer(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", ASK)
    product.on("/place", lambda form: f"<Say>Phím {form['Digits']}</Say>")
    child.calls()
    child.hears("con đang ở quận")
    child.presses("1")
    child.hears("Phím 1")
    child.is_not_on_a_call()
    assert product.forged == []


def test_a_caller_speaks_instead(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", ASK.replace("<Gather", '<Gather input="dtmf speech" language="vi-VN"'))
    product.on("/place", lambda form: f"<Say>Nghe: {form['SpeechResult']}</Say>")
    child.calls()
    child.says("ninh kiều")
    child.hears("Nghe: ninh kiều")


def test_silence_falls_through_to_the_next_verb(product: Product, child: Phone, network: Network) -> None:
    product.on("/webhooks/voice", ASK)
    child.calls()
    child.hears("quận nào")
    child.stays_silent()
    child.hears("còn đó")
    child.is_not_on_a_call()
    assert product.forms("/place") == []


def test_a_call_has_the_parameters_of_the_contract(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", "<Say>Chào con</Say>")
    child.calls()
    child.is_not_on_a_call()
    [form] = product.forms("/webhooks/voice")
    assert form["From"] == form["Caller"] == child.number
    assert form["CallStatus"] == "ringing"
    assert form["Direction"] == "inbound"
    assert form["FromCity"] == ""
    assert form["CallSid"].startswith("CA")
    [status] = product.forms("/webhooks/voice/status")
    assert status["CallStatus"] == "completed"
    assert status["SequenceNumber"] == "0"
    assert status["CallbackSource"] == "call-progress-events"


def test_a_withheld_number_stays_withheld(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", "<Say>Chào con</Say>")
    child.calls(anonymous=True)
    child.hears("Chào con")
    assert product.forms("/webhooks/voice")[0]["From"] == "anonymous"


def test_who_hangs_up_in_the_middle_leaves_a_completed_call(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", ASK)
    call = child.calls()
    child.hears("quận nào")
    child.hangs_up()
    assert call.status is Status.COMPLETED
    assert product.forms("/webhooks/voice/status")[0]["CallStatus"] == "completed"
    assert product.forms("/place") == []


def test_a_failing_address_is_replaced_by_the_fallback(product: Product, child: Phone, network: Network) -> None:
    product.on("/webhooks/voice", Response("boom", 500))
    product.on("/webhooks/voice/fallback", "<Say>Xin gọi 111</Say>")
    child.calls()
    child.hears("Xin gọi 111")
    [form] = product.forms("/webhooks/voice/fallback")
    assert form["ErrorCode"] == "11200"
    assert form["ErrorUrl"] == f"{product.url}/webhooks/voice"
    assert network.errors[0].startswith("11200")


def test_a_failing_fallback_leaves_the_networks_apology(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", Response("boom", 500))
    product.on("/webhooks/voice/fallback", Response("boom", 500))
    child.calls()
    child.hears("application error")
    child.is_not_on_a_call()


def test_a_slow_answer_is_given_up(product: Product, child: Phone, network: Network) -> None:
    network.exchange.courier.total = 0.05
    stalled = Event()
    product.on("/webhooks/voice", stalled)
    product.on("/webhooks/voice/fallback", "<Say>Xin gọi 111</Say>")
    child.calls()
    assert network.errors[0].startswith("11205")
    stalled.set()


def test_a_hang_up_is_known_while_the_product_still_thinks(product: Product, child: Phone, network: Network) -> None:
    stalled = Event()
    product.on("/webhooks/voice", stalled)
    call = network.run(lambda: network.dial_in(child.number))
    network.run(lambda: network.hang_up(call))
    child.is_not_on_a_call()
    assert call.status is Status.NO_ANSWER
    stalled.set()
    network.wait_idle()
    assert product.forms("/webhooks/voice/status")[0]["CallStatus"] == "no-answer"


def test_documents_in_a_circle_are_stopped(product: Product, child: Phone, network: Network) -> None:
    product.on("/webhooks/voice", "<Redirect>/webhooks/voice</Redirect>")
    product.on("/webhooks/voice/fallback", "<Say>Xin gọi 111</Say>")
    child.calls()
    assert network.errors[0].startswith("11215")
    assert len(product.forms("/webhooks/voice")) == 100


def test_a_redirected_answer_loses_its_parameters_and_is_warned_of(
    product: Product, child: Phone, network: Network
) -> None:
    product.on("/webhooks/voice", Response(status_code=302, headers={"location": "/moved"}))
    product.on("/moved", "<Say>Chào con</Say>")
    child.calls()
    child.hears("Chào con")
    assert product.forms("/moved") == [{}]
    assert any(event.text.startswith("11216") for event in network.log.events)


def test_a_number_rejects_calls(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", '<Reject reason="busy"/>')
    call = child.calls()
    assert call.status is Status.BUSY
    assert call.seconds == 0


def test_keys_are_collected_until_the_finishing_one(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", '<Gather action="/keys"><Say>Mã số?</Say></Gather>')
    child.calls()
    child.presses("#12#")
    assert product.forms("/keys")[0]["Digits"] == "12"
    assert product.forms("/keys")[0]["FinishedOnKey"] == "#"


def test_keys_are_collected_until_none_comes_any_more(product: Product, child: Phone, phones: Phones) -> None:
    product.on("/webhooks/voice", '<Gather action="/keys" timeout="3"><Say>Mã số?</Say></Gather>')
    child.calls()
    child.presses("1")
    phones.clock.push(2)
    child.presses("2")
    phones.clock.push(3)
    assert [(form["Digits"], form["FinishedOnKey"]) for form in product.forms("/keys")] == [("12", "")]


def test_an_action_that_is_no_address_is_refused(product: Product, child: Phone, network: Network) -> None:
    product.on("/webhooks/voice", '<Gather action="http://under_score.example/x"/>')
    child.calls()
    assert network.errors[0].startswith("11100")


def test_a_fault_of_the_simulator_itself_is_in_the_log(
    product: Product, child: Phone, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network.exchange, "speech_seconds", lambda text: 1 / 0)
    product.on("/webhooks/voice", "<Say>Chào con</Say>")
    child.calls()
    assert network.errors == ["the simulator failed: ZeroDivisionError('division by zero')"]


def test_a_message_is_recorded_until_silence(product: Product, child: Phone, phones: Phones, network: Network) -> None:
    product.on("/webhooks/voice", RECORD)
    product.on("/kept", "<Say>Đã ghi</Say>")
    child.calls()
    child.says("con ở gần chợ nổi")
    child.stays_silent()
    child.hears("Đã ghi")
    [kept], [reported] = product.forms("/kept"), product.forms("/recording")
    assert kept["RecordingSid"] == reported["RecordingSid"]
    assert reported["RecordingStatus"] == "completed"
    assert network.exchange.recordings[kept["RecordingSid"]].said == "con ở gần chợ nổi"


def test_silence_is_no_recording(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", RECORD)
    child.calls()
    child.stays_silent()
    child.hears("Tạm biệt")
    assert product.forms("/kept") == []


def test_who_hangs_up_while_recording_leaves_the_message(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", RECORD)
    child.calls()
    child.says("cứu con")
    child.hangs_up()
    assert product.forms("/kept")[0]["Digits"] == "hangup"
    assert product.forms("/recording")[0]["RecordingStatus"] == "completed"
