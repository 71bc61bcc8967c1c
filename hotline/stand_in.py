"""Does the watch loop's work while no watch process does: the other processes look for themselves."""

import logging
from datetime import timedelta

from hotline.heartbeats import Part, last_beat
from hotline.service import Service
from hotline.watch import Watch

log = logging.getLogger(__name__)

SILENCE = timedelta(seconds=5)
"""Shorter than a step of any policy, longer than a watch process takes to be started again."""


class StandIn:
    """Looks when the scheduler is silent. Several that look are harmless, since every row is claimed."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._watch: Watch | None = None

    def look(self) -> None:
        if self._someone_looks():
            self._watch = None
            return
        if self._watch is None:
            log.warning("no watch process looks at what is due; this one does until it is back")
            self._watch = Watch(self._service)
        self._watch.tick()

    def _someone_looks(self) -> bool:
        with self._service.transaction() as session:
            last = last_beat(session, Part.SCHEDULER)
        return last is not None and self._service.clock.now() - last <= SILENCE
