"""Requests take turns: a system that asks for too much holds up itself, no other system, and no officer's page."""

import asyncio
from contextlib import AsyncExitStack
from weakref import WeakValueDictionary

from fastapi.security.utils import get_authorization_scheme_param
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from hotline.api.problems import answer

AT_ONCE = 4
"""In each web process, since each has a database pool of its own: the console's has room for three times as many."""
AT_ONCE_FOR_A_KEY = 2
PATIENCE = 5.0
"""Seconds until somebody in the line is sent away."""


class Turns:
    """Each key has a line of its own; whoever is first in one stands in the line of all."""

    def __init__(
        self, app: ASGIApp, *, at_once: int = AT_ONCE, for_a_key: int = AT_ONCE_FOR_A_KEY, patience: float = PATIENCE
    ) -> None:
        self._app = app
        self._all = asyncio.Semaphore(at_once)
        self._for_a_key = for_a_key
        self._lines: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        async with AsyncExitStack() as turns:
            if await self._have_come(turns, self._line_of(scope)):
                await self._app(scope, receive, send)
                return
        headers = {"Retry-After": "5"}
        await answer(429, "Too many requests at once; ask again", headers=headers)(scope, receive, send)

    def _line_of(self, scope: Scope) -> asyncio.Semaphore:
        """Those who send no key share one. A line lasts as long as somebody stands in it."""
        _, key = get_authorization_scheme_param(Headers(scope=scope).get("authorization"))  # as `HTTPBearer` reads it
        return self._lines.setdefault(key, asyncio.Semaphore(self._for_a_key))

    async def _have_come(self, turns: AsyncExitStack, line: asyncio.Semaphore) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                await turns.enter_async_context(line)
                await turns.enter_async_context(self._all)
        except TimeoutError:
            return False
        return True
