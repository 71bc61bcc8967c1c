"""Everything that happens in the network, as one list of typed events."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    CALLS = "calls"  # a person dials
    RINGS = "rings"
    ANSWERS = "answers"
    HEARS = "hears"
    PRESSES = "presses"
    SAYS = "says"
    LISTENS = "listens"  # the network waits for keys or words
    QUEUES = "queues"
    CONNECTS = "connects"
    PARTS = "parts"
    RECORDS = "records"
    HANGS_UP = "hangs_up"
    ENDS = "ends"  # the call is over, `text` is its status
    TEXTS = "texts"  # a person sends a text
    READS = "reads"  # a person receives a text
    MESSAGE = "message"  # a message changed its status
    WEBHOOK = "webhook"
    CALLBACK = "callback"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Event:
    """`phone` is whose telephone it happened at, `other` the far end, `sid` the call or message."""

    number: int
    at: datetime
    kind: Kind
    text: str = ""
    phone: str = ""
    other: str = ""
    sid: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"at": self.at.isoformat()}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Event":
        return cls(**fields | {"at": datetime.fromisoformat(fields["at"]), "kind": Kind(fields["kind"])})


class NetworkLog:
    """Written in the network's event loop; read from any thread or as a stream."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.events: list[Event] = []
        self._now = now
        self._changed = threading.Condition()
        self._streams: set[asyncio.Event] = set()
        self._listeners: list[Callable[[Event], None]] = []
        self._closed = False

    @property
    def closed(self) -> bool:
        return self._closed

    def add(self, kind: Kind, text: str = "", *, phone: str = "", other: str = "", sid: str = "") -> None:
        with self._changed:
            self.events.append(Event(len(self.events), self._now(), kind, text, phone, other, sid))
            self._changed.notify_all()
        for stream in self._streams:
            stream.set()
        for listener in list(self._listeners):
            listener(self.events[-1])

    @contextmanager
    def heard_by(self, listener: Callable[[Event], None]) -> Iterator[None]:
        """Have `listener` called for each new event, in the network's event loop."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    @contextmanager
    def waking(self, stream: asyncio.Event) -> Iterator[None]:
        """Set `stream` whenever something is new, and when the log is closed."""
        self._streams.add(stream)
        try:
            yield
        finally:
            self._streams.discard(stream)

    def wait_for(self, condition: Callable[[], bool], limit: float) -> bool:
        """Block until `condition` holds, looking again after each event. False after `limit` real seconds."""
        with self._changed:
            return self._changed.wait_for(condition, limit)

    def close(self) -> None:
        """End all streams."""
        self._closed = True
        for stream in self._streams:
            stream.set()

    async def follow(self, start: int = 0) -> AsyncIterator[Event]:
        """All events from number `start` on, until the log is closed."""
        fresh = asyncio.Event()
        with self.waking(fresh):
            while not self._closed:
                fresh.clear()
                while start < len(self.events):
                    yield self.events[start]
                    start += 1
                await fresh.wait()
