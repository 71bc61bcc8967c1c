"""How webhooks are signed, retried and followed."""

import socket

import pytest
from fastapi import Response
from twilio.request_validator import RequestValidator

from hotline.simulator.courier import Courier, SharedKey
from hotline.simulator.documents import Refused
from hotline.simulator.overrides import Overrides
from hotline.simulator.requests import Reply, Request
from tests.apart import run_apart

from .conftest import TOKEN
from .product import Product


def send(request: Request, unreachable: object = None) -> Reply:
    async def send_and_close() -> Reply:
        courier = Courier(TOKEN, unreachable or (lambda _url: False))  # type: ignore[arg-type]
        try:
            return await courier.send(request)
        finally:
            await courier.close()

    return run_apart(send_and_close())


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("path", ["/x", "/x?case=1&step=2", "/x?name=Ninh%20Ki%E1%BB%81u", "/x#rc=2&ct=2000"])
def test_every_webhook_is_signed_for_the_address_without_its_fragment(product: Product, method: str, path: str) -> None:
    send(Request(product.url + path, method, {"From": "+84900000001", "Body": "Con ở chợ & bến", "ToCity": ""}))
    assert len(product.asked) == 1
    assert product.forged == []


def test_the_signature_is_that_of_twilios_documentation() -> None:
    params = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    request = Request("https://mycompany.com/myapp.php?foo=1&bar=2", params=params)
    signed = Courier("12345", lambda _url: False).signed(request)
    assert signed.headers["X-Twilio-Signature"] == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_a_failed_connection_is_tried_once_more() -> None:
    attempts: list[str] = []

    def unreachable(url: str) -> bool:
        attempts.append(url)
        return True

    with pytest.raises(Refused) as caught:
        send(Request("http://127.0.0.1:9/x"), unreachable)
    assert (caught.value.code, len(attempts)) == (11200, 2)


def test_a_closed_port_is_out_of_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Refused) as caught:
        send(Request(f"http://127.0.0.1:{port}/x"))
    assert caught.value.code == 11200


def test_a_server_error_is_tried_again_only_when_asked_for(product: Product) -> None:
    product.on("/x", Response("boom", 500))
    assert send(Request(f"{product.url}/x")).status == 500
    assert len(product.asked) == 1
    send(Request(f"{product.url}/x#rc=2&rp=5xx"))
    assert len(product.asked) == 4


def test_307_keeps_the_parameters_and_302_loses_them(product: Product) -> None:
    for status in (302, 307):
        product.on("/x", Response(status_code=status, headers={"location": "/y"}))
        assert send(Request(f"{product.url}/x", params={"Digits": "1"})).redirected
    assert product.forms("/y") == [{}, {"Digits": "1"}]


def test_endless_redirects_are_given_up(product: Product) -> None:
    product.on("/x", Response(status_code=307, headers={"location": "/x"}))
    with pytest.raises(Refused) as caught:
        send(Request(f"{product.url}/x"))
    assert caught.value.code == 11215


def test_an_answer_without_end_is_cut_off(product: Product) -> None:
    product.on("/x", Response("a" * 70_000, media_type="text/xml"))
    with pytest.raises(Refused) as caught:
        send(Request(f"{product.url}/x"))
    assert caught.value.code == 11750


def test_overrides_stay_within_the_ceiling() -> None:
    overrides = Overrides("rc=9&tt=60000&ct=2000&rp=ct,5xx", total=15)
    assert (overrides.retries, overrides.total, overrides.connect) == (5, 15, 2)
    assert overrides.retry_after("5xx")
    assert not overrides.retry_after("rt")


def test_a_wish_that_is_no_number_counts_for_nothing() -> None:
    overrides = Overrides("rc=many&ct=&tt=-1", total=15)
    assert (overrides.retries, overrides.connect, overrides.total) == (1, 5, 15)


def test_a_shared_key_signs_in_place_of_the_token() -> None:
    courier = Courier(TOKEN, lambda _url: False)
    courier.shared_key = SharedKey("key1", "secret")
    headers = courier.signed(Request("https://hotline.example.vn/x", params={"Digits": "1"})).headers
    assert headers["X-Twilio-Webhooks-Signature-Settings"] == "key=key1,algorithm=HMAC_SHA256"
    validator, signature = RequestValidator("secret"), headers["X-Twilio-Signature"]
    assert validator.validate("https://hotline.example.vn/x", {"Digits": "1"}, signature, "HMAC_SHA256")
    assert not validator.validate("https://hotline.example.vn/x", {"Digits": "1"}, signature)
