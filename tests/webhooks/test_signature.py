"""Only the telephone network gets in. Vectors: twilio-python's own tests and Twilio's security page."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Sequence

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from twilio.request_validator import RequestValidator

from webhooks.forms import LONGEST_BODY, MOST_FIELDS, Form
from webhooks.signature import SignatureCheck

PUBLIC_URL = "https://hotline.example.vn"
TOKEN, OLD_TOKEN = "a-token", "the-token-before"
KEY, SECRET = "webhooks_sharedkey_1", "a-shared-secret"
CHECK = SignatureCheck(PUBLIC_URL, [TOKEN, OLD_TOKEN], {KEY: SECRET})
SIGNATURE, SETTINGS = "X-Twilio-Signature", "X-Twilio-Webhooks-Signature-Settings"


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()

    @app.post("/webhooks/voice")
    async def echo(request: Request) -> dict[str, list[str]]:
        form = await CHECK(request)
        return {name: form.getlist(name) for name in form}

    return TestClient(app, base_url="http://10.0.0.7:8000", raise_server_exceptions=False)


def sign(pairs: Sequence[tuple[str, str]], *, token: str = TOKEN, url: str = f"{PUBLIC_URL}/webhooks/voice") -> str:
    return str(RequestValidator(token).compute_signature(url, Form(pairs)))


def sign_with_shared_key(pairs: Sequence[tuple[str, str]], secret: str = SECRET) -> str:
    signed = f"{PUBLIC_URL}/webhooks/voice" + "".join(name + value for name, value in sorted(pairs))
    return b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()).decode()


def post(client: TestClient, body: str, **headers: str) -> int:
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    content_type = {"Content-Type": "application/x-www-form-urlencoded"}
    return client.post("/webhooks/voice", content=body, headers=headers | content_type).status_code


@pytest.mark.parametrize(
    ("url", "pairs", "signature"),
    [
        (
            "https://mycompany.com/myapp.php?foo=1&bar=2",
            [
                ("CallSid", "CA1234567890ABCDE"),
                ("Digits", "1234"),
                ("From", "+14158675309"),
                ("To", "+18005551212"),
                ("Caller", "+14158675309"),
            ],
            "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        ),
        (
            "https://mycompany.com/myapp.php?foo=1&bar=2",
            [
                ("Sid", "CA123"),
                ("SidAccount", "AC123"),
                ("Digits", "5678"),
                ("Digits", "1234"),
                ("Digits", "1234"),
            ],
            "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
        ),
        (
            "https://example.com/myapp.php?foo=1&bar=2",
            [("From", "+14158675310"), ("Caller", "+14158675310")],
            None,
        ),
    ],
)
def test_it_agrees_with_the_published_vectors(url: str, pairs: list[tuple[str, str]], signature: str | None) -> None:
    check = SignatureCheck("https://mycompany.com", ["12345"])
    if signature is None:
        signature = str(RequestValidator("12345").compute_signature(url, dict(pairs)))
    assert check.is_signed(url, Form(pairs), {SIGNATURE: signature})
    assert not check.is_signed(url + "&more=1", Form(pairs), {SIGNATURE: signature})


def test_a_proxy_changes_nothing_since_our_public_address_is_the_only_truth(client: TestClient) -> None:
    pairs = [("CallSid", "CA1")]
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "Host": "evil.example"}
    assert post(client, "CallSid=CA1", **{SIGNATURE: sign(pairs)}, **headers) == 200
    forged = sign(pairs, url="http://evil.example/webhooks/voice")
    assert post(client, "CallSid=CA1", **{SIGNATURE: forged}, **headers) == 403


def test_a_port_that_the_network_added_or_dropped_does_not_matter(client: TestClient) -> None:
    signature = sign([("CallSid", "CA1")], url="https://hotline.example.vn:443/webhooks/voice")
    assert post(client, "CallSid=CA1", **{SIGNATURE: signature}) == 200


@pytest.mark.parametrize("signature", [None, "", "nonsense", "ä", "A" * 10_000])
def test_a_missing_or_wrong_signature_is_refused(client: TestClient, signature: str | None) -> None:
    headers = {} if signature is None else {SIGNATURE: signature.encode("latin-1", "replace").decode("latin-1")}
    content_type = {"Content-Type": "application/x-www-form-urlencoded"}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in (headers | content_type).items()]
    assert client.post("/webhooks/voice", content="CallSid=CA1", headers=raw).status_code == 403


def test_the_token_before_the_rotation_is_still_good(client: TestClient) -> None:
    assert post(client, "CallSid=CA1", **{SIGNATURE: sign([("CallSid", "CA1")], token=OLD_TOKEN)}) == 200
    assert post(client, "CallSid=CA1", **{SIGNATURE: sign([("CallSid", "CA1")], token="another")}) == 403


def test_empty_and_repeated_fields_are_part_of_what_is_signed(client: TestClient) -> None:
    pairs = [("CallSid", "CA1"), ("FromCity", ""), ("Digits", "2"), ("Digits", "1")]
    assert post(client, "CallSid=CA1&FromCity=&Digits=2&Digits=1", **{SIGNATURE: sign(pairs)}) == 200
    assert post(client, "CallSid=CA1&Digits=2&Digits=1&FromCity=x", **{SIGNATURE: sign(pairs)}) == 403


def test_the_query_is_part_of_what_is_signed_as_it_was_sent(client: TestClient) -> None:
    url = f"{PUBLIC_URL}/webhooks/voice?attempt=1&x=%20y"
    signature = sign([("CallSid", "CA1")], url=url)
    answer = client.post("/webhooks/voice?attempt=1&x=%20y", data={"CallSid": "CA1"}, headers={SIGNATURE: signature})
    assert answer.status_code == 200
    answer = client.post("/webhooks/voice?attempt=2&x=%20y", data={"CallSid": "CA1"}, headers={SIGNATURE: signature})
    assert answer.status_code == 403


def test_a_shared_key_signs_with_its_own_secret(client: TestClient) -> None:
    pairs = [("CallSid", "CA1")]
    settings = f"key={KEY},algorithm=HMAC_SHA256"
    assert post(client, "CallSid=CA1", **{SIGNATURE: sign_with_shared_key(pairs), SETTINGS: settings}) == 200


@pytest.mark.parametrize(
    ("settings", "secret"),
    [
        ("key=unknown,algorithm=HMAC_SHA256", SECRET),
        (f"key={KEY},algorithm=HMAC_SHA256", TOKEN),
        (f"key={KEY},algorithm=HMAC_MD5", SECRET),
        (f"key={KEY}", SECRET),
        ("algorithm=HMAC_SHA256", SECRET),
    ],
)
def test_the_header_alone_never_chooses_a_secret(client: TestClient, settings: str, secret: str) -> None:
    signature = sign_with_shared_key([("CallSid", "CA1")], secret)
    assert post(client, "CallSid=CA1", **{SIGNATURE: signature, SETTINGS: settings}) == 403


def test_an_enormous_form_is_refused_before_it_is_read(client: TestClient) -> None:
    assert post(client, "Body=" + "x" * LONGEST_BODY, **{SIGNATURE: "x"}) == 413
    assert post(client, "a&" * (MOST_FIELDS + 1), **{SIGNATURE: "x"}) == 413


def test_bytes_that_are_no_text_are_refused_and_break_nothing(client: TestClient) -> None:
    assert post(client, "Body=%ff%fe&CallSid=CA1", **{SIGNATURE: sign([("CallSid", "CA1")])}) == 403
