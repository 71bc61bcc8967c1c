"""Waiting for what comes by itself, in real time."""

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], object], *, within: float) -> float:
    """Seconds that it took until this holds; fails when it takes longer than `within`."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < within, "it did not come to hold in time"
        time.sleep(0.02)
    return time.monotonic() - began
