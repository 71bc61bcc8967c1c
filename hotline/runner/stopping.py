"""Asked to stop: by Ctrl-C, or by the system with SIGTERM or SIGHUP."""

import signal
import time
from types import FrameType

LOOK_EVERY = 0.2
SAME_REQUEST = 1.0
"""Seconds within which a second signal, say of the shell and of `make`, is the same request."""


class Stopping:
    """Who asks is heard for sure: a request is noted, besides raising KeyboardInterrupt in the main thread.

    The exception alone may be lost, when it comes up between a look and a wait, or inside a finaliser.
    """

    def __init__(self) -> None:
        self._asked_at: float | None = None
        self._begun = False
        self.hurried = False

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a shell in the background ignores SIGINT for us
            signal.signal(number, self._ask)

    def wait(self) -> None:
        """Return, or raise KeyboardInterrupt, when somebody asks or has asked."""
        while self._asked_at is None:
            time.sleep(LOOK_EVERY)

    def begin(self) -> None:
        """From now on nothing is interrupted; who asks again makes `hurried` true."""
        self._begun = True

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self._begun:
            self.hurried = True
            return
        before, self._asked_at = self._asked_at, time.monotonic()
        if before is None or self._asked_at - before > SAME_REQUEST:
            raise KeyboardInterrupt
