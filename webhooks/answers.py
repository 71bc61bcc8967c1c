"""How an endpoint answers: with the product's document or, when the product fails, with one that needs nothing."""

import logging
import traceback
from collections.abc import Callable

from fastapi import Response
from prometheus_client import Counter

from webhooks.events import MissingSid

log = logging.getLogger(__name__)

FAILED = Counter("hotline_webhooks_failed_total", "Webhooks that the product could not answer itself")


def document(answer: Callable[[], str], trouble: Callable[[], str]) -> Response:
    """A TwiML answer, always: a caller must hear a voice whatever has failed behind us."""
    return _attempt(lambda: twiml(answer()), lambda: twiml(trouble()))


def reply(answer: Callable[[], str]) -> Response:
    """A TwiML answer to a message; 503 when it could not be written down, so that the network knows."""
    return _attempt(lambda: twiml(answer()), _unavailable)


def accepted(take: Callable[[], object]) -> Response:
    """204 when the product has taken it in, 503 when it could not, so that the network reports or repeats it."""

    def answer() -> Response:
        take()
        return Response(status_code=204)

    return _attempt(answer, _unavailable)


def twiml(text: str) -> Response:
    return Response(text, media_type="text/xml")


def _attempt(answer: Callable[[], Response], trouble: Callable[[], Response]) -> Response:
    try:
        return answer()
    except MissingSid as error:
        return Response(str(error), status_code=400)
    except Exception as error:
        _report(error)
        return trouble()


def _unavailable() -> Response:
    return Response(status_code=503)


def _report(error: Exception) -> None:
    """Log where it failed. Never the error's own words: a database quotes the values that it refused."""
    FAILED.inc()
    log.error("a webhook failed: %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
