"""People call the hotline; the network walks its documents."""

from fastapi import Response

from hotline.simulator.call import Status
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones
from .product import Product

ASK = '<Gather numDigits="1" timeout="5" action="/place"><Say>Con đang ở quận nào?</Say></Gather><Say>Con còn đó không?</Say>'


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


def test_a_caller_waits_in_a_queue_and_is_bridged_to_whoever_dials_it(
    product: Product, child: Phone, officer: Phone, phones: Phones, network: Network
) -> None:
    product.on("/webhooks/voice", '<Enqueue waitUrl="/hold" action="/after">case-1</Enqueue>')
    product.on("/hold", '<Say>Cô chú đang tới</Say><Pause length="5"/>')
    product.on("/after", lambda form: f"<Say>Tạm biệt {form['QueueResult']}</Say>")
    product.on("/officer", '<Gather numDigits="1" action="/join"><Say>Bấm 1 để nhận</Say></Gather>')
    product.on("/join", '<Dial action="/done"><Queue url="/announce">case-1</Queue></Dial>')
    product.on("/announce", "<Say>Con được nối máy</Say>")
    product.on("/done", lambda form: f"<Say>Đã xong {form['DialCallStatus']}</Say>")
    child.calls()
    child.hears("Cô chú đang tới")
    phones.clock.push(12)
    assert [form["QueueTime"] for form in product.forms("/hold")] == ["0", "5", "10"]
    order_call(network, officer, product)
    officer.answers()
    officer.hears("Bấm 1")
    officer.presses("1")
    child.hears("Con được nối máy")
    officer.talks_with(child)
    child.says("cứu con")
    officer.hears("cứu con")
    officer.hangs_up()
    child.hears("Tạm biệt bridged")
    assert product.forms("/done")[0]["DialCallStatus"] == "completed"


def order_call(network: Network, officer: Phone, product: Product) -> None:
    from hotline.simulator.courier import Request

    network.run(
        lambda: network.order_call(from_="+842923891111", to=officer.number, first=Request(f"{product.url}/officer"))
    )
