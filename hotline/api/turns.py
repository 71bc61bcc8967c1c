"""Requests take turns: a system that asks for too much holds up itself, and no officer's page."""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from hotline.api.problems import answer

AT_ONCE = 4
"""In each web process; the console's database pool has room for three times as many."""
PATIENCE = 5.0
"""Seconds until somebody in the line is sent away."""


class Turns:
    def __init__(self, app: ASGIApp, *, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._app = app
        self._turns = asyncio.Semaphore(at_once)
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif await self._has_come():
            try:
                await self._app(scope, receive, send)
            finally:
                self._turns.release()
        else:
            headers = {"Retry-After": "5"}
            await answer(429, "Too many requests at once; ask again", headers=headers)(scope, receive, send)

    async def _has_come(self) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                return await self._turns.acquire()
        except TimeoutError:
            return False
