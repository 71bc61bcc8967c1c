"""Runs one story: prints events as they come and lets the cast act at their times."""

import heapq
import itertools
import queue
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime

from hotline.errors import HotlineError
from hotline.simulator.log import Event, Kind
from hotline.simulator.sentences import TERMINAL
from hotline.simulator.story import QUIET, line
from hotline.simulator.terminal.casebook import Casebook
from hotline.simulator.terminal.cast import Cast
from hotline.simulator.terminal.client import ControlClient

LOOK_SECONDS = 0.5
"""How often the casebook is looked into."""
CURTAIN_SECONDS = 5.0
"""A story is over when for so long no call was live."""


class Stage:
    def __init__(self, client: ControlClient, casebook: Casebook, language: str, show: Callable[[str], None]) -> None:
        self._client = client
        self._casebook = casebook
        self._language = language
        self._lines = TERMINAL[language]
        self._show = show
        self._events: queue.Queue[Event | HotlineError] = queue.Queue()
        self._plans: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._started: datetime | None = None

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        heapq.heappush(self._plans, (time.monotonic() + seconds, next(self._order), action))

    def play(self, cast: Cast, first_event: int, names: Mapping[str, str], limit: float) -> None:
        """Show the story from `first_event` on until everyone has hung up, `limit` seconds at most."""
        threading.Thread(target=self._listen, args=(first_event,), daemon=True).start()
        end, quiet_since = time.monotonic() + limit, time.monotonic()
        while (now := time.monotonic()) < end:
            if cast.live:
                quiet_since = now
            elif now - quiet_since > CURTAIN_SECONDS:
                self._show(self._lines["over"])
                return
            self._act(now)
            self._look(cast, names)
        self._show(self._lines["limit"].format(seconds=round(limit)))

    def _listen(self, first_event: int) -> None:
        try:
            for event in self._client.events(first_event):
                self._events.put(event)
        except HotlineError as error:
            self._events.put(error)

    def _act(self, now: float) -> None:
        while self._plans and self._plans[0][0] <= now:
            heapq.heappop(self._plans)[2]()

    def _look(self, cast: Cast, names: Mapping[str, str]) -> None:
        """Wait for the next event until the next plan is due, and show what is new."""
        until_plan = self._plans[0][0] - time.monotonic() if self._plans else LOOK_SECONDS
        try:
            event = self._events.get(timeout=max(min(until_plan, LOOK_SECONDS), 0.001))
        except queue.Empty:
            self._show_case()
            return
        if isinstance(event, HotlineError):
            raise event
        self._started = self._started or event.at
        if event.kind not in QUIET:
            self._show(line(event, self._started, names, self._language))
        cast.see(event)
        if event.kind is not Kind.HEARS:
            self._show_case()

    def _show_case(self) -> None:
        for case, event in self._casebook.news():
            seconds = (event.at - (self._started or event.at)).total_seconds()
            who = f"({event.who})" if event.who else ""
            change = f"{event.before or '—'} → {event.after or '—'}" if event.before or event.after else ""
            self._show(f"{seconds:7.1f}s  📋 {case} {event.what} {change} {who}".rstrip())
