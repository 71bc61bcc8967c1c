"""How long the product took to answer, and how slow this machine was meanwhile."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.simulator.courier import Courier
from hotline.simulator.documents import Refused
from hotline.simulator.requests import Reply, Request

LOOK_SECONDS, WORK_SECONDS = 0.2, 0.005
MOST_LAG, MOST_SLOW = 1.0, 3.0
"""Seconds that hiccups may cost, and how many times slower than alone we may be, before a fault is a fault anyway."""
NEAR = timedelta(seconds=2)


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


@dataclass(frozen=True)
class Sample:
    at: datetime
    late: float
    """Seconds by which the machine woke us too late."""
    slowness: float
    """How many times longer than alone a little work took: others work here too."""


class LagMeter:
    """Notes how slow this machine is, so that its slowness is not taken for the product's."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._samples: list[Sample] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._measure, daemon=True)

    def __enter__(self) -> "LagMeter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _measure(self) -> None:
        while not self._stop.is_set():
            before = time.monotonic()
            self._stop.wait(LOOK_SECONDS)
            late = time.monotonic() - before - LOOK_SECONDS
            began, worked = time.perf_counter(), time.thread_time()
            while time.thread_time() - worked < WORK_SECONDS:
                continue
            self._samples.append(Sample(self._now(), late, (time.perf_counter() - began) / WORK_SECONDS))

    def allow(self, seconds: float, start: datetime, end: datetime) -> timedelta:
        """What `seconds` of a machine that is ours alone are on this one, between these moments."""
        samples = [one for one in list(self._samples) if start - NEAR <= one.at <= end]
        slowness = sum(one.slowness for one in samples) / len(samples) if samples else MOST_SLOW
        hiccups = min(sum(one.late for one in samples if one.late > LOOK_SECONDS), MOST_LAG)
        return timedelta(seconds=seconds * min(max(slowness, 1), MOST_SLOW) + hiccups)
