"""One stream for a window: the network's log, the live calls, the city, the cases and the story that plays.

A window that has lost it asks again from the next event on; `network` tells it whether that is still the same log.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Iterator
from typing import Any

from hotline.simulator.control import call_json
from hotline.simulator.network import Network
from hotline.simulator.page.board import Board
from hotline.simulator.stories.playhouse import Playhouse

HISTORY = 3000
"""Events that a window gets at most when it opens."""
BATCH = 500
BREATH_SECONDS = 15.0
"""A stream says something that often, so that either side notices when the other is gone."""


class Studio:
    """What every window looks at."""

    def __init__(self, network: Network, board: Board, house: Playhouse) -> None:
        self.network = network
        self.board = board
        self.house = house
        self.id = secrets.token_hex(8)
        """Of this network's log; another one begins when the simulator starts again."""

    async def frames(self, seen: int) -> AsyncIterator[str]:
        """Server-sent events from the log's event number `seen` on."""
        window = _Window(self, seen)
        fresh = asyncio.Event()
        with self.board.watching(fresh):
            yield window.hello()
            while not self.network.log.closed:
                fresh.clear()
                for frame in window.news():
                    yield frame
                try:
                    await asyncio.wait_for(fresh.wait(), BREATH_SECONDS)
                except TimeoutError:
                    yield frame_of("time", {"now": self.network.clock.now().isoformat()})


class _Window:
    """What one window has been told."""

    def __init__(self, studio: Studio, seen: int) -> None:
        self._studio = studio
        events = studio.network.log.events
        self._seen = max(min(seen, len(events)), len(events) - HISTORY)
        self._versions: list[int | None] = [None, None]
        self._told: dict[str, str] = {}

    def hello(self) -> str:
        network = self._studio.network
        past = len(network.log.events)
        now = network.clock.now().isoformat()
        return frame_of("hello", {"network": self._studio.id, "now": now, "next": self._seen, "past": past})

    def news(self) -> Iterator[str]:
        """Frames for whatever has changed since the last time, the log first."""
        network, board = self._studio.network, self._studio.board
        while events := network.log.events[self._seen : self._seen + BATCH]:
            self._seen += len(events)
            yield frame_of("log", [event.as_json() for event in events])
        calls = [call_json(call) for call in network.exchange.calls.values() if call.live]
        yield from self._if_new("calls", calls)
        run = self._studio.house.run
        yield from self._if_new("story", run.as_json() if run else None)
        for place, (name, state) in enumerate((("city", board.city), ("cases", board.cases))):
            if board.versions[place] != self._versions[place]:
                self._versions[place] = board.versions[place]
                yield frame_of(name, {"now": network.clock.now().isoformat(), "state": state})

    def _if_new(self, name: str, state: Any) -> Iterator[str]:
        frame = frame_of(name, state)
        if self._told.get(name) != frame:
            self._told[name] = frame
            yield frame


def frame_of(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"
