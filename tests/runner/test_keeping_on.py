"""The machine has no memory, no thread and no disk left for a moment: whatever keeps the service running goes on."""

import errno
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from hotline.embedded import Guard, RedisServer
from hotline.runner import keeper
from hotline.runner.keeper import ProcessKeeper
from hotline.runner.liveness import not_frozen
from hotline.runner.output import Output
from hotline.runner.server_keeper import ServerKeeper
from tests.waiting import wait_until

NO_MEMORY = OSError(errno.ENOMEM, "Cannot allocate memory")
SLEEPER = [sys.executable, "-c", "import time; time.sleep(1000)"]


class Said(Output):
    """What the runner has said of itself."""

    def __init__(self) -> None:
        super().__init__(["sleeper", "redis"])
        self.lines: list[str] = []

    def say(self, line: str, name: str = "") -> None:
        self.lines.append(line)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    monkeypatch.setattr(keeper, "PAUSES", (0.0,))
    return Said()


class Flaky(RedisServer):
    """A server whose start has one mishap after another before it succeeds."""

    mishaps: Iterator[Exception] = iter(())

    def start(self) -> None:
        if mishap := next(self.mishaps, None):
            raise mishap
        super().start()


def test_a_server_whose_restart_fails_whatever_the_reason_is_started_again(
    tmp_path: Path, guard: Guard, said: Said
) -> None:
    server = Flaky(tmp_path)
    keeper = ServerKeeper(server, said, guard)
    keeper.start()
    server.mishaps = iter([NO_MEMORY, psycopg.OperationalError("a password, say"), RuntimeError(), MemoryError()])
    killed = psutil.Process(server.pid)
    killed.kill()
    wait_until(lambda: server.pid not in {None, killed.pid} and server.is_alive(), within=20)
    keeper.stop()
    wrong = [line for line in said.lines if "could not be started" in line]
    assert wrong == [f"redis could not be started ({kind})" for kind in _kinds()]


def _kinds() -> list[str]:
    return ["OSError", "OperationalError", "RuntimeError", "MemoryError"]


def test_a_process_whose_start_fails_for_want_of_memory_is_started_again(
    guard: Guard, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    mishaps: Iterator[Exception] = iter([NO_MEMORY, MemoryError()])

    def spawn(command: list[str]) -> object:
        if mishap := next(mishaps, None):
            raise mishap
        return really_spawn(command)

    really_spawn = keeper.spawn
    monkeypatch.setattr(keeper, "spawn", spawn)
    _starts_at_last(guard, said)
    assert said.lines == [
        f"sleeper cannot be started (Cannot allocate memory: {SLEEPER[0]}); starting it again",
        f"sleeper cannot be started (MemoryError: {SLEEPER[0]}); starting it again",
    ]


def test_a_process_that_there_is_no_thread_to_listen_to_is_ended_and_started_again(
    guard: Guard, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    unheard: list[psutil.Process] = []

    def follow(output: Output, process: psutil.Popen, name: str) -> threading.Thread:
        if not unheard:
            unheard.append(psutil.Process(process.pid))
            raise RuntimeError("can't start new thread")
        return really_follow(output, process, name)

    really_follow = Output.follow
    monkeypatch.setattr(Output, "follow", follow)
    _starts_at_last(guard, said)
    assert said.lines == ["sleeper could not be kept running (RuntimeError); starting it again"]
    assert not unheard[0].is_running()


def _starts_at_last(guard: Guard, said: Said) -> None:
    looked = threading.Event()
    sign = not_frozen()
    sign.shows = lambda _pid: looked.set() or True
    kept = ProcessKeeper("sleeper", SLEEPER, said, guard, [sign])
    kept.start()
    assert looked.wait(20)
    kept.kill()
    assert kept.wait(10)


def test_a_full_disk_under_what_is_said_ends_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        encoding = "utf-8"

        def write(self, _: str) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        def flush(self) -> None: ...

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdout", Full())
    output = Output([])
    output.say("worker ended with code 1; starting it again")
    output.show(["and more"])


def test_a_process_that_cannot_be_looked_at_counts_as_one_that_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_descriptor(_pid: int) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(psutil, "Process", no_descriptor)
    sign = not_frozen()
    sign.limit = 0
    assert not any(sign.has_failed(1) for _ in range(3))
