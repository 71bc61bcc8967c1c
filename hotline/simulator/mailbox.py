"""Where a call leg waits: for the human at the phone, for the network, or for time to pass."""

import asyncio
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from hotline.simulator.clocks import NetworkClock, Timer

T = TypeVar("T")


class Mailbox(Generic[T]):
    """One reader; anyone in the network's event loop may post. A reader that waits does not count as active."""

    def __init__(self, clock: NetworkClock) -> None:
        self._clock = clock
        self._events: deque[T] = deque()
        self._parked: asyncio.Future[None] | None = None
        self.deadline: datetime | None = None

    def post(self, event: T) -> None:
        self._events.append(event)
        self._wake()

    def put_back(self, events: Iterable[T]) -> None:
        self._events.extendleft(reversed(list(events)))

    async def take(self, seconds: float | None) -> T | None:
        """The next event, or None once `seconds` have gone by without one."""
        if not self._events and seconds != 0:
            await self._park(seconds)
        return self._events.popleft() if self._events else None

    async def _park(self, seconds: float | None) -> None:
        self._parked = asyncio.get_running_loop().create_future()
        timer = None
        if seconds is not None:
            timer = self._clock.call_later(seconds, self._wake)
            self.deadline = self._clock.now() + timedelta(seconds=seconds)
        self._clock.activity.end()
        try:
            await self._parked
        finally:
            self._leave(timer)

    def _leave(self, timer: Timer | None) -> None:
        """Also when the network closes under a reader who waits: what is posted later wakes nobody."""
        if self._parked is not None:
            self._parked = None
            self._clock.activity.begin()
        if timer is not None:
            timer.cancel()
        self.deadline = None

    def _wake(self) -> None:
        if self._parked is not None:
            self._clock.activity.begin()
            self._parked.set_result(None)
            self._parked = None
