"""The RQ worker: takes wake-ups from one queue and does them in its own process.

SimpleWorker does not fork: a job starts in about 2 ms with a warm connection pool. What that costs in
isolation, the watch loop gives back: it does whatever a dead worker has left.
"""

import logging
import time

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
WORKER_SECONDS_TO_LIVE = 30


def run(settings: Settings) -> None:
    """Work until told to stop; waits for a Redis that is away."""
    service = assemble(settings)
    jobs.install(service)
    with running(worker_loops(service)):
        _work(settings)


def _work(settings: Settings) -> None:
    redis = connect_worker_redis(settings.redis_url or redis_url(settings.hotline_home))
    while True:
        try:
            worker = SimpleWorker(
                [Queue(QUEUE, connection=redis)],
                connection=redis,
                worker_ttl=WORKER_SECONDS_TO_LIVE,
                log_job_description=False,
            )
            worker.work(logging_level="WARNING")
            return
        except RedisError as error:
            log.warning("Redis is away (%s); the watch loop does the work meanwhile", type(error).__name__)
            time.sleep(PAUSE_WITHOUT_REDIS)
