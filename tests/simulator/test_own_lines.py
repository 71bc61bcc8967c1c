"""The account calls and texts one of its own lines over REST, which take it for a person's."""

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from hotline.simulator.call import Call, Direction, Status
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones

from .conftest import HOTLINE
from .product import Product

PROBE = "+84900009999"
ASK = """
<Gather numDigits="1" timeout="5" action="/key"><Say>Con đang ở quận nào?</Say></Gather>
<Say>Con còn đó không?</Say>
"""
LISTEN = '<Pause length="60"/>'
TAKE = "<Response><Dial><Queue>case-1</Queue></Dial></Response>"


@pytest.fixture(autouse=True)
def _script(product: Product) -> None:
    product.on("/webhooks/voice", ASK)
    product.on("/key", lambda form: f'<Say>Phím {form["Digits"]}</Say><Pause length="60"/>')


@pytest.fixture
def probe(phones: Phones) -> Phone:
    """The telephone that the line believes to be called from."""
    return phones.phone(PROBE, "probe")


def ring(twilio: Client, product: Product, twiml: str, **more: object) -> str:
    order = {"to": HOTLINE, "from_": PROBE, "twiml": f"<Response>{twiml}</Response>"}
    events = ["initiated", "ringing", "answered", "completed"]
    report = {"status_callback": f"{product.url}/status", "status_callback_event": events}
    return str(twilio.calls.create(**(order | report | more)).sid)


def states(product: Product) -> list[str]:
    return [form["CallStatus"] for form in product.forms("/status")]


def inbound(network: Network) -> Call:
    [call] = [call for call in network.exchange.calls.values() if call.direction is Direction.INBOUND]
    return call


def test_the_line_is_called_like_by_any_caller(
    twilio: Client, product: Product, network: Network, probe: Phone
) -> None:
    sid = ring(twilio, product, LISTEN)
    probe.hears("quận nào")
    [form] = product.forms("/webhooks/voice")
    assert (form["From"], form["To"], form["Direction"], form["CallStatus"]) == (PROBE, HOTLINE, "inbound", "ringing")
    assert form["CallSid"] not in {sid, ""}
    assert twilio.calls(form["CallSid"]).fetch().status == twilio.calls(sid).fetch().status == "in-progress"
    network.wait_idle()
    assert states(product) == ["initiated", "ringing", "in-progress"]
    assert product.forged == []


def test_the_call_is_not_answered_before_the_line_performs_its_first_document(
    twilio: Client, product: Product, phones: Phones
) -> None:
    product.on("/webhooks/voice", f'<Pause length="4"/>{ASK}')
    sid = ring(twilio, product, LISTEN)
    phones.clock.push(3)
    assert twilio.calls(sid).fetch().status == "ringing"
    phones.clock.push(1)
    assert twilio.calls(sid).fetch().status == "in-progress"


def test_played_digits_press_the_keys_of_the_line(
    twilio: Client, product: Product, probe: Phone, phones: Phones
) -> None:
    ring(twilio, product, f'<Play digits="ww2"/>{LISTEN}')
    phones.clock.push(0.9)
    assert product.forms("/key") == []
    phones.clock.push(0.1)
    probe.hears("Phím 2")
    assert product.forms("/key")[0]["CallSid"] == product.forms("/webhooks/voice")[0]["CallSid"]


def test_what_one_end_plays_the_other_does_not_hear(
    twilio: Client, product: Product, probe: Phone, phones: Phones
) -> None:
    product.on("/webhooks/voice", ASK.replace("<Gather", '<Gather input="dtmf speech"'))
    ring(twilio, product, f"<Say>ninh kiều</Say>{LISTEN}")
    probe.has_not_heard("ninh kiều")
    phones.clock.push(5)
    probe.hears("còn đó")
    assert product.forms("/key") == []


