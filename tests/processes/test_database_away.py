"""The database of a whole installation is frozen, killed, or goes down with everything: nothing is lost."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psutil
import psycopg
import pytest
from twilio.request_validator import RequestValidator

from hotline.embedded.addresses import postgres_socket
from tests.processes.installation import NUMBER, TOKEN, Installation
from tests.waiting import wait_until

pytestmark = pytest.mark.in_real_time

A_VOICE = 2.0
"""Seconds until a caller hears one, whatever has failed."""
BACK = 20.0
"""Seconds until a database that is back has everything: 2 on a machine that has nothing else to do."""


class Edge:
    """Sends signed webhooks of its own, as the network would, and notes how long each answer took."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._http = httpx.Client(timeout=15, limits=httpx.Limits(max_connections=200))
        self._validator = RequestValidator(TOKEN)

    def post(self, path: str, **fields: str) -> tuple[httpx.Response, float]:
        signature = self._validator.compute_signature(self._url + path, fields)
        began = time.monotonic()
        answer = self._http.post(self._url + path, data=fields, headers={"X-Twilio-Signature": signature})
        return answer, time.monotonic() - began

    def call(self, number: int, path: str = "/webhooks/voice", **more: str) -> tuple[httpx.Response, float]:
        return self.post(path, CallSid=f"CA{number:032d}", From=f"+849000{number:05d}", To=NUMBER, **more)

    def text(self, number: int) -> tuple[httpx.Response, float]:
        words = "con ở Ninh Kiều, ba đánh con"
        return self.post(
            "/webhooks/sms", MessageSid=f"SM{number:032d}", From=f"+849100{number:05d}", To=NUMBER, Body=words
        )


@pytest.fixture
def edge(installation: Installation) -> Edge:
    edge = Edge(installation.url)
    wait_until(lambda: answers(edge), within=30)
    return edge


def postgres_of(installation: Installation) -> list[psutil.Process]:
    """The embedded server with all its processes."""
    pid = int((installation.home / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    postmaster = psutil.Process(pid)
    return [postmaster, *postmaster.children(recursive=True)]


@contextmanager
def frozen(installation: Installation) -> Iterator[None]:
    """No process of the database moves; connections stay open, and nothing answers on them."""
    processes = postgres_of(installation)
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.resume()


def rows(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    folder = postgres_socket(installation.home).parent
    with psycopg.connect(host=str(folder), user="hotline", dbname="hotline") as connection:
        return connection.execute(query).fetchall()


def answers(edge: Edge) -> bool:
    try:
        return edge.post("/webhooks/voice/drill")[0].status_code == 200
    except httpx.TransportError:
        return False


def sids(installation: Installation) -> list[str]:
    try:
        return [sid for (sid,) in rows(installation, "SELECT sid FROM contact")]
    except psycopg.OperationalError:
        return []


def test_twenty_calls_and_a_hundred_texts_at_a_frozen_database_are_answered_and_kept(
    installation: Installation, edge: Edge
) -> None:
    edge.call(0)  # the connections that will hang are open
    with frozen(installation), ThreadPoolExecutor(120) as pool:
        began = datetime.now(UTC)
        texts = [pool.submit(edge.text, number) for number in range(100)]
        calls = [pool.submit(edge.call, number) for number in range(1, 21)]
        for answer, seconds in (call.result() for call in calls):
            assert (answer.status_code, "<Dial" in answer.text) == (200, True)
            assert seconds < A_VOICE
        assert {answer.status_code for answer, _ in (text.result() for text in texts)} == {200}
        later, seconds = edge.call(21)
        assert "<Dial" in later.text
        assert seconds < 0.5, "nobody waits for a database that is known to hang"
        assert edge.call(1, "/webhooks/voice/status", CallStatus="completed")[0].status_code == 204
        ended = datetime.now(UTC)
        time.sleep(1)  # what is told of the time is told of this time
    wait_until(lambda: len(sids(installation)) == 122, within=BACK)
    assert Counter(sids(installation)).most_common(1)[0][1] == 1
    times = rows(installation, "SELECT started_at, ended_at FROM contact WHERE sid != 'CA" + "0" * 32 + "'")
    assert all(began <= start <= ended for start, _ in times)
    (end,) = rows(installation, f"SELECT ended_at, started_at FROM contact WHERE sid = 'CA{1:032d}'")
    assert end[1] < end[0] <= ended + timedelta(seconds=0.1)
    assert not list((installation.home / "spool").glob("*.json"))


def test_a_call_at_the_moment_when_the_database_is_killed_is_in_it_as_soon_as_it_is_back(
    installation: Installation, edge: Edge
) -> None:
    edge.call(0)
    postgres_of(installation)[0].kill()
    answer, seconds = edge.call(1)
    assert answer.status_code == 200
    assert seconds < A_VOICE
    wait_until(lambda: len(sids(installation)) == 2, within=30)


def test_what_was_put_by_outlives_the_death_of_everything(installation: Installation, edge: Edge) -> None:
    with frozen(installation):
        edge.call(0)
        installation.process("web").kill()
        wait_until(lambda: answers(edge), within=30)
        answer, _ = edge.text(1)
        assert answer.status_code == 200
        runner = psutil.Process(installation.runner.pid)
        for process in [runner, *runner.children(recursive=True), *postgres_of(installation)]:
            with suppress(psutil.NoSuchProcess):  # its parent took it along
                process.kill()
        installation.runner.wait(20)
    installation.start()
    wait_until(lambda: len(sids(installation)) == 2, within=20)
    found = {row for (row,) in rows(installation, "SELECT found FROM contact")}
    assert found == {"spool"}
