"""A clock that is pushed by hand, for stories that take no time."""

import asyncio
import heapq
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from hotline.simulator.activity import Activity
from hotline.simulator.clocks.real import Timer


class TimedWork(Protocol):
    """Work outside the network that is due at certain times, such as the product's watch loop."""

    def next_due(self) -> datetime | None: ...

    def run_due(self) -> None: ...


@dataclass(order=True)
class _Alarm:
    due: datetime
    order: int
    callback: Callable[[], None] = field(compare=False)
    loop: asyncio.AbstractEventLoop = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        self.cancelled = True


class PushableClock:
    """Stands still until pushed. Also serves the product as its clock, so that both share one time."""

    def __init__(self, start: datetime | None = None) -> None:
        self.activity = Activity()
        self._now = start or datetime.now(UTC)
        self._alarms: list[_Alarm] = []
        self._order = itertools.count()
        self._lock = threading.Lock()
        self._followers: list[TimedWork] = []

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        with self._lock:
            due = self._now + timedelta(seconds=max(seconds, 0))
            alarm = _Alarm(due, next(self._order), callback, asyncio.get_running_loop())
            heapq.heappush(self._alarms, alarm)
        return alarm

    def follow(self, work: TimedWork) -> None:
        """Have `work` done at its own due times whenever time is pushed across them."""
        self._followers.append(work)

    def push(self, seconds: float) -> None:
        """Let time go by, stopping at every deadline on the way until all it caused has come to rest.

        Call it from outside the network's thread. Raises TimeoutError when the network does not come to rest.
        """
        target = self.now() + timedelta(seconds=seconds)
        self.activity.wait_idle()
        while (due := self._next_stop(target)) is not None:
            self._move_to(due)
            self._fire_due()
            self._run_followers()
        self._move_to(target)

    def push_to(self, moment: datetime) -> None:
        """Push until `moment`; nothing happens when it is past."""
        self.push(max((moment - self.now()).total_seconds(), 0))

    def _next_stop(self, target: datetime) -> datetime | None:
        now = self.now()
        # work that is still due after it ran has to wait until time moves on: never stop twice at one moment for it
        stops = [due for work in self._followers if (due := work.next_due()) is not None and due > now]
        if (alarm := self._first_alarm()) is not None:
            stops.append(alarm.due)
        first = min(stops, default=None)
        return first if first is not None and first <= target else None

    def _first_alarm(self) -> _Alarm | None:
        with self._lock:
            while self._alarms and self._alarms[0].cancelled:
                heapq.heappop(self._alarms)
            return self._alarms[0] if self._alarms else None

    def _move_to(self, moment: datetime) -> None:
        with self._lock:
            self._now = max(self._now, moment)

    def _fire_due(self) -> None:
        """Fire what is due at this moment, one after the other."""
        while (alarm := self._first_alarm()) is not None and alarm.due <= self.now():
            with self._lock:
                self._alarms.remove(alarm)
                heapq.heapify(self._alarms)
            self.activity.begin()
            alarm.loop.call_soon_threadsafe(self._fire, alarm)
            self.activity.wait_idle()

    def _fire(self, alarm: _Alarm) -> None:
        try:
            if not alarm.cancelled:
                alarm.callback()
        finally:
            self.activity.end()

    def _run_followers(self) -> None:
        for work in self._followers:
            due = work.next_due()
            if due is not None and due <= self.now():
                work.run_due()
                self.activity.wait_idle()
