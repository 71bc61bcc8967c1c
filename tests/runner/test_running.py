"""The runner as a person meets it: a command in a terminal, with processes that die and settings that clash."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import psutil
import pytest
from sqlmodel import Session

from routing.models import City
from tests.ports import free_port

LISTENS = f"{sys.executable} -m http.server --bind 127.0.0.1"


class Runner:
    """`hotline run` on a Procfile of the test's own."""

    def __init__(self, folder: Path, procfile: str, environment: dict[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "Procfile").write_text(procfile)
        self.home = folder / "home"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hotline.cli", "run"],
            cwd=folder,
            env={"PATH": os.defpath, "HOTLINE_HOME": "home", "PYTHONPATH": os.pathsep.join(sys.path)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        self._lines: Queue[str | None] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip())
        self._lines.put(None)

    def says(self, pattern: str) -> re.Match[str]:
        """Wait for a line that matches; fails when the runner ends first."""
        while (line := self._lines.get(timeout=60)) is not None:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"The runner never said {pattern!r}, but:\n" + "\n".join(self.said))

    def ends(self) -> int:
        return self.process.wait(60)

    def offspring(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def other_port() -> int:
    return free_port()


@pytest.fixture
def run(tmp_path: Path, port: int, other_port: int, session: Session, home: Path) -> Iterator[Callable[..., Runner]]:
    """Starts runners on the test process's database, which has a city, with a Redis of their own."""
    session.add(City(name="Thử", case_prefix="T"))
    session.commit()
    runners: list[Runner] = []
    external = {"DATABASE_URL": f"postgresql://hotline@/hotline?host={home / 'postgres'}"}

    def start(procfile: str, **environment: str) -> Runner:
        ports = {"PORT": str(port), "SIMULATOR_PORT": str(other_port)}
        runner = Runner(tmp_path / "project", procfile, external | ports | environment)
        runners.append(runner)
        return runner

    yield start
    for runner in runners:
        runner.process.terminate()
        runner.process.communicate(timeout=60)


def test_it_starts_everything_and_shows_where_to_go(run: Callable[..., Runner], port: int) -> None:
    runner = run(f"release: hotline migrate\nweb: {LISTENS} {port}\nphones: sleep 1000")
    runner.says("redis runs")
    runner.says("release .* The tables are at version")
    runner.says("The city is Thử")
    assert runner.says(r"Web +(\S+)").group(1) == f"http://localhost:{port}"
    runner.says("Ctrl-C")


def test_a_dead_process_is_started_again_at_once(run: Callable[..., Runner], port: int) -> None:
    runner = run(f"web: {LISTENS} {port}\nworker: sh -c 'echo my number is $$; exec sleep 1000'")
    first = int(runner.says(r"my number is (\d+)").group(1))
    os.kill(first, signal.SIGKILL)
    runner.says("worker was ended by signal 9; starting it again")
    second = int(runner.says(r"my number is (\d+)").group(1))
    assert second != first


def test_a_process_that_always_fails_is_never_given_up(run: Callable[..., Runner], port: int) -> None:
    runner = run(f"web: {LISTENS} {port}\nworker: false")
    for _ in range(5):
        runner.says("worker ended with code 1; starting it again")


def test_a_program_that_is_missing_does_not_stop_the_others(run: Callable[..., Runner], port: int) -> None:
    runner = run(f"web: {LISTENS} {port}\nworker: no-such-program")
    runner.says("worker cannot be started .*no-such-program")
    runner.says("Ctrl-C")


def test_what_a_dead_process_had_started_ends_with_it(run: Callable[..., Runner], port: int) -> None:
    runner = run(f"web: {LISTENS} {port}\nworker: sh -c 'sleep 1000 & echo child $!; exec sleep 1000'")
    child = psutil.Process(int(runner.says(r"child (\d+)").group(1)))
    runner.says("Ctrl-C")
    parent = next(process for process in runner.offspring() if process.cmdline() == ["sleep", "1000"])
    parent.kill()
    runner.says("worker was ended by signal 9")
    psutil.wait_procs([child], timeout=10)
    assert not child.is_running()


def test_a_dead_redis_is_started_again(run: Callable[..., Runner], port: int) -> None:
    runner = run(f"web: {LISTENS} {port}")
    runner.says("Ctrl-C")
    server = next(process for process in runner.offspring() if "redis-server" in process.name())
    server.kill()
    runner.says("redis is gone; starting it again")
    gone, _ = psutil.wait_procs([server], timeout=10)
    assert gone


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(run: Callable[..., Runner], port: int, number: int) -> None:
    runner = run(f"web: {LISTENS} {port}\nworker: sleep 1000")
    runner.says("Ctrl-C")
    offspring = runner.offspring()
    runner.process.send_signal(number)
    assert runner.ends() == 0
    assert psutil.wait_procs(offspring, timeout=10)[1] == []


def test_a_second_interrupt_ends_a_process_that_will_not_go(run: Callable[..., Runner], port: int) -> None:
    runner = run(f"web: {LISTENS} {port}\nworker: sh -c 'trap \"\" TERM; echo deaf; while :; do sleep 1; done'")
    runner.says("deaf")
    runner.says("Ctrl-C")
    offspring = runner.offspring()
    runner.process.send_signal(signal.SIGINT)
    runner.says("stopping")
    runner.process.send_signal(signal.SIGINT)
    assert runner.ends() == 0
    assert psutil.wait_procs(offspring, timeout=10)[1] == []


def test_a_killed_runner_leaves_nobody_behind_and_the_next_one_starts(run: Callable[..., Runner], port: int) -> None:
    procfile = f"web: {LISTENS} {port}\nworker: sleep 1000"
    runner = run(procfile)
    runner.says("Ctrl-C")
    offspring = runner.offspring()
    runner.process.kill()
    again = run(procfile)
    again.says("Ctrl-C")
    assert psutil.wait_procs(offspring, timeout=10)[1] == []


def test_a_second_runner_on_one_home_is_refused(run: Callable[..., Runner], port: int) -> None:
    run(f"web: {LISTENS} {port}").says("Ctrl-C")
    second = run(f"web: {LISTENS} {port}")
    second.says("hotline: Another `hotline run` uses .*: stop it, or set HOTLINE_HOME")
    assert second.ends() == 1


@pytest.mark.parametrize("name", ["PORT", "SIMULATOR_PORT"])
def test_a_port_in_use_is_named_before_anything_is_started(run: Callable[..., Runner], name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        runner = run("web: true", **{name: str(port)})
        runner.says(f"hotline: {name}: port {port} on 127.0.0.1 is in use by another program; set {name} to another")
        assert runner.ends() == 2
    assert not (runner.home / "redis").exists()


def test_two_settings_cannot_share_a_port(run: Callable[..., Runner], port: int) -> None:
    runner = run("web: true", SIMULATOR_PORT=str(port))
    runner.says(f"hotline: PORT and SIMULATOR_PORT are both {port}")
    assert runner.ends() == 2


def test_a_failed_release_stops_the_start(run: Callable[..., Runner]) -> None:
    runner = run("release: sh -c 'echo no such table; exit 3'\nweb: true")
    runner.says("no such table")
    runner.says("hotline: The release step failed: .* ended with code 3")
    assert runner.ends() == 1


def test_a_wrong_setting_stops_the_start_with_its_name(run: Callable[..., Runner]) -> None:
    runner = run("web: true", REDIS_URL="localhost:6379")
    runner.says("hotline: REDIS_URL: must be a Redis address")
    assert runner.ends() == 2
    assert not runner.home.exists()


def test_without_a_procfile_it_says_where_to_start_from(run: Callable[..., Runner], tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "hotline.cli", "run"],
        cwd=tmp_path,
        env={"PATH": os.defpath, "HOTLINE_HOME": "home", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "There is no Procfile here" in result.stderr


def test_a_real_telephone_network_needs_no_simulator(run: Callable[..., Runner], port: int, other_port: int) -> None:
    runner = run(
        f"web: {LISTENS} {port}\nphones: sh -c 'echo ring ring'",
        TWILIO_ACCOUNT_SID="AC" + "1" * 32,
        TWILIO_AUTH_TOKEN="1" * 32,
        TWILIO_API_URL=f"http://127.0.0.1:{other_port}",
        HOTLINE_NUMBER="+842923891111",
        BIND_HOST="127.0.0.1",
    )
    runner.says("Ctrl-C")
    assert not [line for line in runner.said if "ring ring" in line or "Phones" in line]
