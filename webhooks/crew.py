"""Threads that work for many at once, so shared out that nobody who asks a lot takes them from the others."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")

SAME_AT_ONCE = 2
"""Requests of one telephone number that are worked on at the same time; the others wait, and take no thread."""


class NoTurn(Exception):
    """Nobody was free in time; the work has not begun, and will not."""


class Hung(Exception):
    """The work has begun, did not end in time, and goes on by itself."""


class Crew:
    """A bounded number of threads. Belongs to one event loop."""

    def __init__(self, name: str, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._free = asyncio.Semaphore(threads)
        self.lanes = Lanes(SAME_AT_ONCE)

    async def do(self, work: Callable[[], Result], *, seconds: float, number: str = "") -> Result:
        """The result of the work. `number` is whose work it is; '' stands for nobody known.

        Raises NoTurn or Hung when that takes longer than so many seconds, and whatever the work raises.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        try:
            async with asyncio.timeout_at(until):
                await self._take_turn(number)
        except TimeoutError:
            raise NoTurn from None
        running = loop.run_in_executor(self._threads, work)
        running.add_done_callback(lambda done: self._finish(number, done))
        await asyncio.wait({running}, timeout=max(until - loop.time(), 0))
        if not running.done():
            raise Hung
        return running.result()

    async def _take_turn(self, number: str) -> None:
        await self.lanes.enter(number)
        try:
            await self._free.acquire()
        except BaseException:
            self.lanes.leave(number)
            raise

    def _finish(self, number: str, done: "asyncio.Future[Result]") -> None:
        """Also looks at an error that comes after the deadline: asyncio's own log would quote it."""
        self._free.release()
        self.lanes.leave(number)
        if not done.cancelled():
            done.exception()


class Lanes:
    """Lets a few of each number through at once, in order. A number that has nobody in its lane is forgotten."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._lanes: dict[str, asyncio.Semaphore] = {}
        self._present: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._lanes)

    async def enter(self, number: str) -> None:
        """Wait for a place. Whoever has no number waits for nobody."""
        if not number:
            return
        self._present[number] = self._present.get(number, 0) + 1
        try:
            await self._lanes.setdefault(number, asyncio.Semaphore(self._width)).acquire()
        except BaseException:
            self._go(number)
            raise

    def leave(self, number: str) -> None:
        if number:
            self._lanes[number].release()
            self._go(number)

    def _go(self, number: str) -> None:
        self._present[number] -= 1
        if not self._present[number]:
            del self._present[number], self._lanes[number]
