"""Questions that are asked only to hear whether somebody answers.

Each watch process asks. Should none do so, the other processes ask a little later: a dead watch must not make the
queue and the telephone network look dead.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from redis.exceptions import RedisError
from sqlmodel import Session, col, select

from hotline import database_state
from hotline.errors import TelephonyError
from hotline.heartbeats import AHEAD, Part, beat, last_beat
from hotline.models import AlarmNotice, Notification
from hotline.service import Service
from hotline.wakeups import Wakeup
from routing.models import Channel

PROVIDER_QUIET = timedelta(seconds=15)
"""Without an order for that long, the telephone network is asked for our account."""
QUEUE_QUIET = timedelta(seconds=4)
LATER = timedelta(seconds=3)
"""How much later than watch the other processes ask."""
LOOK_BACK = 50
"""Newest rows in which an order that was taken is looked for."""
MOST_WAITING = 200
"""With more jobs in the queue, one more would tell nothing. A worker does as many in a second or two."""


def ask_database(service: Service) -> None:
    """Suspect a database that does not answer, also when nobody else has asked anything of it for a while."""
    try:
        database_state.ask_database(service.engine, service.settings)
    except Exception:  # whatever it is: it was no answer
        service.database.suspect()


def ask_provider(service: Service, *, patience: timedelta = timedelta(0)) -> None:
    """Note the newest answer of the telephone network; ask for one if it was quiet for too long."""
    now = service.clock.now()
    with service.transaction() as session:
        known, heard = last_beat(session, Part.PROVIDER, now=now), _newest_order(session, now=now)
        if heard and (known is None or heard > known):
            beat(session, Part.PROVIDER, now=heard)
    newest = max((moment for moment in (known, heard) if moment), default=None)
    if newest and now - newest < PROVIDER_QUIET + patience:
        return
    try:
        service.telephony.ask_account()
    except TelephonyError as error:
        if not error.permanent:  # its silence says enough; one that knows no such question is alive
            return
    with service.transaction() as session:
        beat(session, Part.PROVIDER, now=service.clock.now())


def _newest_order(session: Session, *, now: datetime) -> datetime | None:
    """When the network last took an order to reach somebody."""
    moments = [*_newest(session, Notification), *_newest(session, AlarmNotice)]
    return max((moment for moment in moments if moment and moment <= now + AHEAD), default=None)


def _newest(session: Session, table: type[Notification] | type[AlarmNotice]) -> Iterable[datetime | None]:
    by_telephone = col(table.channel) != Channel.PUSH
    lately = select(table.sent_at).where(by_telephone).order_by(col(table.id).desc()).limit(LOOK_BACK)
    return session.exec(lately)


def ask_queue(service: Service, *, patience: timedelta = timedelta(0)) -> None:
    """Send a job round through the queue, whose worker notes that it came (`hotline.jobs.beat`)."""
    now = service.clock.now()
    with service.transaction() as session:
        last = last_beat(session, Part.QUEUE, now=now)
    if last and now - last < QUEUE_QUIET + patience:
        return
    with suppress(RedisError):  # its silence says enough
        if service.queue.backlog().jobs < MOST_WAITING:
            service.queue.send([Wakeup("beat", 0)])
