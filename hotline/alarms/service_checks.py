"""What every process can see for all: the service's rows, and the queue."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from hotline.alarms.parts import worker_lives
from hotline.alarms.trouble import Kind, Trouble
from hotline.failing_numbers import failing_numbers
from hotline.floods import MANY, WITHIN
from hotline.models import Alert, AlertState, Case, Contact
from hotline.service import Service
from routing.phones import is_withheld
from routing.roster import uncovered

AHEAD = timedelta(hours=24)
MOST_JOBS = 1000
"""A hundred children who write at once make some hundred jobs, and they are done in a moment."""
OLDEST_JOB = 10.0
"""Seconds."""
MOST_CONTACTS = 120
FEWEST_CONTACTS = 30
"""A line that is usually silent is not flooded by a handful of calls."""
TIMES_USUAL = 10
USUALLY = timedelta(days=7)


def uncovered_districts(session: Session, *, now: datetime) -> Iterator[Trouble]:
    """Districts with nobody on duty now or within a day, each from its first gap on."""
    told: set[str] = set()
    for gap in uncovered(session, start=now, end=now + AHEAD):
        if gap.district not in told:
            told.add(gap.district)
            yield Trouble(Kind.UNCOVERED, gap.district, since=gap.start)


def exhausted_alerts(session: Session, *, now: datetime) -> Iterator[Trouble]:
    del now
    exhausted = (
        select(Case.number)
        .join(Alert, col(Alert.case_id) == col(Case.id))
        .where(Alert.state == AlertState.EXHAUSTED, col(Case.drill).is_(False))
        .order_by(col(Alert.opened_at), col(Alert.id))
    )
    for number in session.exec(exhausted):
        yield Trouble(Kind.EXHAUSTED, number)


def failing_officers(session: Session, *, now: datetime) -> Iterator[Trouble]:
    """Officers whose number fails for good, whatever the channel; each from the first time on."""
    del now
    since: dict[str, datetime] = {}
    for failing in failing_numbers(session):
        since[failing.officer] = min(failing.since, since.get(failing.officer, failing.since))
    for officer, moment in since.items():
        yield Trouble(Kind.NUMBER, officer, since=moment)


def floods(session: Session, *, now: datetime) -> Iterator[Trouble]:
    """Callers who come again and again, each by their case's number; and the whole line, without them."""
    others = 0
    for caller, contacts, case_id, since in _lately(session, now=now):
        if contacts > MANY and not is_withheld(caller):
            case = session.get(Case, case_id) if case_id else None
            yield Trouble(Kind.FLOOD, case.number if case else "", since=since)
        else:
            others += contacts
    if others > MOST_CONTACTS or (others > FEWEST_CONTACTS and others > TIMES_USUAL * _usual(session, now=now)):
        yield Trouble(Kind.FLOOD, since=now - WITHIN)


def _lately(session: Session, *, now: datetime) -> list[tuple[str, int, int | None, datetime]]:
    rows = (
        select(Contact.caller, func.count(), func.max(Contact.case_id), func.min(Contact.started_at))
        .where(col(Contact.started_at) > now - WITHIN, col(Contact.drill).is_(False))
        .group_by(Contact.caller)
    )
    return [(caller, count, case_id, since) for caller, count, case_id, since in session.exec(rows)]


def _usual(session: Session, *, now: datetime) -> float:
    """How many contacts there are in as short a time, on average over the last week."""
    lately = col(Contact.started_at).between(now - USUALLY, now - WITHIN)
    count = session.exec(select(func.count()).select_from(Contact).where(lately)).one()
    return count * (WITHIN / USUALLY)


def backlog(service: Service) -> Iterator[Trouble]:
    """Work that waits although a worker lives; a dead one is told of by itself. Raises RedisError."""
    now = service.clock.now()
    found = service.queue.backlog()
    if found.jobs <= MOST_JOBS and found.oldest_seconds <= OLDEST_JOB:
        return
    with service.transaction() as session:
        if worker_lives(session, now=now):
            yield Trouble(Kind.QUEUE, since=now - timedelta(seconds=found.oldest_seconds))
