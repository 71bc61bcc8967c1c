"""Takes in what was put by on disk once the database answers: as if each webhook came again, at its true time."""

import logging
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from hotline.intake import belated
from hotline.models import Found
from hotline.service import Service
from hotline.spool import SpooledFile
from hotline.spool.content import Unreadable, read
from hotline.spool.turns import Subject, Turns
from routing.phones import is_withheld
from webhooks.answers import TryAgain
from webhooks.kept import Arrival, take

log = logging.getLogger(__name__)

REPLAY_SECONDS = 0.25
LOOK_AGAIN_SECONDS = 1.0
"""However much waits: others may have come meanwhile."""
THREADS = 4
HELD_SECONDS = 0.3
"""How long news of a call waits for what another process takes in of it. That one may be frozen; then the news goes
first, since a call that is written down late, or out of order, is better than one that nobody answers."""
TRIES = 10
"""An event that fails so often, for a reason of its own, is put aside for a person to look at."""
FIRST_PAUSE = 0.5
"""Seconds until a failed event is tried again; twice as long each time, four minutes in all."""


class Replay:
    """Several may run at once, in any number of processes: each file has one of them, and each event one row."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._spool = service.spool
        self._failures: Counter[SpooledFile] = Counter()
        self._not_before: dict[SpooledFile, float] = {}
        self._numbers: dict[SpooledFile, str] = {}

    def keep(self, arrival: Arrival) -> None:
        """Put it by. Raises OSError."""
        self._spool.keep(arrival)

    def run(self) -> None:
        """Take in all that waits, each number in its turn, and what tells of one call in its order."""
        self._spool.tidy()
        while self._work_for(LOOK_AGAIN_SECONDS):
            pass

    def _work_for(self, seconds: float) -> bool:
        """Whether something is left for which the time was too short."""
        waiting = self._spool.waiting()
        self._numbers = {file: number for file in waiting if (number := self._numbers.get(file)) is not None}
        turns, until = Turns(waiting, self._number_of), time.monotonic() + seconds
        if turns:
            with ThreadPoolExecutor(THREADS, "replay") as threads:
                at_work = [threads.submit(self._work, turns, until) for _ in range(THREADS)]
            for one in at_work:
                one.result()
        return bool(turns) and not self._service.database.is_away

    def _work(self, turns: Turns, until: float) -> None:
        while time.monotonic() < until and not self._service.database.is_away and turns.take(self._take_in_order):
            pass

    def _number_of(self, file: SpooledFile) -> str:
        """Who calls or writes; nobody known for a number that is withheld, or a file that can't be read."""
        if file not in self._numbers:
            try:
                number = read(self._spool.peek(file)).number
            except (OSError, Unreadable):
                number = ""
            self._numbers[file] = "" if is_withheld(number) else number
        return self._numbers[file]

    def catch_up(self, sid: str) -> None:
        """Take in what waits of this call or message, since more of it has just come. Raises nothing."""
        try:
            self._take_in_order(self._spool.waiting(sid), wait=HELD_SECONDS)
        except Exception as error:
            log.error("what was put by of a call could not be taken in yet: %s", type(error).__name__)

    def _take_in_order(self, files: Subject, *, wait: float = 0) -> None:
        """What follows on an event that can't be taken in yet waits for it."""
        for file in files:
            if self._service.database.is_away or not self._take(file, wait=wait):
                return

    def _take(self, file: SpooledFile, *, wait: float) -> bool:
        """Whether it is in the database now, or can never be. `wait` so many seconds for another who takes it in."""
        if time.monotonic() < self._not_before.get(file, 0):
            return False
        try:
            return self._claim_and_take(file, wait=wait)
        except OSError as error:  # the disk fails, or the file is another user's
            return self._failed(file, error)

    def _claim_and_take(self, file: SpooledFile, *, wait: float) -> bool:
        with self._spool.claimed(file, wait=wait) as content:
            if content is None:
                return not self._spool.has(file)
            try:
                self._take_in(read(content))
            except Unreadable:
                self._refuse(file, "unreadable")
            except Exception as error:
                return self._failed(file, error)
            else:
                self._spool.remove(file)
        self._forget(file)
        return True

    def _take_in(self, arrival: Arrival) -> None:
        receiver = belated(self._service, Found.SPOOL, arrival.at)
        try:
            take(receiver, arrival)
        except TryAgain:
            take(receiver, arrival)

    def _failed(self, file: SpooledFile, error: Exception) -> bool:
        """Whether it is given up. That the database is away or busy is no fault of the event."""
        if self._service.database.is_away or _is_busy(error):
            return False
        self._failures[file] += 1
        if self._failures[file] < TRIES:
            self._not_before[file] = time.monotonic() + FIRST_PAUSE * 2 ** (self._failures[file] - 1)
            return False
        self._refuse(file, type(error).__name__)
        self._forget(file)
        return True

    def _refuse(self, file: SpooledFile, why: str) -> None:
        self._spool.refuse(file)
        log.error("an event of kind %s can't be taken in (%s): see %s", file.webhook, why, self._spool.refused)

    def _forget(self, file: SpooledFile) -> None:
        self._failures.pop(file, None)
        self._not_before.pop(file, None)


def _is_busy(error: BaseException) -> bool:
    cause = error.__cause__ if isinstance(error, TryAgain) else error
    return isinstance(cause, OperationalError | NoConnection)
