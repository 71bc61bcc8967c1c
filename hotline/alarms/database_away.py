"""The alarm about the database itself: it can be written down on disk only, and the managers come from a copy there.

Processes on one machine share a small file: who was told what. Whoever holds its lock tells. A process that dies
lets go of it, and another one goes on where it stopped.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from typing import IO

from hotline.alarms.claiming import Order
from hotline.alarms.database_record import AWAY, put_on_record
from hotline.alarms.notices import PATIENCE
from hotline.alarms.raising import LASTS, LATELY, UNSEEN
from hotline.alarms.telling import deliver
from hotline.alarms.told_file import Told, locked_file, read, write
from hotline.alarms.trouble import Kind
from hotline.alarms.words import database_text
from hotline.errors import TelephonyError
from hotline.service import Service
from routing.models import Channel

TRY_AGAIN = timedelta(seconds=5)
LONGEST_HOLD = timedelta(seconds=30)
"""Whoever holds the file for longer is frozen: told twice is a nuisance, never told is a failure."""


class DatabaseAlarm:
    """Looks at what this process knows of the database; asks nothing of it while it is away."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._file = service.settings.hotline_home / "alarms" / "database.json"
        self._tried_at: datetime | None = None
        self._barred_since: datetime | None = None
        self._unwritten: Told | None = None
        """What the disk, perhaps full as well, does not take: then this process tells by itself."""

    def look(self) -> None:
        now = self._service.clock.now()
        since = self._service.database.away_since
        if since is not None and now - since >= AWAY:
            self._use_file(lambda file: self._tell(file, since, now=now), now=now)
        elif since is None and (self._unwritten or self._file.exists()):
            self._use_file(lambda file: self._give_all_clear(file, now=now), now=now)

    def _use_file(self, work: Callable[[IO[str] | None], None], *, now: datetime) -> None:
        is_tired = self._barred_since is not None and now - self._barred_since > LONGEST_HOLD
        with locked_file(self._file) as (file, is_ours):
            self._barred_since = None if is_ours else self._barred_since or now
            if is_ours or is_tired:
                work(file)

    def _tell(self, file: IO[str] | None, since: datetime, *, now: datetime) -> None:
        told = self._unwritten or read(file)
        if told is None or told.cleared_at is not None:
            if told and told.cleared_at and now - told.cleared_at < LATELY and now - since < LASTS:
                return  # it flutters
            told = Told(since=since, seen_at=now)
        told.seen_at = now
        self._write(file, told)
        if now - told.since > AWAY + PATIENCE or not self._may_try(now):
            return
        body = database_text(self._service.last_known.roster, told.since, all_clear=False, now=now)
        managers = [officer for officer in self._service.last_known.roster.officers if officer.is_manager]
        for manager, channel in product(managers, (Channel.SMS, Channel.CALL)):
            is_wanted = channel in manager.channels and (manager.id, channel) not in told.sent
            if is_wanted and self._deliver(channel, manager.phone, body):
                told.sent.add((manager.id, channel))
                self._write(file, told)

    def _give_all_clear(self, file: IO[str] | None, *, now: datetime) -> None:
        told = self._unwritten or read(file)
        if told is None or told.cleared_at or now - told.seen_at < UNSEEN or not self._may_try(now):
            return
        body = database_text(self._service.last_known.roster, told.since, all_clear=True, now=now)
        who = {manager for manager, channel in told.sent if channel == Channel.SMS}
        for manager in self._service.last_known.roster.officers:
            if manager.id in who - told.all_clear and self._deliver(Channel.SMS, manager.phone, body):
                told.all_clear.add(manager.id)
                self._write(file, told)
        if who <= told.all_clear or now - told.seen_at > PATIENCE:
            with self._service.transaction() as session:
                put_on_record(session, told, now=now)
            told.cleared_at = now
            self._write(file, told)

    def _write(self, file: IO[str] | None, told: Told) -> None:
        try:
            write(file, told)
        except OSError:
            self._unwritten = told
        else:
            self._unwritten = None

    def _may_try(self, now: datetime) -> bool:
        """Not at each look: what has just failed fails again."""
        if self._tried_at and abs(now - self._tried_at) < TRY_AGAIN:
            return False
        self._tried_at = now
        return True

    def _deliver(self, channel: Channel, phone: str, body: str) -> bool:
        """False when it is worth another try."""
        try:
            deliver(self._service, Order(0, channel, phone, Kind.DATABASE, body))
        except TelephonyError as error:
            return error.permanent
        return True
