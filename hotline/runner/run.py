"""Start everything in order, keep it running, stop it in the opposite order."""

import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import httpx

from hotline.db import connect, own_postgres
from hotline.embedded import Guard, RedisServer, Server
from hotline.errors import HotlineError
from hotline.runner.city import load_city
from hotline.runner.claims import alone, check_ports
from hotline.runner.keeper import ProcessKeeper, spawn
from hotline.runner.liveness import Liveness, answering, not_frozen
from hotline.runner.output import Output
from hotline.runner.preflight import check_settings
from hotline.runner.procfile import RELEASE, WEB, read_procfile
from hotline.runner.screen import welcome
from hotline.runner.server_keeper import ServerKeeper
from hotline.runner.stopping import Stopping
from hotline.settings import Settings

READY_WITHIN = 30.0
STOP_WITHIN = 10.0
"""Seconds that the processes get to finish what they are doing."""


def run(settings: Settings, procfile: Path) -> None:
    """Return when a person, or the system, asks us to stop. Raises HotlineError if something cannot be started."""
    check_settings(settings)
    commands = read_procfile(procfile, simulated=settings.simulated)
    release = commands.pop(RELEASE, None)
    stopping = Stopping()
    stopping.listen()
    with ExitStack() as stack:
        lock = stack.enter_context(alone(settings.hotline_home))
        check_ports(settings.bind_host, _ports(settings))
        guard = Guard(inherits=(lock,))
        stack.callback(guard.dismiss)
        output = Output([*commands, RELEASE])
        try:
            _start_servers(settings, output, guard, stack)
            _prepare(settings, release, output)
            keepers = [
                ProcessKeeper(name, command, output, guard, _signs_of(name, settings))
                for name, command in commands.items()
            ]
            stack.callback(_stop, keepers, stopping)
            for keeper in keepers:
                keeper.start()
            _wait_until_ready(settings)
            output.show(welcome(settings))
            stopping.wait()
        except KeyboardInterrupt:
            pass
        stopping.begin()
        output.say("stopping; Ctrl-C again to hurry")
        stack.close()
        output.say("stopped")


def _ports(settings: Settings) -> dict[str, int]:
    ports = {"PORT": settings.port}
    return ports | ({"SIMULATOR_PORT": settings.simulator_port} if settings.simulated else {})


def _start_servers(settings: Settings, output: Output, guard: Guard, stack: ExitStack) -> None:
    """Only the parts that the settings do not name."""
    servers: list[Server] = []
    servers += [] if settings.database_url else [own_postgres(settings)]
    servers += [] if settings.redis_url else [RedisServer(settings.hotline_home)]
    for server in servers:
        keeper = ServerKeeper(server, output, guard)
        stack.callback(keeper.stop)
        keeper.start()
        output.say(f"{server.name} runs, with its data in {server.folder}")


def _prepare(settings: Settings, release: list[str] | None, output: Output) -> None:
    if release:
        process = spawn(release)
        reader = output.follow(process, RELEASE)
        try:
            code = process.wait()
        finally:
            _end(process)
        reader.join(1)
        if code:
            raise HotlineError(f"The release step failed: {' '.join(release)} ended with code {code}")
    engine = connect(settings)
    output.say(load_city(engine, settings))
    engine.dispose()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()


def _signs_of(name: str, settings: Settings) -> list[Liveness]:
    """By what a process shows that it lives. Of the others, their heartbeats tell more, and managers are told."""
    return [not_frozen(), answering(_address(settings))] if name == WEB else [not_frozen()]


def _address(settings: Settings) -> str:
    host = "127.0.0.1" if settings.bind_host == "0.0.0.0" else settings.bind_host  # noqa: S104
    return f"http://{host}:{settings.port}/healthz"


def _wait_until_ready(settings: Settings) -> None:
    """Until the web process answers; if it does not, its lines say why, and it is started again and again."""
    give_up_at = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up_at:
        try:
            httpx.get(_address(settings), timeout=2, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return


def _stop(keepers: list[ProcessKeeper], stopping: Stopping) -> None:
    """Ask all to finish; whoever takes too long, or a second Ctrl-C, ends the politeness."""
    stopping.begin()
    give_up_at = time.monotonic() + STOP_WITHIN
    for keeper in keepers:
        keeper.stop()
    while time.monotonic() < give_up_at and not stopping.hurried:
        if all(keeper.wait(0.05) for keeper in keepers):
            return
    for keeper in keepers:
        keeper.kill()
        keeper.wait(2)
