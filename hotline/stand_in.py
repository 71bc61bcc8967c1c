"""Does the watch loop's work while no watch process does: the other processes look for themselves."""

import logging
from datetime import datetime, timedelta

from hotline.heartbeats import Part, last_beat
from hotline.service import Service
from hotline.watch import Watch

log = logging.getLogger(__name__)

SILENCE = timedelta(seconds=1.25)
"""A watch that is well looks every half second. With our own look that makes less than 2 s, which no step may be late;
to stand in for one that is only slow does no harm."""
WORTH_TELLING = timedelta(seconds=5)
"""A watch process that is started again takes less."""


class StandIn:
    """Looks when the scheduler is silent. Several that look are harmless, since every row is claimed."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._watch: Watch | None = None
        self._is_told = False

    def look(self) -> None:
        now = self._service.clock.now()
        silence = self._silence(now)
        if silence <= SILENCE:
            self._watch, self._is_told = None, False
            return
        if silence > WORTH_TELLING and not self._is_told:
            log.warning("no watch process looks at what is due; this one does until it is back")
            self._is_told = True
        self._watch = self._watch or Watch(self._service)
        self._watch.tick()

    def _silence(self, now: datetime) -> timedelta:
        with self._service.transaction() as session:
            last = last_beat(session, Part.SCHEDULER, now=now)
        return now - last if last else timedelta.max
