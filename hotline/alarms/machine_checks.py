"""What a process sees of its own machine, and of what comes in to it."""

import shutil
import socket
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from prometheus_client import REGISTRY

from hotline.alarms.trouble import Kind, Trouble
from hotline.spool import SpoolState

LEAST_DISK = 200_000_000
"""Bytes."""
LONGEST_WAIT = timedelta(seconds=10)
MOST_REFUSED = 10
WITHIN = timedelta(minutes=1)


def disk(home: Path) -> Iterator[Trouble]:
    if shutil.disk_usage(home).free < LEAST_DISK:
        yield Trouble(Kind.DISK, socket.gethostname())


def spool(kept: SpoolState, *, now: datetime) -> Iterator[Trouble]:
    """What was put by on this machine's disk is in the database a moment after it is back, or something is wrong."""
    waits_long = kept.oldest is not None and now - kept.oldest > LONGEST_WAIT
    if waits_long or kept.refused:
        yield Trouble(Kind.SPOOL, socket.gethostname(), since=kept.oldest)


class Refusals:
    """Bursts of webhooks without a valid signature, in this web process: many, and more than half of all."""

    def __init__(self) -> None:
        self._seen: deque[tuple[datetime, float, float]] = deque()

    def look(self, now: datetime) -> Iterator[Trouble]:
        self._seen.append((now, _count("hotline_webhooks_refused_total"), _count("hotline_webhooks_signed_total")))
        while len(self._seen) > 1 and now - self._seen[1][0] >= WITHIN:
            self._seen.popleft()
        since, refused_then, signed_then = self._seen[0]
        _, refused, signed = self._seen[-1]
        if refused - refused_then > max(MOST_REFUSED, signed - signed_then):
            yield Trouble(Kind.REFUSED, since=since)


def _count(counter: str) -> float:
    return REGISTRY.get_sample_value(counter) or 0.0
