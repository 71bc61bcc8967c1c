"""The RQ worker: takes wake-ups from one queue and does them in its own process.

SimpleWorker does not fork: a job starts in about 2 ms with a warm connection pool. What that costs in
isolation, the watch loop gives back: it does whatever a dead worker has left.
"""

import logging
import time
from types import FrameType

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker

from hotline import jobs
from hotline.embedded import redis_url
from hotline.loops import running
from hotline.service import assemble
from hotline.settings import Settings
from hotline.upkeep import worker_loops
from hotline.wakeups import QUEUE, connect_worker_redis

log = logging.getLogger(__name__)

PAUSE_WITHOUT_REDIS = 1.0
WORKER_SECONDS_TO_LIVE = 20
"""RQ waits for jobs 15 s less than that at a time, and notices after 10 s more that a Redis is frozen."""


class PersistentWorker(SimpleWorker):
    """Ends when it is told to, and for no other reason: RQ's own also quits when Redis forgets it or hangs."""

    max_connection_wait_time = 2.0
    told_to_stop = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self.told_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


def run(settings: Settings) -> None:
    """Work until told to stop; waits for a Redis that is away."""
    service = assemble(settings)
    jobs.install(service)
    with running(worker_loops(service)):
        _work(settings)


def _work(settings: Settings) -> None:
    redis = connect_worker_redis(settings.redis_url or redis_url(settings.hotline_home))
    while not _work_while_possible(redis):
        time.sleep(PAUSE_WITHOUT_REDIS)


def _work_while_possible(redis: Redis) -> bool:
    """Whether it was told to stop; False when Redis has failed it."""
    worker = None
    try:
        worker = PersistentWorker(
            [Queue(QUEUE, connection=redis)],
            connection=redis,
            worker_ttl=WORKER_SECONDS_TO_LIVE,
            log_job_description=False,
        )
        worker.work(logging_level="WARNING")
    except RedisError as error:
        log.warning("Redis is away (%s); the watch loop does the work meanwhile", type(error).__name__)
    return worker is not None and worker.told_to_stop
