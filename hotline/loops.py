"""Work that a process does again and again beside its main work, each piece in a thread of its own.

One that hangs or fails holds up no other, and an error ends no loop.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hotline.safety import safely

STOP_WITHIN = 1.0
"""Seconds that all loops together may take to notice that the process ends; then they are left behind."""


@dataclass(frozen=True)
class Loop:
    """Do `work` every so many `seconds`, for the first time at once."""

    name: str
    work: Callable[[], object]
    seconds: float

    def run_until(self, stop: threading.Event) -> None:
        while not stop.is_set():
            safely(self.work)
            stop.wait(self.seconds)


@contextmanager
def running(loops: Iterable[Loop]) -> Iterator[None]:
    """Let these loops run while the block does."""
    stop = threading.Event()
    threads = [threading.Thread(target=loop.run_until, args=(stop,), name=loop.name, daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        give_up_at = time.monotonic() + STOP_WITHIN
        for thread in threads:
            thread.join(max(give_up_at - time.monotonic(), 0))
