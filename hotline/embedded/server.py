"""A server process that this installation runs for itself."""

import fcntl
import os
import pwd
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from hotline.embedded.folders import make_private, unprivileged_account
from hotline.embedded.processes import end, run_as
from hotline.errors import HotlineError

PAUSE = 0.02
LARGEST_LOG = 10_000_000


class Server(ABC):
    """Starts, stops and asks one server. Only an answer counts as life, never a file that names a process."""

    name: str
    refuses_root = False
    stop_signal = signal.SIGTERM
    start_within = 30.0
    """Seconds until a server that keeps exiting is given up."""
    answer_within = 300.0
    """Seconds until one that runs and stays mute is given up; it may be reading a large log after a crash."""
    stop_within = 20.0

    def __init__(self, home: Path) -> None:
        self.home = home.resolve()
        self.folder = self.home / self.name
        self.log = self.home / f"{self.name}.log"
        self._child: subprocess.Popen[bytes] | None = None
        self._pid: int | None = None

    @abstractmethod
    def ask_pid(self) -> int | None:
        """The process id of the server that answers on our socket, or None if none does."""

    @abstractmethod
    def _prepare(self, account: pwd.struct_passwd | None) -> None:
        """Make what the server needs before it can start."""

    @abstractmethod
    def _command(self) -> list[str]: ...

    @property
    @abstractmethod
    def socket(self) -> Path: ...

    @property
    def pid(self) -> int | None:
        """The process that start() made or found."""
        return self._pid

    def is_alive(self) -> bool:
        return self.ask_pid() is not None

    def has_exited(self) -> bool:
        """Whether the process is gone: cheap enough to ask several times a second."""
        if self._child and self._child.pid == self._pid:
            return self._child.poll() is not None
        return self._pid is None or not psutil.pid_exists(self._pid)

    def start(self) -> None:
        """Return once the server answers; one that runs already is taken over.

        Raises HotlineError with what the server said if it will not start.
        """
        with self._one_at_a_time():
            self._pid = self.ask_pid()
            if self._pid is None:
                account = unprivileged_account(self.folder) if self.refuses_root else None
                for folder in {self.folder, self.socket.parent}:
                    make_private(folder, account)
                self._prepare(account)
                self._pid = self._launch(account)

    def stop(self) -> None:
        """Stop the server and wait for it; does nothing if there is none."""
        pid = self.ask_pid() or (self._child.pid if self._child and self._child.poll() is None else None)
        if pid is not None:
            end(pid, self.stop_signal, self.stop_within)
        if self._child:
            self._child.wait()
        self._child = self._pid = None
        if self.socket.parent != self.folder:
            with suppress(OSError):  # it may never have been made
                self.socket.parent.rmdir()

    def _launch(self, account: pwd.struct_passwd | None) -> int:
        """A server may refuse at first, while the remains of a killed one are still going away."""
        started_at = time.monotonic()
        self._child = self._spawn(account)
        while (pid := self.ask_pid()) is None:
            time.sleep(PAUSE)
            exited = self._child.poll() is not None
            if time.monotonic() - started_at > (self.start_within if exited else self.answer_within):
                raise HotlineError(f"{self.name} does not start: {self._last_words()} (see {self.log})")
            if exited:
                time.sleep(10 * PAUSE)
                self._child = self._spawn(account)
        return pid

    def _spawn(self, account: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
        """In a session of its own, since Ctrl-C in a terminal must not reach it before its clients."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.unlink()
        with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as log:
            return run_as(account, self._command(), cwd=self.folder, output=log.fileno())

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        fatal = [line for line in lines[-20:] if "FATAL" in line or "rror" in line]
        return (fatal or lines or ["it said nothing"])[-1].strip()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / f"{self.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
