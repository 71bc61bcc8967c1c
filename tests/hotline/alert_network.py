"""A telephone network made of words: it answers as it is told, also not at all."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from hotline.clock import FixedClock
from hotline.errors import TelephonyError
from hotline.service import Service
from hotline.settings import Settings
from webhooks.addresses import Addresses


class PowerCut(BaseException):
    """The process dies in the middle of an order."""


class Networkless:
    """Sends and hangs up with a network that answers as it is told."""

    ANSWERS = ("taken", "refused", "silence", "power cut")

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine, self._settings = engine, settings
        self.orders: list[str] = []

    def let(self, job: Callable[[Service, int], None], row: int, answer: str, now: datetime) -> None:
        service = Service(
            settings=self._settings,
            engine=self._engine,
            queue=_NoQueue(),  # type: ignore[arg-type]
            telephony=_Orders(self.orders, answer),  # type: ignore[arg-type]
            clock=FixedClock(now),
            addresses=Addresses("http://hotline.example"),
            number="+842923891111",
            background=_Nobody(),
        )
        try:
            job(service, row)
        except PowerCut:
            return


class _NoQueue:
    def send(self, wakeups: list[Any]) -> bool:
        return True

    def send_soon(self, wakeups: list[Any]) -> None: ...


class _Nobody(Executor):
    """What is done in the background is somebody else's rule."""

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Any:
        return None


@dataclass
class _Orders:
    given: list[str]
    answer: str

    def ring(self, number: str, **_: object) -> str:
        return self._order("CA")

    def text(self, number: str, body: str, **_: object) -> str:
        return self._order("SM")

    def stop_ringing(self, sid: str) -> bool:
        return True

    def calls_ordered(self, number: str) -> list[object]:
        """What was told to nobody has not been taken; what was, tells its name by a callback of its own."""
        return []

    texts_ordered = calls_ordered

    def _order(self, kind: str) -> str:
        self.given.append(kind)
        if self.answer == "power cut":
            raise PowerCut
        if self.answer != "taken":
            raise TelephonyError("a test", permanent=self.answer == "refused")
        return f"{kind}{len(self.given)}"
