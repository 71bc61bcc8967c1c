"""Somebody outside hears from us while all is well, and nothing when it is not."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from hotline import dead_man, heartbeats
from hotline.alarms.trouble import Kind
from hotline.heartbeats import Part
from hotline.models import Alarm
from hotline.service import Service

from .town import Town


@pytest.fixture
def pings() -> list[str]:
    return []


@pytest.fixture
def watched(town: Town, pings: list[str]) -> Iterator[Service]:
    class Outside(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pings.append(self.path)
            self.send_response(500 if "broken" in self.path else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Outside) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield told_of(town.service, f"http://127.0.0.1:{server.server_port}/our-secret")
        server.shutdown()


def told_of(service: Service, address: str) -> Service:
    return replace(service, settings=service.settings.model_copy(update={"heartbeat_url": address}))


def beat(town: Town, *, but: Part | None = None) -> None:
    with town.service.transaction() as session:
        for part in set(Part) - {but}:
            heartbeats.beat(session, part, now=town.clock.now())


def test_it_is_pinged_while_all_is_well(town: Town, watched: Service, pings: list[str]) -> None:
    beat(town)
    dead_man.ping(watched)
    assert pings == ["/our-secret"]


@pytest.mark.parametrize("part", Part)
def test_it_hears_nothing_while_a_part_is_silent(town: Town, watched: Service, pings: list[str], part: Part) -> None:
    beat(town, but=part)
    dead_man.ping(watched)
    assert pings == []


@pytest.mark.parametrize(("kind", "heard"), [(Kind.SPOOL, 0), (Kind.QUEUE, 0), (Kind.UNCOVERED, 1)])
def test_it_hears_nothing_while_the_service_itself_is_ill(
    town: Town, watched: Service, pings: list[str], kind: Kind, heard: int
) -> None:
    now = town.clock.now()
    with town.service.transaction() as session:
        session.add(Alarm(kind=kind, raised_at=now, seen_at=now, tell_at=now))
    beat(town)
    dead_man.ping(watched)
    assert len(pings) == heard


@pytest.mark.parametrize("path", ["/broken-secret", "://nowhere"])
def test_one_that_does_not_answer_is_logged_without_the_secret(
    town: Town, watched: Service, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = watched.settings.heartbeat_url.removesuffix("/our-secret")
    beat(town)
    with caplog.at_level(logging.WARNING):
        dead_man.ping(told_of(watched, f"{address}{path}" if path.startswith("/") else "http://127.0.0.1:1/a-secret"))
    assert "does not take our ping" in caplog.text
    assert "secret" not in caplog.text
