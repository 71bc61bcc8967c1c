"""The network knows when everything has come to rest."""

from threading import Event, Thread

import pytest

from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones

from .product import Product


def test_it_is_idle_while_it_waits_for_a_human(product: Product, child: Phone, network: Network) -> None:
    product.on("/webhooks/voice", '<Gather timeout="5"><Say>Con ở đâu?</Say></Gather>')
    network.run(lambda: network.dial_in(child.number))
    network.wait_idle()
    assert child.heard == ["Con ở đâu?"]


def test_it_is_busy_while_a_webhook_is_under_way(product: Product, child: Phone, network: Network) -> None:
    thinking = Event()
    product.on("/webhooks/voice", thinking)
    network.run(lambda: network.dial_in(child.number))
    with pytest.raises(TimeoutError, match="still under way"):
        network.wait_idle(0.1)
    thinking.set()
    network.wait_idle()
    child.is_not_on_a_call()


def test_a_push_does_not_return_before_what_it_caused_is_done(product: Product, child: Phone, phones: Phones) -> None:
    product.on("/webhooks/voice", '<Pause length="9"/><Redirect>/later</Redirect>')
    product.on("/later", '<Pause length="1"/><Say>Mười giây</Say>')
    child.calls()
    phones.clock.push(10)
    assert child.heard == ["Mười giây"]


def test_many_pushes_from_a_thread_lose_nothing(product: Product, phones: Phones) -> None:
    product.on("/webhooks/voice", '<Pause length="1"/><Redirect>/webhooks/voice</Redirect>')
    for number in range(5):
        phones.phone(f"+8490000010{number}").calls()
    pushing = Thread(target=lambda: [phones.clock.push(1) for _ in range(10)])
    pushing.start()
    pushing.join(20)
    assert len(product.forms("/webhooks/voice")) == 5 * 11
