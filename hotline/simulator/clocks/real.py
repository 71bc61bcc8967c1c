"""What a clock of the network is, and the one that goes by itself."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from hotline.simulator.activity import Activity


class Timer(Protocol):
    def cancel(self) -> None: ...


class NetworkClock(Protocol):
    """Everything in the network that lasts, lasts on this clock."""

    activity: Activity

    def now(self) -> datetime: ...

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Have `callback` called in the running event loop after that many seconds of this clock."""
        ...


async def sleep(clock: NetworkClock, seconds: float) -> None:
    """Park the current task on the clock; it does not count as active meanwhile."""
    woken = asyncio.get_running_loop().create_future()

    def wake() -> None:
        clock.activity.begin()
        woken.set_result(None)

    clock.call_later(seconds, wake)
    clock.activity.end()
    await woken


class RealClock:
    """Time as on the wall, or `speed` times as fast."""

    def __init__(self, speed: float = 1.0) -> None:
        self.activity = Activity()
        self._speed = speed
        self._started_at = datetime.now(UTC)
        self._started = time.monotonic()

    def now(self) -> datetime:
        return self._started_at + timedelta(seconds=(time.monotonic() - self._started) * self._speed)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(seconds / self._speed, callback)
