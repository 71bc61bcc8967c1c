"""Makes sure that no process outlives the one that started it, even if that one is killed outright."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

GRACE = 3.0
"""Seconds between asking a process to end and ending it."""


class Guard:
    """A companion process that ends every process entrusted to it once we are gone.

    It notices by the pipe between us, which the kernel closes however we die.
    """

    def __init__(self, inherits: tuple[int, ...] = ()) -> None:
        """`inherits` are descriptors that stay open until the companion's work is done."""
        self._companion = subprocess.Popen(
            [sys.executable, "-S", "-E", __file__], stdin=subprocess.PIPE, start_new_session=True, pass_fds=inherits
        )

    def watch(self, pid: int) -> None:
        """Entrust the leader of a process group."""
        self._tell(f"+{pid}")

    def forget(self, pid: int) -> None:
        self._tell(f"-{pid}")

    def dismiss(self) -> None:
        """Send the companion away; whatever is still entrusted to it is ended."""
        if self._companion.stdin:
            with suppress(BrokenPipeError):
                self._companion.stdin.close()
        self._companion.wait()

    def _tell(self, line: str) -> None:
        if self._companion.stdin:
            with suppress(BrokenPipeError):
                self._companion.stdin.write(f"{line}\n".encode())
                self._companion.stdin.flush()


def _keep_watch() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    watched: dict[int, None] = {}
    for line in sys.stdin:
        if line.startswith("+"):
            watched[int(line[1:])] = None
        else:
            watched.pop(int(line[1:]), None)
    _end(list(watched))


def _end(leaders: list[int]) -> None:
    """All at once: a crash is no time for an orderly retreat, and the next start waits for this."""
    for leader in leaders:
        _signal(leader, signal.SIGTERM)
    give_up_at = time.monotonic() + GRACE
    while any(_signal(leader, 0) for leader in leaders) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    for leader in leaders:
        _signal(leader, signal.SIGKILL)


def _signal(leader: int, number: int) -> bool:
    try:
        os.killpg(leader, number)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    _keep_watch()
