"""How long the product took to answer, and how slow this machine was meanwhile."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hotline.simulator.courier import Courier
from hotline.simulator.documents import Refused
from hotline.simulator.requests import Reply, Request

LOOK_SECONDS = 0.05
MOST_LAG = 2.0
"""Seconds. A slower machine than that proves nothing, and the night fails."""


@dataclass
class Fetch:
    """One webhook: when it was sent and answered, and with what."""

    url: str
    sid: str
    began_at: datetime
    ended_at: datetime | None = None
    reply: Reply | None = None

    @property
    def body(self) -> str:
        return self.reply.body.decode(errors="replace") if self.reply and self.reply.ok else ""


class TimedCourier(Courier):
    def __init__(self, auth_token: str, unreachable: Callable[[str], bool], now: Callable[[], datetime]) -> None:
        super().__init__(auth_token, unreachable)
        self.fetches: list[Fetch] = []
        self._now = now

    async def send(self, request: Request) -> Reply:
        sid = request.params.get("CallSid") or request.params.get("MessageSid", "")
        fetch = Fetch(request.url, sid, self._now())
        self.fetches.append(fetch)
        try:
            fetch.reply = await super().send(request)
        except Refused:
            raise
        else:
            return fetch.reply
        finally:
            fetch.ended_at = self._now()


class LagMeter:
    """Notes by how much this machine is late when something is due."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._late: list[tuple[datetime, float]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "LagMeter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.is_set():
            before = time.monotonic()
            self._stop.wait(LOOK_SECONDS)
            self._late.append((self._now(), time.monotonic() - before - LOOK_SECONDS))

    def between(self, start: datetime, end: datetime) -> float:
        """The seconds that the machine itself may have cost in this time: its hiccups, up to MOST_LAG."""
        late = sum(seconds for at, seconds in list(self._late) if start <= at <= end and seconds > LOOK_SECONDS)
        return min(late, MOST_LAG)
