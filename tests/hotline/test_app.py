"""The web process apart from its webhooks: it lives, and it says to people and machines which part is ill."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import psutil
import pytest
from fastapi.testclient import TestClient
from redis import Redis
from sqlalchemy import Engine
from sqlmodel import Session

from hotline.app import create_app
from hotline.clock import SystemClock
from hotline.embedded import PostgresServer, RedisServer
from hotline.heartbeats import Part, beat
from hotline.service import assemble
from hotline.settings import Settings


@pytest.fixture
def client(engine: Engine, redis: Redis, settings: Settings) -> Iterator[TestClient]:
    """The web process alone, without its loops: parts beat when a test says so."""
    everybody_beats(engine)
    with TestClient(create_app(settings, assemble(settings))) as client:
        yield client


def everybody_beats(engine: Engine, *, ago: timedelta = timedelta(0), but: Part | None = None) -> None:
    with Session(engine) as session:
        for part in Part:
            if part != but:
                beat(session, part, now=SystemClock().now() - ago)
        session.commit()


@pytest.fixture
def frozen(postgres: PostgresServer, redis_server: RedisServer) -> Iterator[Any]:
    """Freezes a server with all its processes, until the end of the test."""
    stopped: list[psutil.Process] = []

    def freeze(server: PostgresServer | RedisServer) -> None:
        parent = psutil.Process(server.pid)
        for process in [parent, *parent.children(recursive=True)]:
            process.send_signal(signal.SIGSTOP)
            stopped.append(process)

    yield freeze
    for process in stopped:
        process.send_signal(signal.SIGCONT)


def parts(client: TestClient) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = client.get("/readyz").json()["parts"]
    return found


def test_it_is_ready_while_all_parts_live(client: TestClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert set(answer.json()["parts"]) == {"database", "spool", "disk", *Part}
    assert {part["state"] for part in answer.json()["parts"].values()} == {"ok"}


def test_it_names_a_part_that_is_silent_and_since_when_and_still_takes_calls(
    client: TestClient, engine: Engine
) -> None:
    with Session(engine) as session:
        session.connection().exec_driver_sql("DELETE FROM heartbeat")
        session.commit()
    everybody_beats(engine, but=Part.WORKER)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ill")
    assert answer.json()["parts"]["worker"] == {"state": "ill", "since": "", "detail": "silent for ever"}
    with Session(engine) as session:
        long_ago = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
        beat(session, Part.WORKER, now=long_ago)
        session.commit()
    worker = parts(client)["worker"]
    assert (worker["state"], worker["since"]) == ("ill", "2026-03-02T19:00:00Z")


def test_it_names_a_queue_that_refuses(engine: Engine, settings: Settings) -> None:
    everybody_beats(engine)
    elsewhere = settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    with TestClient(create_app(elsewhere, assemble(elsewhere))) as client:
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ill")
    assert answer.json()["parts"]["queue"]["detail"] == "ConnectionError"


def test_a_database_that_hangs_is_named_in_less_than_a_second_however_often_one_asks(
    client: TestClient, postgres: PostgresServer, frozen: Any
) -> None:
    before, threads, took = parts(client), threads_that_ask(), []
    frozen(postgres)
    for _ in range(5):
        began = time.monotonic()
        answer = client.get("/readyz")
        took.append(time.monotonic() - began)
        assert (answer.status_code, answer.json()["status"]) == (503, "ill")
        assert answer.json()["parts"]["database"]["detail"] == "does not answer"
        assert answer.json()["parts"]["worker"]["state"] == "unknown"
    assert answer.json()["parts"]["database"]["since"] > before["database"]["since"]
    assert median(took) < 1
    assert b"hotline_database_up 0.0" in client.get("/metrics").content
    assert seconds_for(lambda: client.get("/metrics")) < 1
    assert threads_that_ask() == threads


def test_a_queue_that_hangs_is_named_in_less_than_a_second(
    client: TestClient, redis_server: RedisServer, frozen: Any
) -> None:
    frozen(redis_server)
    assert parts(client)["queue"]["state"] == "ill"
    assert seconds_for(lambda: parts(client)) < 1


def test_the_figures_tell_how_the_service_is(client: TestClient) -> None:
    figures = client.get("/metrics").text
    for name in (
        "hotline_database_up 1.0",
        "hotline_alerts_running 0.0",
        "hotline_oldest_alert_seconds 0.0",
        'hotline_heartbeat_age_seconds{part="watch"}',
        "hotline_spool_waiting 0.0",
        "hotline_webhooks_refused_total",
    ):
        assert name in figures


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_strangers_do_not_see_by_the_figures_that_somebody_has_just_called(client: TestClient, header: str) -> None:
    figures, nothing = (client.get(path, headers={header: "for=203.0.113.9"}) for path in ("/metrics", "/nothing"))
    assert (figures.status_code, figures.text) == (404, nothing.text)


@pytest.mark.parametrize(("address", "status"), [("8.8.8.8", 404), ("10.0.0.7", 200), ("::1", 200)])
def test_the_figures_are_for_the_machines_own_network(
    engine: Engine, redis: Redis, settings: Settings, address: str, status: int
) -> None:
    outside = TestClient(create_app(settings, assemble(settings)), client=(address, 50000))
    assert outside.get("/metrics").status_code == status


@pytest.mark.parametrize("path", ["/", "/healthz", "/metrics"])
def test_it_answers_people_and_machines(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_it_shows_no_documentation_of_its_webhooks_to_strangers(client: TestClient) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404, 404, 404]


def seconds_for(work: Callable[[], object]) -> float:
    """As a rule: one time of three the machine may have had something else to do."""
    took = []
    for _ in range(3):
        began = time.monotonic()
        work()
        took.append(time.monotonic() - began)
    return median(took)


def threads_that_ask() -> int:
    return sum(thread.name.startswith("health") for thread in threading.enumerate() if thread.is_alive())
