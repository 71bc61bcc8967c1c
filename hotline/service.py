"""The one bundle of parts that webhooks, jobs and the watch loop work with. All of them can be replaced."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from hotline import db
from hotline.clock import Clock, SystemClock
from hotline.database_state import DatabaseState, ask_database
from hotline.embedded import redis_url
from hotline.last_known import LastKnown, roster_path
from hotline.settings import Settings
from hotline.spool import Spool
from hotline.telephony import Telephony, TwilioTelephony
from hotline.wakeups import WakeupQueue, connect_redis
from webhooks.addresses import Addresses
from webhooks.answers import TryAgain

BACKGROUND_THREADS = 16


@dataclass(frozen=True)
class Service:
    settings: Settings
    engine: Engine
    queue: WakeupQueue
    telephony: Telephony
    clock: Clock
    addresses: Addresses
    number: str
    """The hotline's own number, E.164."""
    background: Executor
    """Runs what must not hold up the one who asks."""
    last_known: LastKnown = field(default_factory=LastKnown)
    database: DatabaseState = field(default_factory=DatabaseState)

    @cached_property
    def spool(self) -> Spool:
        """Where webhooks are put by while they can't be taken in."""
        return Spool(self.settings.hotline_home / "spool")

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction; its wake-ups leave after the commit.

        Raises TryAgain for what the database refuses in passing. Everything that works with it may be done twice.
        """
        try:
            with db.transaction(self.engine, self.queue.send_soon) as session:
                yield session
        except DBAPIError as error:
            self.database.learn_from(error)
            if db.is_passing(error):
                raise TryAgain from error
            raise


def assemble(settings: Settings) -> Service:
    """The real parts of this installation. Connects to nothing yet."""
    engine = db.connect(settings)
    return Service(
        settings=settings,
        engine=engine,
        queue=WakeupQueue(
            connect_redis(settings.redis_url or redis_url(settings.hotline_home), seconds=settings.timeout_redis),
            sender=ThreadPoolExecutor(1, thread_name_prefix="wakeups"),
        ),
        telephony=TwilioTelephony(settings),
        clock=SystemClock(),
        addresses=Addresses(settings.public_url),
        number=settings.hotline_number,
        background=ThreadPoolExecutor(BACKGROUND_THREADS, thread_name_prefix="background"),
        last_known=LastKnown(roster_path(settings.hotline_home)),
        database=DatabaseState(partial(ask_database, engine, settings)),
    )
