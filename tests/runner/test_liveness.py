"""A process that lives and does nothing is found, and given the time to come back by itself."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from hotline.embedded import Guard
from hotline.runner.keeper import ProcessKeeper
from hotline.runner.liveness import Liveness, answering, not_frozen
from hotline.runner.output import Output


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
    yield process
    process.kill()
    process.wait()


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGSTOP)
    while psutil.Process(process.pid).status() != psutil.STATUS_STOPPED:
        os.sched_yield()


def test_a_process_that_was_stopped_shows_no_life_until_it_goes_on(sleeper: subprocess.Popen[bytes]) -> None:
    sign = not_frozen()
    sign.limit = 0
    assert not sign.has_failed(sleeper.pid)
    stop(sleeper)
    sign.has_failed(sleeper.pid)
    assert sign.has_failed(sleeper.pid)
    sleeper.send_signal(signal.SIGCONT)
    while psutil.Process(sleeper.pid).status() == psutil.STATUS_STOPPED:
        os.sched_yield()
    assert not sign.has_failed(sleeper.pid)


def test_a_short_pause_is_forgiven(sleeper: subprocess.Popen[bytes]) -> None:
    sign = not_frozen()
    stop(sleeper)
    assert not any(sign.has_failed(sleeper.pid) for _ in range(3))


def test_a_port_where_nobody_answers_shows_no_life() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        sign = answering(f"http://127.0.0.1:{mute.getsockname()[1]}/healthz")
        sign.limit = sign.starting = 0
        sign.has_failed(os.getpid())
        assert sign.has_failed(os.getpid())


def test_who_starts_slowly_is_not_killed_for_it_and_has_no_such_grace_afterwards() -> None:
    answers = iter([False, False, True, False, False])
    sign = Liveness("does not answer", 0, lambda _pid: next(answers), starting=60)
    starting, running = [sign.has_failed(1) for _ in range(3)], [sign.has_failed(1) for _ in range(2)]
    assert not any(starting)
    assert running[-1]


def test_the_runner_starts_a_frozen_process_again(guard: Guard) -> None:
    said: list[str] = []
    output = Output(["sleeper"])
    output.say = lambda line, name="": said.append(line)  # type: ignore[method-assign]
    started: list[int] = []

    def shows(pid: int) -> bool:
        if pid not in started:
            started.append(pid)
        return len(started) > 1  # the first one counts as frozen

    command = [sys.executable, "-c", "import time; time.sleep(1000)"]
    keeper = ProcessKeeper("sleeper", command, output, guard, [Liveness("is frozen", 0, shows)])
    keeper.start()
    while len(started) < 2:
        assert not keeper.wait(0.1)
    keeper.kill()
    assert keeper.wait(10)
    assert said[:2] == ["sleeper is frozen; killing it", "sleeper was ended by signal 9; starting it again"]
