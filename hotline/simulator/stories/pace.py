"""Time in a story: how its people wait for each other, and at what pace they act."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from hotline.simulator.books import Docket
from hotline.simulator.log import Event
from hotline.simulator.mailbox import Mailbox
from hotline.simulator.network import Network

LOOK_SECONDS = 1.0
"""How often the records are read again while nothing happens in the network."""
PATIENCE = 20.0
"""Seconds within which whatever needs no escalation has to happen."""

T = TypeVar("T")


class Missed(Exception):
    """What a story waited for did not happen in time. `what` names the sentence that tells it."""

    def __init__(self, what: str, **values: str) -> None:
        super().__init__(what)
        self.what = what
        self.values = values


class Stopped(Exception):
    """Somebody has stopped the story."""


class Pace:
    """`read` gives the records of calls and messages by SID; `speed` 2 halves what people take, not what the city does.

    After `seconds` nothing is waited for any more. Lives in the network's event loop.
    """

    def __init__(
        self, network: Network, read: Callable[[Sequence[str]], Docket], *, speed: float, seconds: float
    ) -> None:
        self.network = network
        self.contacts: list[str] = []
        """SIDs of the child's calls and messages."""
        self._read = read
        self._speed = speed
        self._mail: Mailbox[Event | None] = Mailbox(network.clock)
        self._ends_at = network.clock.now() + timedelta(seconds=seconds)
        self._stopped = False

    def notice(self, event: Event) -> None:
        """Something has happened in the network."""
        self._mail.post(event)

    def stop(self) -> None:
        """End the story at its next wait, which raises Stopped."""
        self._stopped = True
        self._mail.post(None)

    async def pause(self, seconds: float, *, at_any_speed: bool = False) -> None:
        """Let people take their time; `at_any_speed`: that long, since the product minds how long it was."""
        ends_at = self.network.clock.now() + timedelta(seconds=seconds / (1 if at_any_speed else self._speed))
        while (left := (ends_at - self.network.clock.now()).total_seconds()) > 0:
            await self._look_again(left)

    async def until(self, find: Callable[[], T | None], within: float, missing: str, **values: str) -> T:
        """Whatever `find` finds first, looking again after each event. Raises Missed after `within` seconds."""

        async def look() -> T | None:
            return find()

        return await self._until(look, within, missing, values)

    async def until_written(self, find: Callable[[Docket], T | None], within: float, missing: str, **values: str) -> T:
        """The same in what the product has written down."""

        async def look() -> T | None:
            return find(await self.docket())

        return await self._until(look, within, missing, values)

    async def docket(self) -> Docket:
        return await asyncio.to_thread(self._read, tuple(self.contacts))

    async def _until(
        self, look: Callable[[], Awaitable[T | None]], within: float, missing: str, values: dict[str, str]
    ) -> T:
        ends_at = min(self.network.clock.now() + timedelta(seconds=within), self._ends_at)
        while not (found := await look()):
            left = (ends_at - self.network.clock.now()).total_seconds()
            if left <= 0:
                raise Missed(missing, **values)
            await self._look_again(min(left, LOOK_SECONDS))
        return found

    async def _look_again(self, seconds: float) -> None:
        await self._mail.take(seconds)
        while await self._mail.take(0) is not None:
            continue
        if self._stopped:
            raise Stopped
