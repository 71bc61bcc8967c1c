"""Asks RQ to run a job by name. The queue only says "look now": the row tells what is to be done.

Wake-ups are gathered in the session and leave after its commit; a rollback drops them. A wake-up that never
leaves or never arrives delays its work by about a second, until the watch loop finds the row.
"""

import logging
import time
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from sqlmodel import Session

log = logging.getLogger(__name__)

QUEUE = "hotline"
SECONDS_TO_LIVE = 30  # an older wake-up is of no use: the watch loop has done its work long since
PAUSE_AFTER_FAILURE = 5.0
_GATHERED = "wakeups"


@dataclass(frozen=True)
class Wakeup:
    """Run `hotline.jobs.<job>` for the row with this id."""

    job: str
    row: int


@dataclass(frozen=True)
class Backlog:
    jobs: int
    oldest_seconds: float
    """How long the oldest job has waited; 0 when that is not known."""


def ask(session: Session, job: str, row: int) -> None:
    """Ask for `hotline.jobs.<job>(row)` once this session's transaction has committed."""
    session.info.setdefault(_GATHERED, []).append(Wakeup(job, row))


def gathered(session: Session) -> list[Wakeup]:
    """Take out what was asked for in this session, each once, in order."""
    return list(dict.fromkeys(session.info.pop(_GATHERED, [])))


def connect_redis(url: str, *, seconds: float) -> Redis:
    """A Redis connection on which nothing takes longer than `seconds`, since others wait for it."""
    return Redis.from_url(url, socket_timeout=seconds, socket_connect_timeout=seconds, retry=Retry(NoBackoff(), 0))


def connect_worker_redis(url: str) -> Redis:
    """A worker blocks while it waits for jobs, so its own time-outs apply."""
    return Redis.from_url(url, socket_connect_timeout=2, health_check_interval=10)


class WakeupQueue:
    """Sends wake-ups to RQ. Never raises: without Redis the watch loop does the work.

    `sender` runs what send_soon is given: a Redis that hangs must not hold up a caller's answer.
    """

    def __init__(self, redis: Redis, sender: Executor) -> None:
        self._redis = redis
        self._sender = sender
        self._queue = Queue(QUEUE, connection=redis)
        self._away_until = 0.0

    def send_soon(self, wakeups: list[Wakeup]) -> None:
        """Enqueue these jobs without waiting for it."""
        if wakeups:
            self._sender.submit(self.send, wakeups)

    def send(self, wakeups: list[Wakeup]) -> bool:
        """Enqueue these jobs; False when the queue did not take them."""
        if not wakeups or time.monotonic() < self._away_until:
            return not wakeups
        try:
            self._queue.enqueue_many([self._prepare(wakeup) for wakeup in wakeups])
        except RedisError as error:
            self._away_until = time.monotonic() + PAUSE_AFTER_FAILURE
            log.warning("the queue is away (%s); the watch loop does its work", type(error).__name__)
            return False
        return True

    def ping(self) -> None:
        """Raises RedisError when the queue does not answer."""
        self._redis.ping()

    def backlog(self) -> "Backlog":
        """What waits in the queue. Raises RedisError when it does not answer."""
        oldest = self._queue.get_job_ids(0, 1)
        job = self._queue.fetch_job(oldest[0]) if oldest else None
        waiting_since = job.enqueued_at if job else None
        age = (datetime.now(UTC) - waiting_since).total_seconds() if waiting_since else 0.0
        return Backlog(jobs=self._queue.count, oldest_seconds=age)

    def _prepare(self, wakeup: Wakeup):  # type: ignore[no-untyped-def]  # RQ's EnqueueData has no types
        return Queue.prepare_data(
            f"hotline.jobs.{wakeup.job}",
            (wakeup.row,),
            timeout=SECONDS_TO_LIVE,
            ttl=SECONDS_TO_LIVE,
            result_ttl=0,
            failure_ttl=3600,
        )
