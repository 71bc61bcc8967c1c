"""People act over HTTP, from this machine only."""

import json
from collections.abc import Iterator

import httpx
import pytest

from hotline.simulator.log import Event, Kind
from hotline.simulator.network import Network

from .product import Product

CHILD = "+84900000001"


@pytest.fixture
def control(network: Network, product: Product) -> Iterator[httpx.Client]:
    product.on("/webhooks/voice", '<Gather numDigits="1" action="/key"><Say>Con ở đâu?</Say></Gather>')
    product.on("/key", "<Say>Cảm ơn con</Say>")
    with httpx.Client(base_url=f"{network.api_url}/control", trust_env=False) as client:
        yield client


def test_a_call_is_placed_and_keys_are_pressed(control: httpx.Client, network: Network) -> None:
    sid = control.post("/calls", json={"phone": CHILD}).json()["sid"]
    network.wait_idle()
    assert control.get("/phones").json() == [{"phone": CHILD, "calls": [control.get("/calls").json()[0]]}]
    assert control.get("/calls").json()[0]["awaits"] == "dtmf"
    assert control.post(f"/calls/{sid}/press", json={"keys": "1"}).status_code == 204
    network.wait_idle()
    assert control.post(f"/calls/{sid}/press", json={"keys": "1"}).status_code == 404
    assert control.get("/phones").json() == [{"phone": CHILD, "calls": []}]


def test_the_log_is_streamed_line_by_line(control: httpx.Client) -> None:
    sid = control.post("/calls", json={"phone": CHILD}).json()["sid"]
    heard: list[Event] = []
    with control.stream("GET", "/events") as stream:
        for line in stream.iter_lines():
            heard.append(Event.from_json(json.loads(line)))
            if heard[-1].kind is Kind.LISTENS:
                control.post(f"/calls/{sid}/hangup", json={})
            if heard[-1].kind is Kind.ENDS:
                break
    assert [event.number for event in heard] == list(range(len(heard)))
    assert "Con ở đâu?" in [event.text for event in heard if event.kind is Kind.HEARS]


def test_the_log_is_streamed_to_browsers(control: httpx.Client) -> None:
    control.post("/texts", json={"phone": CHILD, "text": "cuu con"})
    with control.stream("GET", "/events", headers={"accept": "text/event-stream"}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert next(stream.iter_lines()) == "id: 0"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "application/json", "origin": "https://evil.example"}, 403),
        ({"content-type": "application/json", "host": "evil.example"}, 403),
    ],
)
def test_a_page_from_elsewhere_cannot_place_calls(
    control: httpx.Client, network: Network, headers: dict[str, str], status: int
) -> None:
    body = json.dumps({"phone": CHILD})
    assert control.post("/calls", content=body, headers=headers).status_code == status
    assert network.exchange.calls == {}


def test_a_wrong_number_is_refused(control: httpx.Client) -> None:
    assert control.post("/calls", json={"phone": "0900"}).status_code == 422
