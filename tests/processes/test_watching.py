"""Who watches, while processes of the real product are frozen and its Redis forgets everything."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from redis import Redis

from hotline.embedded import redis_url
from hotline.simulator.exchange import Line
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones
from tests.ports import free_port
from tests.processes.installation import NUMBER, TOWN, Installation

pytestmark = pytest.mark.in_real_time

PATIENCE = 40.0


@pytest.fixture
def pings() -> Iterator[tuple[str, list[str]]]:
    """An outside watcher: its address, and the paths that it was asked for."""
    paths: list[str] = []

    class Outside(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Outside) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


@pytest.fixture
def installation(network: Network, tmp_path: Path, pings: tuple[str, list[str]]) -> Iterator[Installation]:
    port = free_port()
    network.add_line(Line.of(NUMBER, f"http://127.0.0.1:{port}"))
    city = TOWN.replace("role: manager, channels: [call]", "role: manager, channels: [call, sms]")
    installation = Installation(tmp_path, network, port, city, HEARTBEAT_URL=f"{pings[0]}/secret-part")
    yield installation
    if installation.runner.poll() is None:
        installation.stop(signal.SIGTERM)


def eventually(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, what
        time.sleep(0.2)


def report(installation: Installation) -> dict[str, Any]:
    """What /readyz says; nothing while web does not answer."""
    try:
        found: dict[str, Any] = httpx.get(f"{installation.url}/readyz", timeout=5, trust_env=False).json()
    except httpx.TransportError:
        return {"status": "mute", "parts": {}}
    return found


def ill(installation: Installation) -> set[str]:
    return {name for name, part in report(installation)["parts"].items() if part["state"] == "ill"}


def test_with_watch_and_worker_frozen_web_rings_on_time_and_tells_the_managers(
    installation: Installation, network: Network, pings: tuple[str, list[str]], tmp_path: Path
) -> None:
    phones = Phones(network, network.clock)  # type: ignore[arg-type]
    child, tuan = phones.phone("+84900000001", "child"), phones.phone("+84912000011", "Tuấn")
    eventually(lambda: report(installation)["status"] == "ok", "all is well after a start")
    eventually(lambda: pings[1], "the outside watcher hears that all is well")

    _redis_forgets_everything(tmp_path, installation)

    frozen = [installation.process("watch"), installation.process("worker")]
    for process in frozen:
        process.suspend()
    _rings_although_nobody_watches(child, tuan)
    eventually(lambda: {"watch", "worker"} <= ill(installation), "the report names both")
    eventually(lambda: told(installation) >= {"watch", "worker"}, "the managers are told of both")
    for process in frozen:
        with suppress(psutil.NoSuchProcess):  # the runner has started another one meanwhile
            process.resume()
    eventually(lambda: report(installation)["status"] == "ok", "all is well again")
    assert not [line for line in installation.said if "secret-part" in line]


def told(installation: Installation) -> set[str]:
    return {alarm["subject"] for alarm in installation.show("alarms") if alarm["told"] == ["boss"]}


def _redis_forgets_everything(folder: Path, installation: Installation) -> None:
    """Also the worker's registration; it takes the next job all the same."""
    with Redis.from_url(redis_url(folder / "home")) as redis:
        redis.flushall()
    since = time.time()
    eventually(lambda: _queue_heard_after(installation, since), "work goes through the queue again", seconds=10)


def _queue_heard_after(installation: Installation, moment: float) -> bool:
    detail = report(installation)["parts"].get("queue", {}).get("detail", "")
    seconds = detail.removeprefix("heard ").removesuffix(" s ago")
    return seconds.isdigit() and time.time() - int(seconds) > moment + 1


def _rings_although_nobody_watches(child: Phone, officer: Phone) -> None:
    child.texts("cuu voi, o cai rang")
    began = time.monotonic()
    eventually(lambda: officer.history, "the officer is rung by web alone", seconds=12)
    assert time.monotonic() - began < 10
