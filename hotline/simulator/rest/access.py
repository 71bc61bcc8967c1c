"""Who may use the REST API, and what the network knows meanwhile."""

import asyncio
import base64
import binascii
import secrets
from collections import deque
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from hotline.simulator.activity import Activity
from hotline.simulator.faults import RestFault
from hotline.simulator.network import Network
from hotline.simulator.rest.errors import AUTHENTICATE, SERVER_ERROR, TOO_MANY, RestError, not_found

API = "/2010-04-01"
ACCOUNT = f"{API}/Accounts/{{account}}"


class CountActivity:
    """An order over REST is under way until it is answered."""

    def __init__(self, app: ASGIApp, activity: Activity) -> None:
        self._app = app
        self._activity = activity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        with self._activity.under_way():
            await self._app(scope, receive, send)


def authenticated(request: Request) -> Network:
    """The network, for an account that showed its SID and token."""
    network: Network = request.app.state.network
    if not _is_account(request.headers.get("authorization", ""), network):
        raise RestError(401, AUTHENTICATE, "Authenticate")
    if request.path_params.get("account") != network.account_sid:
        raise not_found(request)
    return network


AccountNetwork = Annotated[Network, Depends(authenticated)]


def _is_account(header: str, network: Network) -> bool:
    scheme, _, encoded = header.partition(" ")
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return False
    expected = f"{network.account_sid}:{network.auth_token}".encode()
    return scheme.lower() == "basic" and secrets.compare_digest(decoded, expected)


async def take_order(network: Network, request: Request, place: Callable[[], dict[str, Any]]) -> Response:
    """Do what was ordered and answer 201, unless a fault was ordered first."""
    return await _answer(network, request, network.faults.rest, lambda: JSONResponse(place(), 201))


async def take_question(network: Network, request: Request, look: Callable[[], Response]) -> Response:
    """Answer what was asked, unless a fault was ordered first."""
    return await _answer(network, request, network.faults.questions, look)


async def _answer(
    network: Network, request: Request, faults: deque[RestFault], act: Callable[[], Response]
) -> Response:
    match faults.popleft() if faults else None:
        case RestFault.SERVER_ERROR:
            raise RestError(500, SERVER_ERROR, "Internal Server Error")
        case RestFault.TOO_MANY:
            raise RestError(429, TOO_MANY, "Too Many Requests", retry_after=network.faults.retry_after)
        case RestFault.NOT_JSON:
            return HTMLResponse("<html><body>Bad gateway</body></html>")
        case RestFault.LOST_BEFORE:
            return await _say_nothing(network, request)
        case RestFault.LOST_AFTER:
            act()
            return await _say_nothing(network, request)
        case RestFault.SLOW:
            await asyncio.sleep(network.faults.slow_seconds)
    return act()


async def _say_nothing(network: Network, request: Request) -> Response:
    """Wait until the client gives up; nobody can call that active."""
    activity = network.clock.activity
    activity.end()
    try:
        await asyncio.wait_for(_gone(request), network.faults.lost_seconds)
    except TimeoutError:
        pass
    finally:
        activity.begin()
    return Response(status_code=504)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue
