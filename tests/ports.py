"""Ports for processes that are only to be started: nobody else may have been given one meanwhile."""

import os
import socket
from contextlib import suppress
from itertools import cycle

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
OURS = range(20_000 + 200 * (WORKER % 50), 20_200 + 200 * (WORKER % 50))
"""Of this test process alone, and below those that the kernel gives to whoever asks for any: the servers of other
tests, which come and go all the time.
"""
_next = cycle([*OURS[os.getpid() % len(OURS) :], *OURS[: os.getpid() % len(OURS)]])


def free_port() -> int:
    """One that nobody listens on, another one each time."""
    while True:
        with suppress(OSError), socket.create_server(("127.0.0.1", port := next(_next))):
            return port