def test_the_call_ends_with_the_lines_last_document(
    twilio: Client, product: Product, phones: Phones, network: Network
) -> None:
    sid = ring(twilio, product, LISTEN)
    phones.clock.push(5)
    assert twilio.calls(sid).fetch().status == "completed"
    assert inbound(network).status is Status.COMPLETED
    assert states(product) == ["initiated", "ringing", "in-progress", "completed"]
    assert [form["CallStatus"] for form in product.forms("/webhooks/voice/status")] == ["completed"]


def test_the_line_is_hung_up_on_when_the_call_has_nothing_more_to_perform(
    twilio: Client, product: Product, phones: Phones, network: Network
) -> None:
    ring(twilio, product, '<Pause length="2"/>')
    phones.clock.push(2)
    assert inbound(network).status is Status.COMPLETED
    assert inbound(network).seconds == 2
    assert [form["CallStatus"] for form in product.forms("/webhooks/voice/status")] == ["completed"]


def test_ending_the_call_over_rest_ends_both(twilio: Client, product: Product, probe: Phone, network: Network) -> None:
    sid = ring(twilio, product, LISTEN)
    probe.hears("quận nào")
    twilio.calls(sid).update(status="completed")
    probe.is_not_on_a_call()
    assert inbound(network).status is Status.COMPLETED


def test_a_line_that_rejects_is_busy(twilio: Client, product: Product, network: Network) -> None:
    product.on("/webhooks/voice", "<Reject/>")
    sid = ring(twilio, product, LISTEN)
    network.wait_idle()
    assert twilio.calls(sid).fetch().status == "busy"
    assert states(product) == ["initiated", "ringing", "busy"]


def test_a_line_that_takes_too_long_to_answer_is_given_up(
    twilio: Client, product: Product, phones: Phones, network: Network
) -> None:
    product.on("/webhooks/voice", f'<Pause length="30"/>{ASK}')
    sid = ring(twilio, product, LISTEN, timeout=10)
    phones.clock.push(10)
    assert twilio.calls(sid).fetch().status == "no-answer"
    assert inbound(network).status is Status.NO_ANSWER


def test_an_empty_document_answers_and_hangs_up(twilio: Client, product: Product, network: Network) -> None:
    product.on("/webhooks/voice", "")
    sid = ring(twilio, product, LISTEN)
    network.wait_idle()
    assert twilio.calls(sid).fetch().status == "completed"


def test_an_officer_who_takes_the_caller_hears_what_the_call_says(
    twilio: Client, product: Product, probe: Phone, officer: Phone, phones: Phones
) -> None:
    product.on("/webhooks/voice", "<Enqueue>case-1</Enqueue>")
    ring(twilio, product, f'<Say>quá sớm</Say><Pause length="8"/><Say>đây là cuộc gọi thử</Say>{LISTEN}')
    phones.network.wait_idle()
    twilio.calls.create(to=officer.number, from_=HOTLINE, twiml=TAKE)
    officer.answers()
    officer.talks_with(probe)
    phones.clock.push(8)
    officer.hears("cuộc gọi thử")
    officer.has_not_heard("quá sớm")


def test_a_text_to_a_line_is_an_incoming_message(twilio: Client, product: Product, probe: Phone) -> None:
    product.on("/webhooks/sms", "<Message>Đã nhận tin</Message>")
    sent = twilio.messages.create(to=HOTLINE, from_=PROBE, body="cuu con", status_callback=f"{product.url}/status")
    probe.reads("Đã nhận tin")
    [form] = product.forms("/webhooks/sms")
    assert (form["From"], form["To"], form["Body"]) == (PROBE, HOTLINE, "cuu con")
    assert form["MessageSid"] not in {sent.sid, ""}
    assert twilio.messages(form["MessageSid"]).fetch().direction == "inbound"
    assert probe.inbox == ["Đã nhận tin"]
    assert [report["MessageStatus"] for report in product.forms("/status")] == ["sent", "delivered"]


def test_a_line_cannot_text_itself(twilio: Client) -> None:
    with pytest.raises(TwilioRestException) as caught:
        twilio.messages.create(to=HOTLINE, from_=HOTLINE, body="cuu con")
    assert caught.value.code == 21266
