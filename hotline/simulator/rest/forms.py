"""Reads the parameters of an order."""

import re

from fastapi import Request as HttpRequest
from starlette.datastructures import FormData

from hotline.simulator.call import Inline, Step, Subscription
from hotline.simulator.requests import Request, is_web_address
from hotline.simulator.rest.errors import INVALID_PARAMETER, RestError

E164 = re.compile(r"\+[1-9]\d{3,14}")
MAX_INLINE = 4000
CALL_EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})


class Order:
    """A form whose values are text."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    @classmethod
    async def read(cls, request: HttpRequest) -> "Order":
        return cls(await request.form())

    def text(self, name: str) -> str:
        value = self._form.get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        return [value for value in self._form.getlist(name) if isinstance(value, str)]

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name) or str(default)
        if not text.isdecimal() or not least <= int(text) <= most:
            raise RestError(400, INVALID_PARAMETER, f"Parameter '{name}' must be from {least} to {most}, not {text!r}")
        return int(text)

    def address(self, name: str) -> Request | None:
        """The web address in `name`, with the method that goes along with it."""
        url = self.text(name)
        if not url:
            return None
        if not is_web_address(url):
            raise RestError(400, 21205, f"{name} is not a valid URL: {url}")
        return Request(url, self.text(f"{name.removesuffix('Url')}Method") or self.text("Method") or "POST")

    def step(self) -> Step | None:
        """Where a call goes: to an address or an inline document."""
        twiml = self.text("Twiml")
        if len(twiml) > MAX_INLINE:
            raise RestError(400, 32018, f"Twiml has more than {MAX_INLINE} characters")
        return Inline(twiml) if twiml else self.address("Url")

    def subscription(self) -> Subscription | None:
        request = self.address("StatusCallback")
        events = frozenset(self.texts("StatusCallbackEvent")) or frozenset({"completed"})
        if unknown := events - CALL_EVENTS:
            raise RestError(400, 21626, f"StatusCallbackEvent cannot be {sorted(unknown)}")
        return Subscription(request, events) if request else None
