"""Status callbacks come twice, late, in any order, or not at all."""

import pytest

from hotline.simulator.call import Subscription
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones
from hotline.simulator.requests import Request

from .conftest import HOTLINE
from .product import Product

EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})


def ring(network: Network, product: Product, officer: Phone) -> None:
    product.on("/officer", "<Say>Chào</Say>")
    subscription = Subscription(Request(f"{product.url}/status"), EVENTS)
    first = Request(f"{product.url}/officer")
    network.run(lambda: network.order_call(from_=HOTLINE, to=officer.number, first=first, subscription=subscription))
    officer.answers()


def numbers(product: Product) -> list[str]:
    return [form["SequenceNumber"] for form in product.forms("/status")]


def test_they_come_in_order(network: Network, product: Product, officer: Phone) -> None:
    ring(network, product, officer)
    assert numbers(product) == ["0", "1", "2", "3"]


def test_they_come_several_times(network: Network, product: Product, officer: Phone) -> None:
    network.faults.duplicate_callbacks = 2
    ring(network, product, officer)
    assert numbers(product) == [number for number in "0123" for _ in range(3)]


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_they_are_held_back_and_released_out_of_order(
    network: Network, product: Product, officer: Phone, order: str
) -> None:
    network.faults.hold_callbacks = True
    ring(network, product, officer)
    assert numbers(product) == []
    network.run(lambda: network.callbacks.release(order))
    network.wait_idle()
    assert sorted(numbers(product)) == ["0", "1", "2", "3"]


def test_they_are_late(network: Network, product: Product, officer: Phone, phones: Phones) -> None:
    network.faults.delay_callbacks = 30
    ring(network, product, officer)
    phones.clock.push(29)
    assert numbers(product) == []
    phones.clock.push(1)
    assert sorted(numbers(product)) == ["0", "1", "2", "3"]


def test_they_are_shuffled_within_some_seconds(
    network: Network, product: Product, officer: Phone, phones: Phones
) -> None:
    network.faults.shuffle_callbacks = 10
    ring(network, product, officer)
    phones.clock.push(10)
    assert sorted(numbers(product)) == ["0", "1", "2", "3"]
    assert numbers(product) != ["0", "1", "2", "3"]


def test_a_webhook_is_replayed_at_once(network: Network, product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", "<Say>Chào con</Say>")
    child.calls()
    [delivery] = network.deliveries("/webhooks/voice")[:1]
    replies = network.replay(delivery, times=5)
    assert [reply.status for reply in replies] == [200] * 5
    forms = product.forms("/webhooks/voice")
    assert len(forms) == 6
    assert all(form == forms[0] for form in forms)
    assert product.forged == []


def test_an_address_is_out_of_reach_on_demand(network: Network, product: Product, child: Phone) -> None:
    product.on("/webhooks/voice/fallback", "<Say>Xin gọi 111</Say>")
    network.faults.drops_webhook = lambda url: url.endswith("/webhooks/voice")
    child.calls()
    child.hears("Xin gọi 111")
    assert product.forms("/webhooks/voice") == []
