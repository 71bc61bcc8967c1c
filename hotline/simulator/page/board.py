"""What the page shows beside the network's log: the city and its newest cases, looked up while somebody watches."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from hotline.db import transaction
from hotline.simulator.books.casebook import Marks, read_marks, read_newest
from hotline.simulator.books.city import read_city
from hotline.simulator.network import Network
from routing.roster import NoCityError

LOOK_SECONDS = 0.5
NEWEST_CONTACTS = 12
CITY_SECONDS = 30.0
"""How often the city is read again: shifts begin and end, and city files are applied."""

State = dict[str, Any] | None
"""None: it cannot be read now."""


class Board:
    """Lives in the network's event loop. Reads the database twice a second at most, and only for an audience."""

    def __init__(self, network: Network, engine: Engine) -> None:
        self._network = network
        self._engine = engine
        self._audience: set[asyncio.Event] = set()
        self._looking: asyncio.Task[None] | None = None
        self._marks: Marks | None = None
        self._city_read_at: datetime | None = None
        self.city: State = None
        self.cases: State = None
        self.versions = [0, 0]
        """Grow whenever city and cases have changed."""

    @contextmanager
    def watching(self, fresh: asyncio.Event) -> Iterator[None]:
        """Set `fresh` whenever something here or in the network's log is new."""
        self._audience.add(fresh)
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look_on())
        try:
            with self._network.log.waking(fresh):
                yield
        finally:
            self._audience.discard(fresh)
            if not self._audience and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    def wake(self) -> None:
        for fresh in self._audience:
            fresh.set()

    async def _look_on(self) -> None:
        while not self._network.log.closed:
            before = list(self.versions)
            await asyncio.to_thread(self._look)
            if self.versions != before:
                self.wake()
            await asyncio.sleep(LOOK_SECONDS)

    def _look(self) -> None:
        try:
            with suppress(NoCityError), transaction(self._engine) as session:
                self._look_at_cases(read_marks(session), session)
                self._look_at_city(session)
        except SQLAlchemyError:
            self._marks = self._city_read_at = None
            self._show_city(None)
            self._show_cases(None)

    def _look_at_cases(self, marks: Marks, session: Any) -> None:
        if marks != self._marks:
            self._show_cases(asdict(read_newest(session, NEWEST_CONTACTS)))
            self._marks = marks

    def _look_at_city(self, session: Any) -> None:
        now = self._network.clock.now()
        if self._city_read_at is None or now - self._city_read_at >= timedelta(seconds=CITY_SECONDS):
            self._show_city(asdict(read_city(session, now=now)))
            self._city_read_at = now

    def _show_city(self, city: State) -> None:
        if city != self.city:
            self.city = city
            self.versions[0] += 1

    def _show_cases(self, cases: State) -> None:
        if cases != self.cases:
            self.cases = cases
            self.versions[1] += 1
