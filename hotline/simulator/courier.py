"""Brings signed webhooks to the product and its answers back, the way Twilio's own client does."""

import asyncio
import ssl
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import httpx
from twilio.request_validator import HMAC_SHA256, SIGNATURE_HEADER, SIGNATURE_SETTINGS_HEADER, RequestValidator

from hotline.simulator.documents import MAX_BYTES, Refused
from hotline.simulator.overrides import Overrides
from hotline.simulator.requests import Delivery, Reply, Request

REDIRECTS = frozenset({301, 302, 303, 307})
TURN_INTO_GET = frozenset({301, 302, 303})
MAX_REDIRECTS = 10
FORM = "application/x-www-form-urlencoded; charset=utf-8"
UNREACHABLE = 11200
TIMED_OUT = 11205
BAD_REDIRECT = 11215
TOO_LARGE = 11750


@dataclass(frozen=True)
class SharedKey:
    """Signs webhooks in place of the account's token, by Twilio's second scheme."""

    id: str
    secret: str


@cache
def _certificates() -> ssl.SSLContext:
    """Reading them takes longer than a whole story."""
    return httpx.create_ssl_context()


class Unreachable(Protocol):
    def __call__(self, url: str) -> bool: ...


class Courier:
    """Sends one webhook at a time for whoever asks. `total` real seconds are the most an answer may take."""

    def __init__(self, auth_token: str, unreachable: Unreachable, total: float = 15.0) -> None:
        self.deliveries: list[Delivery] = []
        self.total = total
        self.shared_key: SharedKey | None = None
        self._validator = RequestValidator(auth_token)
        self._unreachable = unreachable
        self._client = httpx.AsyncClient(
            verify=_certificates(), trust_env=False, limits=httpx.Limits(max_connections=200)
        )

    async def send(self, request: Request) -> Reply:
        """The answer, whatever its status. Raises Refused when there is none in time."""
        delivery = Delivery(request)
        self.deliveries.append(delivery)
        try:
            delivery.reply = await self._send_in_time(request)
        except Refused as refused:
            delivery.error = refused
            raise
        return delivery.reply

    async def close(self) -> None:
        await self._client.aclose()

    async def _send_in_time(self, request: Request) -> Reply:
        url, fragment = urldefrag(request.url)
        overrides = Overrides(fragment, self.total)
        bare = Request(url, request.method, request.params)
        try:
            return await asyncio.wait_for(self._send_with_retries(bare, overrides), overrides.total)
        except TimeoutError:
            raise Refused(TIMED_OUT, f"no answer within {overrides.total:g} s", url) from None

    async def _send_with_retries(self, request: Request, overrides: Overrides) -> Reply:
        for attempt in range(overrides.retries + 1):
            last = attempt == overrides.retries
            try:
                reply = await self._follow(request, overrides)
            except httpx.ReadTimeout:
                if last or not overrides.retry_after("rt"):
                    raise Refused(TIMED_OUT, f"no answer within {overrides.read:g} s", request.url) from None
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                if last or not overrides.retry_after("ct"):
                    raise Refused(UNREACHABLE, f"cannot be reached: {type(error).__name__}", request.url) from None
            else:
                if last or not overrides.retry_after(f"{reply.status // 100}xx"):
                    return reply
        raise AssertionError("the last attempt returns or raises")

    async def _follow(self, request: Request, overrides: Overrides) -> Reply:
        for hop in range(MAX_REDIRECTS):
            reply = await self._exchange(request, overrides)
            if reply.status not in REDIRECTS or not reply.location:
                return replace(reply, redirected=hop > 0)
            request = _redirected(request, reply.location, reply.status)
        raise Refused(BAD_REDIRECT, "too many redirects", request.url)

    async def _exchange(self, request: Request, overrides: Overrides) -> Reply:
        if self._unreachable(request.url):
            raise httpx.ConnectError("dropped on demand")
        outgoing = self.signed(request)
        outgoing.extensions["timeout"] = httpx.Timeout(overrides.read, connect=overrides.connect).as_dict()
        response = await self._client.send(outgoing, stream=True)
        try:
            body = await _read_bounded(response, request.url)
        finally:
            await response.aclose()
        content_type, location = (response.headers.get(name, "") for name in ("content-type", "location"))
        return Reply(response.status_code, content_type, body, request.url, location)

    def signed(self, request: Request) -> httpx.Request:
        """The request as it goes over the wire."""
        params = dict(request.params)
        if request.method == "GET":
            query = urlencode(params)
            url = f"{request.url}{'&' if urlsplit(request.url).query else '?'}{query}" if query else request.url
            return self._client.build_request("GET", url, headers=self._signature(url, {}))
        headers = self._signature(request.url, params) | {"Content-Type": FORM}
        return self._client.build_request("POST", request.url, content=urlencode(params), headers=headers)

    def _signature(self, url: str, params: dict[str, str]) -> dict[str, str]:
        if self.shared_key is None:
            return {SIGNATURE_HEADER: self._validator.compute_signature(url, params)}
        validator = RequestValidator(self.shared_key.secret)
        return {
            SIGNATURE_HEADER: validator.compute_signature(url, params, HMAC_SHA256),
            SIGNATURE_SETTINGS_HEADER: f"key={self.shared_key.id},algorithm={HMAC_SHA256}",
        }


def _redirected(request: Request, target: str, status: int) -> Request:
    url = urljoin(request.url, target)
    # 301 and 302 lose the parameters, and with them the keys that were pressed
    return Request(url, "GET") if status in TURN_INTO_GET else Request(url, request.method, request.params)


async def _read_bounded(response: httpx.Response, url: str) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MAX_BYTES:
            raise Refused(TOO_LARGE, f"the answer is larger than {MAX_BYTES} bytes", url)
    return bytes(body)
