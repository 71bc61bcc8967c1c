"""A town with its hotline: the real product over real HTTP, on a simulated telephone network and a pushable clock."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import httpx
import uvicorn
from redis import Redis
from rq import Queue, SimpleWorker
from sqlalchemy import Engine
from starlette.types import ASGIApp, Receive, Scope, Send
from twilio.request_validator import RequestValidator

from hotline import jobs, records
from hotline.api import create_api
from hotline.app import create_app
from hotline.cityfile import CityPlan, apply_city, read_city
from hotline.console.routes import create_console
from hotline.database_state import DatabaseState, ask_database
from hotline.service import Service
from hotline.settings import Settings
from hotline.simulator.clocks import PushableClock
from hotline.simulator.exchange import Line
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones
from hotline.simulator.server import Server, listen_on_free_port, running, serve_in_thread
from hotline.telephony import TwilioTelephony
from hotline.wakeups import QUEUE, WakeupQueue
from hotline.watch import Watch
from tests.stories.scenes import play_once
from webhooks.addresses import Addresses

T = TypeVar("T")
TWO_AT_NIGHT = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)  # 02:00 in Cần Thơ
TOWN_FILE = Path(__file__).parent / "town.yaml"


class AtOnce(Executor):
    """Background work that is done before one goes on, so that a story has one order."""

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Hand(SimpleWorker):
    """A worker that nobody sends commands to: ending the thread that would listen for them takes long."""

    def subscribe(self) -> None: ...

    def unsubscribe(self) -> None: ...


class WhenAsked:
    """An application that is built for its first request: that takes longer than most stories, which open no page."""

    def __init__(self, build: Callable[[], ASGIApp]) -> None:
        self._application = cache(build)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application()(scope, receive, send)


class Staff:
    """The worker and the watch loop, as far as they are alive."""

    def __init__(self, service: Service, redis: Redis, clock: PushableClock) -> None:
        self._service = service
        self._redis = redis
        self._queue = Queue(QUEUE, connection=redis)
        self._clock = clock
        self._next_due: datetime | None = None
        self.worker_lives = True
        self.watch_lives = True

    def next_due(self) -> datetime | None:
        return self._next_due

    def run_due(self) -> None:
        self.work()

    def work(self) -> bool:
        """Do what is to be done now; True when there was something."""
        if self.watch_lives:
            self._next_due = self._watch.tick()
        if not self.worker_lives or not self._queue.count:
            return False
        worker = Hand([self._queue], connection=self._redis, log_job_description=False)
        worker.work(burst=True, logging_level="ERROR")
        if self.watch_lives:
            self._next_due = self._watch.tick()
        return True

    def start(self) -> None:
        self._watch = Watch(self._service)
        jobs.install(self._service)


class StaffedNetwork(Network):
    """Comes to rest only when the product's own processes have nothing left to do."""

    staff: Staff

    def wait_idle(self, limit: float = 20.0) -> None:
        super().wait_idle(limit)
        while self.staff.work():
            super().wait_idle(limit)


class Town:
    """What a story sees: telephones, time, and the records."""

    def __init__(self, network: StaffedNetwork, clock: PushableClock, service: Service, url: str) -> None:
        self.network = network
        self.faults = network.faults
        self.staff = network.staff
        self.clock = clock
        self.service = service
        self.url = url
        self.phones = Phones(network, clock)

    def phone(self, number: str, name: str = "") -> Phone:
        return self.phones.phone(number, name)

    def passes(self, seconds: float) -> None:
        """Let time go by for everybody."""
        self.network.wait_idle()
        self.clock.push(seconds)
        self.network.wait_idle()

    def plays_once(self, name: str, play: Callable[[], T]) -> T:
        """A scene that many stories begin with: played the first time, put back as it was later."""
        return play_once(self.service.engine, self.clock, name, play)

    def apply(self, city_file: Path) -> None:
        self._apply(read_city(city_file))

    def found(self) -> None:
        self.plays_once("founding", lambda: self._write(_founding_plan()))
        self._refresh()

    def _apply(self, plan: CityPlan) -> None:
        self._write(plan)
        self._refresh()

    def _write(self, plan: CityPlan) -> None:
        with self.service.transaction() as session:
            apply_city(session, plan, now=self.clock.now())

    def _refresh(self) -> None:
        self.service.last_known.refresh(self.service.transaction, now=self.clock.now())

    def records(self, kind: str) -> list[dict[str, Any]]:
        """What `hotline show` tells, with whole numbers."""
        with self.service.transaction() as session:
            return list(records.BY_KIND[kind](session, reveal=True))

    def record(self, kind: str) -> dict[str, Any]:
        """The only row of this kind."""
        (row,) = self.records(kind)
        return row

    def notifications(self, officer: str, channel: str = "call") -> list[dict[str, Any]]:
        return [row for row in self.records("notifications") if (row["officer"], row["channel"]) == (officer, channel)]


