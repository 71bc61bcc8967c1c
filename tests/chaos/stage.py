"""The real processes of one installation on a simulated network, and where to take hold of each of them."""

import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx
import psutil
import psycopg
import redis

from hotline.embedded.addresses import DATABASE, postgres_socket, redis_socket
from hotline.simulator.clocks import RealClock
from hotline.simulator.exchange import NATURAL_RATE
from hotline.simulator.network import Network
from hotline.simulator.server import serve_in_thread
from tests.chaos.elsewhere import document_elsewhere
from tests.chaos.people import People
from tests.chaos.stopwatch import LagMeter, TimedCourier
from tests.chaos.town import CITY, line
from tests.ports import free_port
from tests.processes.installation import ACCOUNT, TOKEN, Installation

PARTS = ("web", "worker", "watch", "redis", "postgres")
BACK_WITHIN = 40.0
"""Seconds in which every part must be back after a blow, on a busy machine."""
RECONCILE_SECONDS = 4


@dataclass
class Stage:
    network: Network
    courier: TimedCourier
    lag: LagMeter
    installation: Installation
    home: Path
    url: str
    said: list[str] = field(default_factory=list)
    """What the processes printed before they were started again."""

    def now(self) -> datetime:
        return self.network.clock.now()

    # -- processes

    def processes(self, part: str) -> list[psutil.Process]:
        """The processes of a part, the one that the others depend on first."""
        with suppress(psutil.NoSuchProcess):
            family = psutil.Process(self.installation.runner.pid).children(recursive=True)
            return [one for one in family if _is(one, part)]
        return []

    def send(self, part: str, number: signal.Signals) -> None:
        for process in self.processes(part):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def kill_everything(self) -> None:
        """As a power cut does: nobody is asked, nobody is left."""
        runner = psutil.Process(self.installation.runner.pid)
        family = [runner, *runner.children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family, 10)
        self.installation.runner.wait(10)

    def start_again(self) -> None:
        self.said += self.installation.said
        self.installation.start()

    # -- whether it is well

    def wait_until_well(self, parts: frozenset[str], since: datetime) -> None:
        """Return once these parts answer again. Raises AssertionError naming the one that does not."""
        for part in sorted(parts, key=PARTS.index, reverse=True):
            wait_for(lambda part=part: self._is_well(part, since), BACK_WITHIN, f"{part} did not come back")

    def _is_well(self, part: str, since: datetime) -> bool:
        try:
            return bool(self._question(part, since)())
        except (httpx.HTTPError, psycopg.Error, redis.RedisError, OSError):
            return False

    def _question(self, part: str, since: datetime) -> Callable[[], object]:
        return {
            "web": lambda: httpx.get(f"{self.url}/healthz", timeout=2, trust_env=False).is_success,
            "redis": lambda: self.redis().ping(),
            "postgres": lambda: self.ask_database("SELECT 1"),
        }.get(part, lambda: self.ask_database("SELECT FROM heartbeat WHERE part = %s AND at > %s", part, since))

    def ask_database(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(
            host=str(postgres_socket(self.home).parent), user=DATABASE, dbname=DATABASE, connect_timeout=2
        ) as connection:
            return connection.execute(query, values or None).fetchall()

    def redis(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(redis_socket(self.home)), socket_timeout=1)


def wait_for(holds: Callable[[], bool], seconds: float, failure: str) -> None:
    """Look until it holds. Raises AssertionError with `failure` after so many seconds."""
    give_up_at = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > give_up_at:
            raise AssertionError(f"{failure} within {seconds:g} s")
        time.sleep(0.1)


def _is(process: psutil.Process, part: str) -> bool:
    try:
        command = process.cmdline()
    except psutil.NoSuchProcess:
        return False
    if part in {"redis", "postgres"}:
        return bool(command) and part in Path(command[0].split(":")[0]).name
    return command[-1:] == [part]


@contextmanager
def staged(folder: Path, seed: int) -> Iterator[Stage]:
    """An installation that runs, with its people at their telephones."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # clients that die in the middle are what we want
    network = Network(account_sid=ACCOUNT, auth_token=TOKEN, clock=RealClock(), speech_rate=5 * NATURAL_RATE)
    courier = TimedCourier(TOKEN, network.exchange._is_unreachable, network.clock.now)
    network.exchange.courier = courier
    with ExitStack() as stack:
        bin_url = stack.enter_context(document_elsewhere(folder / "fallback.xml"))
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        network.add_line(line(url, bin_url))
        stack.enter_context(serve_in_thread(network))
        stack.enter_context(network.log.heard_by(People(network, seed).notice))
        lag = stack.enter_context(LagMeter(network.clock.now))
        installation = Installation(
            folder, network, port, CITY, FALLBACK_URL=bin_url, RECONCILE_SECONDS=str(RECONCILE_SECONDS)
        )
        stage = Stage(network, courier, lag, installation, folder / "home", url)
        stack.callback(_end, stage)
        document, _ = installation.command("fallback-twiml").communicate(timeout=60)
        (folder / "fallback.xml").write_text(document)
        yield stage


def _end(stage: Stage) -> None:
    if stage.installation.runner.poll() is None:
        stage.kill_everything()
