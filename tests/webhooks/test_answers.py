"""A caller hears a voice in time, whatever fails or hangs behind the endpoint."""

import asyncio
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import Response

from webhooks import answers
from webhooks.answers import TryAgain, accepted, document, reply


def run(answer: Coroutine[Any, Any, Response]) -> Response:
    """In a thread of its own: a browser test may keep an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answer).result()


@pytest.fixture
def hung() -> threading.Event:
    """Set when the test is over, so that the hanging thread ends."""
    return threading.Event()


def test_a_product_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, hung: threading.Event) -> None:
    monkeypatch.setattr(answers, "CALL_SECONDS", 0.05)
    answer = run(document(lambda: str(hung.wait(20)), lambda: "<Response>trouble</Response>"))
    hung.set()
    assert (answer.status_code, answer.body) == (200, b"<Response>trouble</Response>")


def test_a_product_that_fails_is_replaced_by_the_document_that_needs_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    quoted = "+84900000001 said: ba đánh con"

    def fail() -> str:
        raise ValueError(quoted)

    with caplog.at_level(logging.DEBUG):
        answer = run(document(fail, lambda: "<Response>trouble</Response>"))
    assert answer.body == b"<Response>trouble</Response>"
    assert "ValueError" in caplog.text
    assert quoted not in caplog.text


def test_what_is_refused_in_passing_is_asked_once_more() -> None:
    asked: list[int] = []

    def succeed_at_second() -> str:
        asked.append(1)
        if len(asked) == 1:
            raise TryAgain
        return "<Response/>"

    assert run(document(succeed_at_second, lambda: "trouble")).body == b"<Response/>"
    assert len(asked) == 2


def test_a_message_or_status_that_could_not_be_written_down_is_not_confirmed() -> None:
    def fail() -> str:
        raise OSError

    assert run(reply(fail)).status_code == 503
    assert run(accepted(fail)).status_code == 503