@cache
def _founding_plan() -> CityPlan:
    return read_city(TOWN_FILE)


def _product(settings: Settings, service: Service) -> ASGIApp:
    """The web process's application, whose pages and API are ready when somebody asks for them."""
    with (
        patch("hotline.console.routes.create_console", lambda console: WhenAsked(partial(create_console, console))),
        patch("hotline.api.create_api", lambda console: WhenAsked(partial(create_api, console))),
    ):
        return create_app(settings, service)


def plain_client(url: str, **options: Any) -> httpx.Client:
    """Of a server of ours: reads no certificates, which would take longer than what is asked."""
    return httpx.Client(base_url=url, verify=False, trust_env=False, timeout=30, **options)


@contextmanager
def found_town(engine: Engine, redis: Redis, settings: Settings) -> Iterator[Town]:
    """A running town; `settings` tells home and secrets."""
    clock = PushableClock(TWO_AT_NIGHT)
    with listen_on_free_port() as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = settings.model_copy(update={"public_url": url})
        network = StaffedNetwork(
            account_sid=settings.twilio_account_sid, auth_token=settings.auth_tokens[0], clock=clock
        )
        network.add_line(Line.of(settings.hotline_number, url))
        with serve_in_thread(network, engine):
            settings = settings.model_copy(update={"twilio_api_url": network.api_url})
            service = Service(
                settings=settings,
                engine=engine,
                queue=WakeupQueue(redis, AtOnce()),
                telephony=TwilioTelephony(settings, clock),
                clock=clock,
                addresses=Addresses(url),
                number=settings.hotline_number,
                background=AtOnce(),
                database=DatabaseState(partial(ask_database, engine, settings), clock),
            )
            shutil.rmtree(service.spool.folder, ignore_errors=True)  # what another story put by
            network.staff = Staff(service, redis, clock)
            network.staff.start()
            clock.follow(network.staff)
            town = Town(network, clock, service, url)
            town.found()
            product = Server(uvicorn.Config(_product(settings, service), log_level="warning"))
            with running(product, listener):
                yield town


class Edge:
    """Posts signed forms to the town's webhooks by itself, as the network would, or as it never should."""

    def __init__(self, town: Town, token: str) -> None:
        self._town = town
        self._validator = RequestValidator(token)
        self._http = plain_client(town.url)

    def post(self, path: str, fields: Mapping[str, str], *, signed: bool = True) -> httpx.Response:
        signature = self._validator.compute_signature(self._town.url + path, dict(fields)) if signed else "forged"
        return self._http.post(path, data=dict(fields), headers={"X-Twilio-Signature": signature})

    def post_at_once(self, times: int, path: str, fields: Mapping[str, str]) -> list[httpx.Response]:
        return self.post_each_at_once(path, [fields] * times)

    def post_each_at_once(self, path: str, forms: Sequence[Mapping[str, str]]) -> list[httpx.Response]:
        with ThreadPoolExecutor(len(forms)) as pool:
            return list(pool.map(lambda fields: self.post(path, fields), forms))
