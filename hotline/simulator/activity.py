"""Knows whether anything is still going on in the network."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Activity:
    """Counts what is under way, from any thread.

    Who wakes a parked task begins an activity on its behalf before it runs, so that the count never touches zero
    between cause and effect.
    """

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def begin(self) -> None:
        with self._changed:
            self._count += 1

    def end(self) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        self.begin()
        try:
            yield
        finally:
            self.end()

    def wait_idle(self, limit: float = 20.0) -> None:
        """Return once nothing is under way. Raises TimeoutError after `limit` real seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._count == 0, limit):
                raise TimeoutError(f"{self._count} activities were still under way after {limit:g} s")
