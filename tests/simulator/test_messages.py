"""Texts between people and the hotline."""

import pytest
from fastapi import Response
from twilio.rest import Client

from hotline.segments import segments
from hotline.simulator.faults import Habit
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones

from .conftest import HOTLINE
from .product import Product


def test_a_text_is_answered(product: Product, child: Phone) -> None:
    product.on("/webhooks/sms", "<Message>Đã nhận tin</Message>")
    sid = child.texts("cuu con, o ninh kieu")
    child.reads("Đã nhận tin")
    [form] = product.forms("/webhooks/sms")
    assert form["MessageSid"] == form["SmsSid"] == sid
    assert (form["Body"], form["From"], form["NumMedia"], form["FromCity"]) == (
        "cuu con, o ninh kieu",
        child.number,
        "0",
        "",
    )
    assert product.forged == []


def test_an_empty_answer_is_no_text(product: Product, child: Phone, network: Network) -> None:
    product.on("/webhooks/sms", Response(status_code=204))
    child.texts("xin chào")
    assert child.inbox == []
    assert network.errors == []


def test_a_failing_address_is_replaced_by_the_fallback(product: Product, child: Phone, network: Network) -> None:
    product.on("/webhooks/sms", Response("boom", 503))
    product.on("/webhooks/sms/fallback", "<Message>Xin gọi 111</Message>")
    child.texts("cứu con")
    child.reads("Xin gọi 111")
    assert product.forms("/webhooks/sms/fallback")[0]["ErrorCode"] == "11200"


def test_the_word_stop_alone_opts_out(product: Product, child: Phone, network: Network) -> None:
    child.texts("stop")
    assert product.forms("/webhooks/sms")[-1]["OptOutType"] == "STOP"
    assert network.outbox.refuses(child.number)
    child.texts("Start")
    assert not network.outbox.refuses(child.number)
    child.texts("please make him stop")
    assert "OptOutType" not in product.forms("/webhooks/sms")[-1]
    assert not network.outbox.refuses(child.number)


@pytest.mark.parametrize(
    ("habit", "states"),
    [
        (Habit.HUMAN, ["sent", "delivered"]),
        (Habit.UNDELIVERED, ["sent", "undelivered"]),
        (Habit.FAILED, ["failed"]),
    ],
)
def test_an_alert_reports_what_became_of_it(
    twilio: Client, product: Product, phones: Phones, habit: Habit, states: list[str]
) -> None:
    officer, network = phones.phone("+84912000001", "officer"), phones.network
    network.faults.set_habit(officer.number, habit)
    sid = twilio.messages.create(
        to=officer.number, from_=HOTLINE, body="Ca CT-0001", status_callback=f"{product.url}/status"
    ).sid
    network.wait_idle()
    forms = product.forms("/status")
    assert [form["MessageStatus"] for form in forms] == states
    assert twilio.messages(sid).fetch().status == states[-1]
    assert officer.inbox == (["Ca CT-0001"] if habit is Habit.HUMAN else [])
    assert forms[-1].get("ErrorCode") == (None if habit is Habit.HUMAN else "30003")


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ă" * 70, 1),
        ("ă" * 71, 2),
        ("a" * 69 + "ế", 1),
        ("a" * 134 + "ế", 3),
        ("", 1),
    ],
)
def test_a_text_counts_its_segments(body: str, count: int) -> None:
    assert segments(body) == count
