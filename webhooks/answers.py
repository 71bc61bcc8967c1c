"""How an endpoint answers: with the product's document or, if that fails or hangs, with one that needs nothing."""

import asyncio
import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

from fastapi import Response
from prometheus_client import Counter

from webhooks.events import MissingSid

log = logging.getLogger(__name__)

FAILED = Counter("hotline_webhooks_failed_total", "Webhooks that the product could not answer itself")

CALL_SECONDS = 1.8
"""A caller hears a voice within 2 s. What comes later goes on in the background, and is kept if it can be."""
PATIENT_SECONDS = 10.0
"""Nobody listens to the answer to a message or a status; the network gives up after 15 s."""
_calls = ThreadPoolExecutor(32, thread_name_prefix="call")
_others = ThreadPoolExecutor(8, thread_name_prefix="other")  # so that a flood of messages does not hold up a call


class TryAgain(Exception):
    """Raised by the product when the same request, asked once more, is likely to succeed."""


async def document(answer: Callable[[], str], trouble: Callable[[], str]) -> Response:
    """A TwiML answer in time, always: a caller must hear a voice whatever has failed behind us."""
    return await _attempt(lambda: twiml(answer()), lambda: twiml(trouble()), _calls, CALL_SECONDS)


async def reply(answer: Callable[[], str]) -> Response:
    """A TwiML answer to a message; 503 when it could not be written down, so that the network knows."""
    return await _attempt(lambda: twiml(answer()), _unavailable, _others, PATIENT_SECONDS)


async def accepted(take: Callable[[], object]) -> Response:
    """204 when the product has taken it in, 503 when it could not, so that the network reports or repeats it."""

    def answer() -> Response:
        take()
        return Response(status_code=204)

    return await _attempt(answer, _unavailable, _others, PATIENT_SECONDS)


def twiml(text: str) -> Response:
    return Response(text, media_type="text/xml")


async def _attempt(
    answer: Callable[[], Response], trouble: Callable[[], Response], threads: Executor, seconds: float
) -> Response:
    work = asyncio.get_running_loop().run_in_executor(threads, _twice, answer)
    work.add_done_callback(_take_notice)
    try:
        return await asyncio.wait_for(asyncio.shield(work), seconds)
    except MissingSid as error:
        return Response(str(error), status_code=400)
    except Exception as error:
        _report(error)
        return trouble()


def _twice(answer: Callable[[], Response]) -> Response:
    """Every webhook may come twice anyway, so asking twice is safe."""
    try:
        return answer()
    except TryAgain:
        return answer()


def _take_notice(work: "asyncio.Future[Response]") -> None:
    """An error that comes after the deadline is not for asyncio's own log, which would quote it."""
    if not work.cancelled():
        work.exception()


def _unavailable() -> Response:
    return Response(status_code=503)


def _report(error: Exception) -> None:
    """Log where it failed. Never the error's own words: a database quotes the values that it refused."""
    FAILED.inc()
    log.error("a webhook failed: %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
