"""How an endpoint answers in time: with the product's document or, if that fails or hangs, with one that needs nothing.

What the network has told us (`webhooks.kept`) is put by on disk before an answer without the product goes out.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from fastapi import Response
from prometheus_client import Counter

from webhooks.backing import Database, Deadlines, Spool
from webhooks.crew import Crew, Hung, NoTurn
from webhooks.disk import Disk
from webhooks.events import MissingSid
from webhooks.forms import Form
from webhooks.kept import Arrival, take
from webhooks.receiver import Receiver
from webhooks.twiml import reply

log = logging.getLogger(__name__)

FAILED = Counter("hotline_webhooks_failed_total", "Webhooks that the product could not answer itself")

CALL_THREADS, OTHER_THREADS = 24, 8
"""Apart, so that a flood of messages does not hold up a call."""
INNERMOST = -3
"""Calls of an error's trace that are logged: many fail at once while a database is away."""
Result = TypeVar("Result")


class TryAgain(Exception):
    """Raised by the product when the same request, asked once more, is likely to succeed."""


class Away(Exception):
    """The database is known to be away, and nobody waits for it."""


@dataclass(frozen=True)
class Answers:
    """Asks the product, in time. One for each web process."""

    receiver: Receiver
    database: Database
    spool: Spool
    deadlines: Deadlines
    now: Callable[[], datetime]
    is_withheld: Callable[[str], bool]
    """Whether a number names no caller."""
    _calls: Crew = field(default_factory=lambda: Crew("call", CALL_THREADS))
    _others: Crew = field(default_factory=lambda: Crew("other", OTHER_THREADS))

    @cached_property
    def _disk(self) -> Disk:
        return Disk(self.spool)

    async def document(
        self,
        form: Form,
        answer: Callable[[], str],
        trouble: Callable[[], str],
        *,
        busy: Callable[[], str] | None = None,
    ) -> Response:
        """For a webhook that only asks for a document: a caller must hear a voice whatever has failed behind us.

        `busy` is the document when so many ask at once that this one's turn has not come: it makes them ask again.
        """
        sid = form.text("CallSid")
        try:
            return twiml(await self._ask(self._calls, self.deadlines.call, lambda: self._after(sid, answer)))
        except Exception as error:
            return _refusal(error) or twiml(self._instead(error, trouble, busy))

    async def told(
        self,
        webhook: str,
        form: Form,
        trouble: Callable[[], str],
        *,
        busy: Callable[[], str] | None = None,
        **address: Any,
    ) -> Response:
        """For a webhook in KEPT that wants a document. `busy` as for `document`."""
        arrival = Arrival(webhook, form, self.now(), address)
        try:
            return twiml(await self._take(arrival, self._calls, self.deadlines.call) or "")
        except Exception as error:
            if refusal := _refusal(error):
                return refusal
            await self._disk.put_by(arrival, self.deadlines.disk)
            return twiml(self._instead(error, trouble, busy))

    def _instead(self, error: Exception, trouble: Callable[[], str], busy: Callable[[], str] | None) -> str:
        is_busy = isinstance(error, NoTurn) and not self.database.is_away
        return busy() if busy and is_busy else trouble()

    async def accepted(self, webhook: str, form: Form, **address: Any) -> Response:
        """For a message or a status in KEPT. 503 if it can't even be put by, so that the network repeats it."""
        arrival = Arrival(webhook, form, self.now(), address)
        try:
            document = await self._take(arrival, self._others, self.deadlines.other)
        except Exception as error:
            if refusal := _refusal(error):
                return refusal
            if not await self._disk.put_by(arrival, self.deadlines.other):
                return Response(status_code=503)
            document = reply(None) if webhook == "text" else None
        return Response(status_code=204) if document is None else twiml(document)

    async def _take(self, arrival: Arrival, crew: Crew, seconds: float) -> str | None:
        sid = arrival.sid
        number = arrival.number if arrival.webhook in {"call", "text"} else ""
        whose = "" if self.is_withheld(number) else number
        return await self._ask(crew, seconds, lambda: self._after(sid, lambda: take(self.receiver, arrival)), whose)

    async def _ask(self, crew: Crew, seconds: float, work: Callable[[], Result], number: str = "") -> Result:
        if self.database.is_away:
            raise Away
        try:
            return await crew.do(lambda: _twice(work), seconds=seconds, number=number)
        except Hung:
            self.database.suspect()
            raise

    def _after(self, sid: str, work: Callable[[], Result]) -> Result:
        """What happened to one call is taken in in its order."""
        self.spool.catch_up(sid)
        return work()


def twiml(document: str) -> Response:
    return Response(document, media_type="text/xml")


def _twice(work: Callable[[], Result]) -> Result:
    """Every webhook may come twice anyway, so asking twice is safe."""
    try:
        return work()
    except TryAgain:
        return work()


def _refusal(error: Exception) -> Response | None:
    """The network's own mistake is told to it; anything else is ours, and logged by its kind and place.

    Never by its own words: a database quotes the values that it refused.
    """
    if isinstance(error, MissingSid):
        return Response(str(error), status_code=400)
    FAILED.inc()
    if not isinstance(error, Away | NoTurn):  # those are many at a time, and `webhooks.disk` counts them
        log.error(
            "a webhook failed: %s\n%s",
            type(error).__name__,
            "".join(traceback.format_tb(error.__traceback__, limit=INNERMOST)),
        )
    return None
