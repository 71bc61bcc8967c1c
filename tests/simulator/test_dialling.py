"""Dial other telephones for a caller."""

import pytest

from hotline.simulator.call import Status
from hotline.simulator.faults import Behaviour, Habit
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones

from .product import Product

BOTH = """
<Dial action="/done" timeout="20">
  <Number url="/screen" statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">{0}</Number>
  <Number>{1}</Number>
</Dial>
"""


@pytest.fixture(autouse=True)
def _script(product: Product, officer: Phone, colleague: Phone) -> None:
    product.on("/webhooks/voice", BOTH.format(officer.number, colleague.number))
    product.on("/screen", "<Say>Có trẻ gọi</Say>")
    product.on("/done", lambda form: f"<Say>Hết {form['DialCallStatus']}</Say>")


def test_the_first_to_pick_up_gets_the_caller_and_the_others_fall_silent(
    child: Phone, officer: Phone, colleague: Phone, product: Product
) -> None:
    call = child.calls()
    colleague.rings()
    officer.answers()
    officer.hears("Có trẻ gọi")
    officer.talks_with(child)
    colleague.is_not_ringing()
    assert colleague.history[0].status is Status.CANCELED
    officer.hangs_up()
    child.hears("Hết completed")
    legs = product.forms("/leg")
    assert [leg["CallStatus"] for leg in legs] == ["initiated", "ringing", "in-progress", "completed"]
    assert [leg["SequenceNumber"] for leg in legs] == ["0", "1", "2", "3"]
    assert {leg["ParentCallSid"] for leg in legs} == {call.sid}


def test_nobody_picks_up(child: Phone, phones: Phones) -> None:
    child.calls()
    phones.clock.push(20)
    child.hears("Hết no-answer")


def test_a_caller_who_gives_up_ends_the_ringing(child: Phone, officer: Phone, colleague: Phone) -> None:
    child.calls()
    officer.rings()
    child.hangs_up()
    officer.is_not_ringing()
    colleague.is_not_ringing()


@pytest.mark.parametrize(("habit", "status"), [(Habit.BUSY, "busy"), (Habit.FAILED, "failed")])
def test_a_number_that_cannot_be_had_goes_on_at_once(
    product: Product, child: Phone, network: Network, habit: Habit, status: str
) -> None:
    product.on("/webhooks/voice", '<Dial action="/done">+84912000009</Dial>')
    network.faults.set_habit("+84912000009", habit)
    child.calls()
    child.hears(f"Hết {status}")


def test_a_short_code_is_dialled_as_the_carrier_does(product: Product, child: Phone, phones: Phones) -> None:
    product.on("/webhooks/voice", '<Dial action="/done">111</Dial>')
    child.calls()
    phones.phone("111").answers()
    phones.phone("111").talks_with(child)


def test_without_an_action_the_next_verb_follows(product: Product, child: Phone, officer: Phone) -> None:
    product.on("/webhooks/voice", f"<Dial>{officer.number}</Dial><Say>Còn đây</Say>")
    child.calls()
    officer.declines()
    child.hears("Còn đây")


def test_a_voicemail_answers_talks_and_presses_nothing(
    product: Product, child: Phone, officer: Phone, phones: Phones, network: Network
) -> None:
    product.on("/screen", '<Gather numDigits="1" timeout="4" action="/key"><Say>Bấm 1</Say></Gather><Hangup/>')
    product.on("/webhooks/voice", f'<Dial action="/done"><Number url="/screen">{officer.number}</Number></Dial>')
    network.faults.numbers[officer.number] = Behaviour(Habit.VOICEMAIL, after=6, stays=60)
    child.calls()
    phones.clock.push(10)
    child.hears("Hết completed")
    assert product.forms("/done")[0]["DialBridged"] == "false"
    assert product.forms("/key") == []


def test_a_foreign_caller_id_is_refused(product: Product, child: Phone, officer: Phone, network: Network) -> None:
    product.on("/webhooks/voice", f'<Dial callerId="+15005550006">{officer.number}</Dial>')
    child.calls()
    assert network.errors[0].startswith("13214")
