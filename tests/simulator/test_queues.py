"""Callers wait in queues; whoever dials a queue is bridged to the first of them."""

import pytest

from hotline.simulator.call import Call
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones
from hotline.simulator.requests import Request

from .conftest import HOTLINE
from .product import Product


@pytest.fixture(autouse=True)
def _script(product: Product) -> None:
    product.on("/webhooks/voice", '<Enqueue waitUrl="/hold" action="/after">case-1</Enqueue>')
    product.on("/hold", '<Gather numDigits="1" timeout="5" action="/key"><Say>Cô chú đang tới</Say></Gather>')
    product.on("/key", "<Leave/>")
    product.on("/after", lambda form: f"<Say>Tạm biệt {form['QueueResult']}</Say>")
    product.on("/officer", '<Dial action="/done" timeout="15"><Queue url="/announce">case-1</Queue></Dial>')
    product.on("/announce", "<Say>Con được nối máy</Say>")
    product.on("/done", lambda form: f"<Say>Đã xong {form['DialCallStatus']}</Say>")


def order(network: Network, product: Product, officer: Phone) -> Call:
    first = Request(f"{product.url}/officer")
    return network.run(lambda: network.order_call(from_=HOTLINE, to=officer.number, first=first))


def test_the_wait_document_is_fetched_again_and_again(product: Product, child: Phone, phones: Phones) -> None:
    child.calls()
    child.hears("Cô chú đang tới")
    phones.clock.push(12)
    assert [form["QueueTime"] for form in product.forms("/hold")] == ["0", "5", "10"]
    assert {form["QueuePosition"] for form in product.forms("/hold")} == {"1"}


def test_an_officer_is_bridged_to_the_caller(product: Product, child: Phone, officer: Phone, network: Network) -> None:
    child.calls()
    order(network, product, officer)
    officer.answers()
    child.hears("Con được nối máy")
    officer.talks_with(child)
    child.says("cứu con")
    officer.hears("cứu con")
    officer.hangs_up()
    child.hears("Tạm biệt bridged")
    assert product.forms("/done")[0]["DialCallStatus"] == "completed"


def test_an_officer_goes_on_when_the_caller_hangs_up(
    product: Product, child: Phone, officer: Phone, phones: Phones, network: Network
) -> None:
    call = child.calls()
    order(network, product, officer)
    officer.answers()
    officer.talks_with(child)
    phones.clock.push(7)
    child.hangs_up()
    officer.hears("Đã xong completed")
    [done] = product.forms("/done")
    assert (done["DialBridged"], done["DialCallDuration"], done["DialCallSid"]) == ("true", "7", call.sid)


def test_a_caller_may_leave_the_queue_by_a_key(product: Product, child: Phone, network: Network) -> None:
    child.calls()
    child.presses("9")
    child.hears("Tạm biệt leave")
    assert not network.exchange.queues["case-1"].members


def test_a_hang_up_in_the_queue_is_told_to_the_action(product: Product, child: Phone, network: Network) -> None:
    child.calls()
    child.hangs_up()
    [after] = product.forms("/after")
    assert (after["QueueResult"], after["CallStatus"]) == ("hangup", "completed")
    assert not network.exchange.queues["case-1"].members


def test_an_empty_queue_is_waited_for_and_then_given_up(
    product: Product, child: Phone, officer: Phone, phones: Phones, network: Network
) -> None:
    child.calls()
    child.hangs_up()
    order(network, product, officer)
    officer.answers()
    phones.clock.push(14)
    assert product.forms("/done") == []
    phones.clock.push(1)
    officer.hears("Đã xong no-answer")


def test_an_officer_who_waits_gets_the_next_caller(
    product: Product, child: Phone, officer: Phone, phones: Phones, network: Network
) -> None:
    child.calls()
    child.hangs_up()
    order(network, product, officer)
    officer.answers()
    phones.phone("+84900000002", "another child").calls()
    officer.talks_with(phones.phone("+84900000002"))


def test_a_queue_that_never_was_fails(product: Product, officer: Phone, network: Network) -> None:
    order(network, product, officer)
    officer.answers()
    officer.hears("Đã xong failed")
    assert network.errors[0].startswith("13235")


def test_of_two_officers_one_gets_the_caller(
    product: Product, child: Phone, officer: Phone, colleague: Phone, phones: Phones
) -> None:
    product.on("/officer", '<Gather numDigits="1" action="/join"><Say>Bấm 1</Say></Gather>')
    product.on("/join", '<Dial action="/done" timeout="15"><Queue>case-1</Queue></Dial>')
    child.calls()
    for someone in (officer, colleague):
        order(phones.network, product, someone)
        someone.answers()
    phones.at_once(officer.pressing("1"), colleague.pressing("1"))
    talking = [someone for someone in (officer, colleague) if someone.call.talking_with]
    assert len(talking) == 1
    phones.clock.push(15)
    assert [form["DialCallStatus"] for form in product.forms("/done")] == ["no-answer"]


def test_a_wait_document_without_any_pause_still_takes_time(product: Product, child: Phone, phones: Phones) -> None:
    product.on("/hold", "<Say>Một câu nói thật dài cho con nghe trong lúc chờ</Say>")
    child.calls()
    phones.clock.push(10)
    assert 2 <= len(product.forms("/hold")) <= 11
