"""A push service on this machine, and the browsers that hang on it: it opens what was encrypted for them."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_bytes
from threading import Thread
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


def base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Browser:
    """One that has subscribed; what it was told comes in order."""

    endpoint: str
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    secret: bytes = field(default_factory=lambda: token_bytes(16))
    told: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def subscription(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": base64(point), "auth": base64(self.secret)}

    def hears(self, headers: dict[str, str], body: bytes) -> None:
        opened = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        self.told.append(json.loads(opened))
        self.headers.append(headers)


class PushService(ThreadingHTTPServer):
    """Answers 201 unless it is told to answer something else."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.browsers: dict[str, Browser] = {}
        self.answer = 201

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def browser(self, name: str) -> Browser:
        self.browsers[f"/{name}"] = Browser(f"{self.origin}/{name}")
        return self.browsers[f"/{name}"]


class _Handler(BaseHTTPRequestHandler):
    server: PushService

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        if self.server.answer == 201:
            self.server.browsers[self.path].hears(headers, body)
        self.send_response(self.server.answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


def signer_of(headers: dict[str, str]) -> str:
    """The public key that has signed this push (RFC 8292, 3.2). Raises when the signature is not its own."""
    given = dict(part.strip().split("=", 1) for part in headers["authorization"].removeprefix("vapid ").split(","))
    padded = given["k"] + "=" * (-len(given["k"]) % 4)
    assert len(urlsafe_b64decode(padded)) == 65
    assert Vapid02.verify(headers["authorization"])
    return given["k"]


@contextmanager
def running_push_service() -> Iterator[PushService]:
    with PushService() as service:
        thread = Thread(target=service.serve_forever, args=(0.02,))
        thread.start()
        yield service
        service.shutdown()
        thread.join()
