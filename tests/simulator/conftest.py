"""A network, its customer's product and the people with telephones, fresh for every test."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from twilio.rest import Client

from hotline.simulator.clocks import PushableClock
from hotline.simulator.exchange import Line
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones
from hotline.simulator.server import serve_in_thread

from .product import Product, run_product

ACCOUNT = "AC" + "1" * 32
TOKEN = "12345"
HOTLINE = "+842923891111"
NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def running_product() -> Iterator[Product]:
    with run_product(TOKEN) as product:
        yield product


@pytest.fixture
def product(running_product: Product) -> Product:
    running_product.answers.clear()
    running_product.asked.clear()
    running_product.forged.clear()
    return running_product


@pytest.fixture
def clock() -> PushableClock:
    return PushableClock(NOW)


@pytest.fixture
def network(product: Product, clock: PushableClock) -> Iterator[Network]:
    network = Network(account_sid=ACCOUNT, auth_token=TOKEN, clock=clock)
    network.add_line(Line.of(HOTLINE, product.url))
    with serve_in_thread(network):
        yield network


@pytest.fixture
def phones(network: Network, clock: PushableClock) -> Phones:
    return Phones(network, clock)


@pytest.fixture
def child(phones: Phones) -> Phone:
    return phones.phone("+84900000001", "child")


@pytest.fixture
def officer(phones: Phones) -> Phone:
    return phones.phone("+84912000001", "officer")


@pytest.fixture
def colleague(phones: Phones) -> Phone:
    return phones.phone("+84912000002", "colleague")


@pytest.fixture
def twilio(network: Network) -> Client:
    client = Client(ACCOUNT, TOKEN)
    client.api.base_url = network.api_url
    return client
