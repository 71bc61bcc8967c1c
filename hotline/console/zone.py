"""The city's time, in which pages show moments and forms tell them."""

from contextvars import ContextVar
from datetime import date
from zoneinfo import ZoneInfo

from starlette.types import ASGIApp, Receive, Scope, Send

from hotline.last_known import LastKnown

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)
"""Of those that an address may tell: on none outside was there a hotline, and some of them have no midnight in UTC."""

_zone: ContextVar[ZoneInfo] = ContextVar("the city's time zone")


def city_zone() -> ZoneInfo:
    """While a request is answered."""
    return _zone.get()


class CityTime:
    """Known without asking the database: an error page tells the time as well."""

    def __init__(self, app: ASGIApp, *, last_known: LastKnown) -> None:
        self._app = app
        self._last_known = last_known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        _zone.set(ZoneInfo(self._last_known.roster.timezone))
        await self._app(scope, receive, send)
