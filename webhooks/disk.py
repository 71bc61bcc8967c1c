"""Puts webhooks by on a disk that may be slow, full or hanging, while somebody waits for an answer."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from prometheus_client import Counter

from webhooks.backing import Spool
from webhooks.kept import Arrival

log = logging.getLogger(__name__)

PUT_BY = Counter("hotline_webhooks_put_by_total", "Webhooks that were put by on disk, to be taken in later")

THREADS = 4
MOST_WRITES = 2000
"""Webhooks in memory that wait for a disk which hangs; more are not accepted, and the network repeats them."""


class Disk:
    """Belongs to one event loop."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._threads = ThreadPoolExecutor(THREADS, "spool")
        self._writing: set[asyncio.Future[None]] = set()

    def __len__(self) -> int:
        """How many are being written."""
        return len(self._writing)

    async def put_by(self, arrival: Arrival, seconds: float) -> bool:
        """Whether it is safe on disk now. A disk that is slow goes on writing while the caller hears a voice."""
        if len(self) >= MOST_WRITES:
            log.error("a webhook could not be put by: too many wait for the disk")
            return False
        writing = asyncio.get_running_loop().run_in_executor(self._threads, self._spool.keep, arrival)
        self._writing.add(writing)
        writing.add_done_callback(self._finish)
        try:
            await asyncio.wait_for(asyncio.shield(writing), seconds)
        except TimeoutError:
            log.error("a webhook is not on disk in time")
            return False
        except OSError:  # logged by `_finish`, which also hears of one that fails too late
            return False
        PUT_BY.inc()
        return True

    def _finish(self, writing: "asyncio.Future[None]") -> None:
        self._writing.discard(writing)
        if not writing.cancelled() and (error := writing.exception()):
            log.error("a webhook could not be put by: %s", type(error).__name__)
