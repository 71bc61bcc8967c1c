"""When we ask the network what it has: at the start, every few minutes, and once what was away is back."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import func, select

from hotline.errors import TelephonyError
from hotline.models import Contact
from hotline.reconciliation.inbound import Window, reconcile_calls, reconcile_texts
from hotline.reconciliation.outbound import settle_officers_calls, settle_texts
from hotline.reconciliation.recordings import LostRecordings
from hotline.service import Service

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks whether it is time."""
FIRST_WINDOW = timedelta(hours=24)
OVERLAP = timedelta(minutes=15)
"""Each time looks that far back behind the last one that went well: lists lag, and a failure is tried again."""
BEING_TOLD = timedelta(seconds=5)
"""A call or text that is younger is just being told by its webhook; at the start nobody was there to be told."""
OWNERS_WAIT = timedelta(hours=1)
"""Of older texts it is too late to hear that they never arrived: whoever sent them has acted since."""
AGAIN = timedelta(seconds=5)
"""After a failure, and for what was spooled while the database was away to be written down first."""


class Reconciliation:
    """One process's plan. Any number of processes may follow theirs at once."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._recordings = LostRecordings(service)
        self._next_at: datetime | None = None
        self._complete_until: datetime | None = None
        self._database_is_away = False
        self._is_told = False

    def look(self) -> None:
        """Reconcile if it is time. Never raises for what is away: it is tried again soon."""
        now = self._service.clock.now()
        self._follow_clock(now)
        if self._watch_database(now) and (self._next_at is None or now >= self._next_at):
            self._reconcile(now)

    def _follow_clock(self, now: datetime) -> None:
        """A clock that was set back must not make it late, nor leave out what came meanwhile."""
        longest = timedelta(seconds=self._service.settings.reconcile_seconds) + AGAIN
        if self._next_at and self._next_at > now + longest:
            self._next_at = self._complete_until = None

    def _watch_database(self, now: datetime) -> bool:
        """Whether the database answers. When it does so again, webhooks may have been lost meanwhile."""
        try:
            with self._service.transaction() as session:
                session.exec(select(1)).one()
        except Exception:
            self._database_is_away = True
            return False
        if self._database_is_away:
            self._database_is_away = False
            self._next_at = now + AGAIN
        return True

    def _reconcile(self, now: datetime) -> None:
        window = self._window(now)
        self._next_at = now + AGAIN  # should it fail
        questions: list[Callable[[], None]] = [
            lambda: reconcile_calls(self._service, window),
            lambda: reconcile_texts(self._service, window),
            lambda: self._recordings.look(now=now),  # of calls whose end has perhaps just been found
            lambda: settle_officers_calls(self._service, now=now),
            lambda: settle_texts(self._service, since=max(window.since, now - OWNERS_WAIT)),
        ]
        errors = [error for question in questions if (error := _failure(question))]
        self._tell(errors)
        if all(error.permanent for error in errors):  # a network that knows no such question never will
            self._complete_until = now
            self._next_at = now + timedelta(seconds=self._service.settings.reconcile_seconds)

    def _tell(self, errors: list[TelephonyError]) -> None:
        """Once, and when it is over; it is tried every few seconds meanwhile."""
        if errors and not self._is_told:
            log.warning("the telephone network can't be asked all that it has (%s); trying again", errors[0])
        if self._is_told and not errors:
            log.info("the telephone network can be asked again what it has")
        self._is_told = bool(errors)

    def _window(self, now: datetime) -> Window:
        if self._complete_until:
            return Window(self._complete_until - OVERLAP, now - BEING_TOLD)
        return Window(self._first_since(now), now)

    def _first_since(self, now: datetime) -> datetime:
        """The newest contact may be days old: everything was off for long, or comes from a backup.

        Without any, the number may have been another service's until just now, and yesterday's calls with it.
        """
        with self._service.transaction() as session:
            newest = session.exec(select(func.max(Contact.started_at))).one()
        return now - OVERLAP if newest is None else min(now - FIRST_WINDOW, newest - OVERLAP)


def _failure(question: Callable[[], None]) -> TelephonyError | None:
    """A question that can't be asked, or whose answer can't be used, keeps nobody from the others."""
    try:
        question()
    except TelephonyError as error:
        return error
    except Exception as error:
        log.error("what the telephone network has could not be compared: %s", type(error).__name__)
        return TelephonyError(type(error).__name__, permanent=False)
    return None
