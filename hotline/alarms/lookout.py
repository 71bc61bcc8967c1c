"""Looks for trouble again and again, in every process: whoever still lives raises the alarm."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from hotline.alarms import machine_checks, service_checks
from hotline.alarms.parts import stale_parts
from hotline.alarms.raising import record
from hotline.alarms.telling import tell_due
from hotline.alarms.trouble import Kind, Trouble
from hotline.service import Service
from routing.roster import NoCityError
from webhooks.answers import TryAgain

log = logging.getLogger(__name__)

SETTLING = timedelta(seconds=20)
"""After a start nobody is missed so soon: the others may be starting as well."""
PAUSED = timedelta(seconds=10)
"""Whoever has not looked for that long was frozen, or without a database, and so may have been the others; or the
clock was set back."""
SLOWLY, SELDOM = timedelta(seconds=10), timedelta(minutes=1)


@dataclass
class Check:
    """One kind of trouble, looked for every so often. Between two looks the last answer stands."""

    kind: Kind
    look: Callable[[datetime], Iterable[Trouble]]
    every: timedelta = timedelta(0)
    _looked_at: datetime | None = field(default=None, init=False)
    _found: list[Trouble] = field(default_factory=list, init=False)

    def troubles(self, now: datetime) -> list[Trouble]:
        if self._looked_at is None or abs(now - self._looked_at) >= self.every:
            self._found = list(self.look(now))
            self._looked_at = now
        return self._found


class DatabaseCheck(Protocol):
    def __call__(self, session: Session, *, now: datetime) -> Iterable[Trouble]: ...


class Lookout:
    """One process's view. `look` raises what the database raises when it is away."""

    def __init__(self, service: Service, *extra: Check) -> None:
        self._service = service
        self._checks = (*_checks(service), *extra)
        self._parts = Check(Kind.PART, _in_database(service, stale_parts))
        self._since: datetime | None = None
        self._looked_at: datetime | None = None

    def look(self) -> None:
        """Judge, write down what is new or over, and tell whoever is to be told."""
        now = self._service.clock.now()
        checks = (*self._checks, self._parts) if self._has_settled(now) else self._checks
        judged = {check.kind: found for check in checks if (found := _judge(check, now)) is not None}
        seen = [trouble for found in judged.values() for trouble in found]
        with self._service.transaction() as session:
            record(session, seen, judged, now=now)
        tell_due(self._service)
        self._looked_at = self._service.clock.now()
        if self._looked_at - now > PAUSED * 3:  # it hung meanwhile
            self._since = None

    def _has_settled(self, now: datetime) -> bool:
        paused = self._looked_at is None or abs(now - self._looked_at) > PAUSED
        self._since = now if paused or self._since is None else self._since
        return now - self._since >= SETTLING


def watch_refusals() -> Check:
    """What only a process that answers webhooks can see."""
    return Check(Kind.REFUSED, machine_checks.Refusals().look)


def _judge(check: Check, now: datetime) -> list[Trouble] | None:
    """None when it can't be told. Only what the database raises ends the look: nothing could be written down."""
    try:
        return check.troubles(now)
    except (RedisError, NoCityError, OSError) as error:
        log.debug("%s can't be judged: %s", check.kind, type(error).__name__)
    except (SQLAlchemyError, TryAgain):
        raise
    except Exception as error:
        log.error("%s can't be judged: %s", check.kind, type(error).__name__)
    return None


def _checks(service: Service) -> Iterable[Check]:
    yield Check(Kind.EXHAUSTED, _in_database(service, service_checks.exhausted_alerts))
    yield Check(Kind.FLOOD, _in_database(service, service_checks.floods), SLOWLY)
    yield Check(Kind.NUMBER, _in_database(service, service_checks.failing_officers), SLOWLY)
    yield Check(Kind.UNCOVERED, _in_database(service, service_checks.uncovered_districts), SELDOM)
    yield Check(Kind.QUEUE, lambda _: service_checks.backlog(service))
    yield Check(Kind.SPOOL, lambda now: machine_checks.spool(service.spool.state(), now=now))
    yield Check(Kind.DISK, lambda _: machine_checks.disk(service.settings.hotline_home), SLOWLY)


def _in_database(service: Service, check: DatabaseCheck) -> Callable[[datetime], list[Trouble]]:
    def look(now: datetime) -> list[Trouble]:
        with service.transaction() as session:
            return list(check(session, now=now))

    return look
