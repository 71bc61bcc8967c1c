"""A caller hears a voice in time and nothing that we were told is lost, whatever hangs behind the endpoint."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import Response

from tests.apart import run_apart
from webhooks.answers import Answers, TryAgain
from webhooks.backing import Deadlines
from webhooks.forms import Form
from webhooks.kept import Arrival

CALL = Form([("CallSid", "CA1"), ("From", "+84900000001")])
TEXT = Form([("MessageSid", "SM1"), ("From", "+84900000001"), ("Body", "ba đánh con")])
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
TROUBLE = "<Response>trouble</Response>"
BUSY = "<Response>busy</Response>"


class Product:
    """Answers as it is told."""

    def __init__(self) -> None:
        self.does: Callable[[], str] = lambda: "<Response/>"
        self.asked = 0

    def incoming_call(self, call: Any) -> str:
        self.asked += 1
        return self.does()

    incoming_text = incoming_call

    def call_status(self, call: Any, status: Any) -> None:
        self.incoming_call(call)


class Database:
    is_away = False

    def suspect(self) -> None:
        self.is_away = True


class Spool:
    def __init__(self) -> None:
        self.kept: list[Arrival] = []
        self.is_full = False

    def keep(self, arrival: Arrival) -> None:
        if self.is_full:
            raise OSError
        self.kept.append(arrival)

    def catch_up(self, sid: str) -> None: ...


@pytest.fixture
def product() -> Product:
    return Product()


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def spool() -> Spool:
    return Spool()


@pytest.fixture
def answers(product: Any, database: Database, spool: Spool, request: pytest.FixtureRequest) -> Answers:
    """Where nothing hangs there is time enough: a machine that others use as well may stand still for a moment."""
    seconds = 0.3 if "hung" in request.fixturenames else 20
    deadlines = Deadlines(call=seconds, other=seconds)
    return Answers(product, database, spool, deadlines, lambda: NOON, lambda number: not number)


@pytest.fixture
def hung() -> Iterator[threading.Event]:
    """Set when the test is over, so that the hanging threads end."""
    hung = threading.Event()
    yield hung
    hung.set()


def run(*asked: Callable[[], Any]) -> list[Response]:
    """All at once."""

    async def together() -> list[Response]:
        return await asyncio.gather(*(one() for one in asked))

    return run_apart(together())


def call(answers: Answers, form: Form = CALL) -> Response:
    return run(lambda: answers.told("call", form, lambda: TROUBLE, busy=lambda: BUSY))[0]


def text(answers: Answers, form: Form = TEXT) -> Response:
    return run(lambda: answers.accepted("text", form))[0]


def status(answers: Answers) -> Response:
    return run(lambda: answers.accepted("call_status", CALL))[0]


def test_a_product_that_hangs_is_not_waited_for(
    answers: Answers, product: Product, database: Database, spool: Spool, hung: threading.Event
) -> None:
    product.does = lambda: str(hung.wait(20))
    answer = call(answers)
    assert (answer.status_code, answer.body) == (200, TROUBLE.encode())
    assert [(one.webhook, one.form, one.at) for one in spool.kept] == [("call", CALL, NOON)]
    assert database.is_away


def test_a_database_that_is_away_is_not_asked(answers: Answers, product: Product, database: Database) -> None:
    database.suspect()
    assert call(answers).body == TROUBLE.encode()
    assert product.asked == 0


def test_a_product_that_fails_is_replaced_by_the_document_that_needs_nothing(
    answers: Answers, product: Product, spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    quoted = "+84900000001 said: ba đánh con"

    def fail() -> str:
        raise ValueError(quoted)

    product.does = fail
    with caplog.at_level(logging.DEBUG):
        assert call(answers).body == TROUBLE.encode()
    assert "ValueError" in caplog.text
    assert quoted not in caplog.text
    assert len(spool.kept) == 1


def test_a_document_that_tells_nothing_is_not_put_by(answers: Answers, spool: Spool, database: Database) -> None:
    database.suspect()
    (answer,) = run(lambda: answers.document(CALL, lambda: "<Response/>", lambda: TROUBLE))
    assert answer.body == TROUBLE.encode()
    assert spool.kept == []


def test_what_is_refused_in_passing_is_asked_once_more(answers: Answers, product: Product, spool: Spool) -> None:
    def succeed_at_second() -> str:
        if product.asked == 1:
            raise TryAgain
        return "<Response/>"

    product.does = succeed_at_second
    assert call(answers).body == b"<Response/>"
    assert product.asked == 2
    assert spool.kept == []


def test_a_message_and_a_status_are_confirmed_when_they_are_on_disk(
    answers: Answers, database: Database, spool: Spool
) -> None:
    database.suspect()
    answer = text(answers)
    assert answer.status_code == 200
    assert b"<Message" not in answer.body
    assert status(answers).status_code == 204
    assert [one.webhook for one in spool.kept] == ["text", "call_status"]


def test_what_can_not_even_be_put_by_is_not_confirmed_but_a_caller_hears_a_voice(
    answers: Answers, database: Database, spool: Spool
) -> None:
    database.suspect()
    spool.is_full = True
    assert (text(answers).status_code, status(answers).status_code) == (503, 503)
    assert call(answers).body == TROUBLE.encode()


def test_a_disk_that_hangs_fills_no_memory(
    answers: Answers, database: Database, spool: Spool, hung: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webhooks.disk.MOST_WRITES", 6)
    monkeypatch.setattr(spool, "keep", lambda _: hung.wait(20))
    database.suspect()
    crowd = run(*[lambda: answers.accepted("text", TEXT)] * 9, lambda: answers.told("call", CALL, lambda: TROUBLE))
    assert [answer.status_code for answer in crowd] == [503] * 9 + [200]
    assert len(answers._disk) == 6


@pytest.mark.parametrize("away", [False, True])
def test_a_form_that_names_no_call_is_refused_and_not_put_by(
    answers: Answers, database: Database, spool: Spool, away: bool
) -> None:
    database.is_away = away
    assert call(answers, Form([("From", "+84900000001")])).status_code == 400
    assert text(answers, Form([("From", "+84900000001")])).status_code == 400
    assert spool.kept == []


def test_who_calls_all_the_time_waits_for_their_turn_and_takes_no_thread_from_others(
    answers: Answers,
    product: Product,
    database: Database,
    spool: Spool,
    hung: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "suspect", lambda: None)  # slow, but there
    product.does = lambda: str(hung.wait(20))
    many = [lambda: answers.told("call", CALL, lambda: TROUBLE, busy=lambda: BUSY) for _ in range(40)]
    other = Form([("CallSid", "CA2"), ("From", "+84900000002")])
    crowd = run(*many, lambda: answers.told("call", other, lambda: TROUBLE))
    assert product.asked == 3, "two of the one who calls all the time, and the other"
    assert sorted(answer.body for answer in crowd) == [BUSY.encode()] * 38 + [TROUBLE.encode()] * 3
    assert len(spool.kept) == 41


def test_callers_who_withhold_their_number_do_not_wait_for_each_other(answers: Answers, product: Product) -> None:
    barrier = threading.Barrier(5)
    product.does = lambda: f"<Response>{barrier.wait(5) and ''}</Response>"
    unknown = [Form([("CallSid", f"CA{number}"), ("From", "")]) for number in range(5)]
    crowd = run(*(lambda form=form: answers.told("call", form, lambda: TROUBLE) for form in unknown))
    assert {answer.body for answer in crowd} == {b"<Response></Response>", b"<Response>0</Response>"}


def test_numbers_that_are_idle_are_forgotten(answers: Answers) -> None:
    forms = [Form([("CallSid", f"CA{number}"), ("From", f"+8490000{number:04}")]) for number in range(200)]
    run(*(lambda form=form: answers.told("call", form, lambda: TROUBLE) for form in forms))
    assert len(answers._calls.lanes) == 0
