"""The doctor: checks every setting, part and phone number of an installation, and says what to do."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlmodel import Session

from hotline.db import connect
from hotline.doctor.city import check_city
from hotline.doctor.finding import Finding, Level
from hotline.doctor.network import check_network
from hotline.doctor.parts import check_database, check_disk, check_queue
from hotline.settings import Settings

__all__ = ["Finding", "Level", "examine"]


def examine(settings: Settings, *, now: datetime) -> Iterator[Finding]:
    """Every finding, as soon as it is known. Changes nothing, and calls nobody."""
    yield Finding.ok("settings", "read; the telephone network is " + ("simulated" if settings.simulated else "real"))
    engine = connect(settings)
    yield from _carefully("disk", lambda: check_disk(settings))
    yield from _carefully("queue", lambda: check_queue(settings))
    database = list(_carefully("database", lambda: check_database(engine)))
    yield from database
    if all(finding.level != Level.BAD for finding in database):
        with Session(engine) as session:
            yield from _carefully("city", lambda: check_city(session, now=now))
    yield from check_network(settings)
    engine.dispose()


def _carefully(what: str, check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """A check that fails is a finding, and the others are still made."""
    try:
        yield from check()
    except Exception as problem:
        yield Finding.bad(what, f"cannot be checked ({type(problem).__name__})", "see the log of this part")
