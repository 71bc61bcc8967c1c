"""The doctor: checks every setting, part and phone number of an installation, and says what to do."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from hotline.db import connect
from hotline.doctor.backups import check_backups
from hotline.doctor.city import check_city
from hotline.doctor.finding import Finding, Level
from hotline.doctor.life import check_life
from hotline.doctor.network import check_network, mend_network
from hotline.doctor.parts import check_database, check_disk, check_queue, check_spool
from hotline.settings import Settings
from routing.models import District

__all__ = ["Finding", "Level", "examine", "mend"]


def examine(settings: Settings, *, now: datetime) -> Iterator[Finding]:
    """Every finding, as soon as it is known. Changes nothing, and calls nobody."""
    yield Finding.ok("settings", "read; the telephone network is " + ("simulated" if settings.simulated else "real"))
    engine = connect(settings)
    yield from _carefully("disk", lambda: check_disk(settings))
    yield from _carefully("spool", lambda: check_spool(settings))
    yield from _carefully("queue", lambda: check_queue(settings))
    database = list(_carefully("database", lambda: check_database(engine, settings)))
    yield from database
    if all(finding.level != Level.BAD for finding in database):
        with Session(engine) as session:
            yield from _carefully("signs of life", lambda: check_life(session, now=now))
            yield from _carefully("city", lambda: check_city(session, now=now))
            yield from _carefully("backups", lambda: check_backups(session, settings, now=now))
    yield from check_network(settings, _district_lines(engine))
    engine.dispose()


def mend(settings: Settings) -> Iterator[Finding]:
    """Set the addresses of our numbers at the provider as they should be; yields what was changed."""
    engine = connect(settings)
    yield from mend_network(settings, _district_lines(engine))
    engine.dispose()


def _district_lines(engine: Engine) -> list[str]:
    """None while the database is away, which is a finding of its own."""
    try:
        with Session(engine) as session:
            return [line for lines in session.exec(select(District.lines)) for line in lines]
    except SQLAlchemyError:
        return []


def _carefully(what: str, check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """A check that fails is a finding, and the others are still made."""
    try:
        yield from check()
    except Exception as problem:
        yield Finding.bad(what, f"cannot be checked ({type(problem).__name__})", "see the log of this part")
