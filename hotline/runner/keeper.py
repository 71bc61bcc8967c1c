"""Keeps one thing running: an emergency service does not stay down because a process died, or froze."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, repeat

from hotline.embedded import Guard
from hotline.runner.liveness import Liveness
from hotline.runner.output import Output

HEALTHY_AFTER = 10.0
"""Seconds after which a process counts as one that ran, and its next death as its first."""
FEEL_PULSE_EVERY = 2.0
PAUSES = (0.0, 0.2, 0.5, 1.0, 2.0)
"""Seconds before each new attempt; the last one for all further attempts."""


def pauses() -> chain[float]:
    return chain(PAUSES, repeat(PAUSES[-1]))


class ProcessKeeper:
    """Starts a process again whenever it ends or gives no sign of life, until stop() is called."""

    def __init__(
        self, name: str, command: list[str], output: Output, guard: Guard, signs: Sequence[Liveness] = ()
    ) -> None:
        self.name = name
        self._command = command
        self._signs = signs
        self._output = output
        self._guard = guard
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._thread = threading.Thread(target=self._keep, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end; wait() tells when it has."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it, and all that it started, now."""
        self._signal(signal.SIGKILL)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within this time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _signal(self, number: signal.Signals) -> None:
        with self._starting:
            self._stopping.set()
            process = self._process
        if process is not None:
            end = os.killpg if number == signal.SIGKILL else os.kill
            with suppress(ProcessLookupError):
                end(process.pid, number)

    def _keep(self) -> None:
        pause = pauses()
        while not self._stopping.is_set():
            started_at = time.monotonic()
            ending = self._run_once()
            if self._stopping.is_set():
                return
            if time.monotonic() - started_at > HEALTHY_AFTER:
                pause = pauses()
            self._output.say(f"{self.name} {ending}; starting it again")
            self._stopping.wait(next(pause))

    def _run_once(self) -> str:
        """Start the process, wait for its end, and say how it ended."""
        with self._starting:
            if self._stopping.is_set():
                return "was not started"
            try:
                process = self._process = spawn(self._command)
            except Exception as problem:
                return f"cannot be started ({_reason(problem)}: {self._command[0]})"
        self._guard.watch(process.pid)
        try:
            return self._accompany(process)
        except Exception as problem:  # no memory, no thread: a process that nobody listens to would soon stand still
            _end_with_offspring(process)
            return f"could not be kept running ({_reason(problem)})"
        finally:
            self._guard.forget(process.pid)

    def _accompany(self, process: subprocess.Popen[bytes]) -> str:
        """Print what it says until it, and all that it started, have ended."""
        reader = self._output.follow(process, self.name)
        code = self._wait_for_end(process)
        _end_with_offspring(process)
        reader.join(1)
        return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"

    def _wait_for_end(self, process: subprocess.Popen[bytes]) -> int:
        """Its exit code; one that gives no sign of life any more is killed first."""
        for sign in self._signs:
            sign.forget()
        while True:
            with suppress(subprocess.TimeoutExpired):
                return process.wait(FEEL_PULSE_EVERY)
            failed = next((sign for sign in self._signs if sign.has_failed(process.pid)), None)
            if failed:
                self._output.say(f"{self.name} {failed.what}; killing it")
                process.kill()


def _reason(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or type(problem).__name__


def _end_with_offspring(process: subprocess.Popen[bytes]) -> None:
    """What it started must not hold the port of its successor."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def spawn(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that leads a group of its own, so that Ctrl-C reaches it only through us."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
