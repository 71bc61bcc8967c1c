"""The watch process: looks, sleeps until the next row is due, and looks again."""

import logging
import threading
from datetime import datetime, timedelta

from hotline.heartbeats import Part, Pulse
from hotline.loops import running
from hotline.service import Service, assemble
from hotline.settings import Settings
from hotline.upkeep import watch_loops
from hotline.watch import Watch

log = logging.getLogger(__name__)

LONGEST_SLEEP = timedelta(seconds=0.5)
"""A new row is seen after that at the latest, also when nothing was enqueued for it."""


def run(settings: Settings, stop: threading.Event | None = None) -> None:
    """Watch until told to stop. A database that is away is asked again and again."""
    stop = stop or threading.Event()
    service = assemble(settings)
    with running(watch_loops(service)):
        _look_until(stop, service)


def _look_until(stop: threading.Event, service: Service) -> None:
    watch, pulse = Watch(service), Pulse(service, Part.SCHEDULER)
    while not stop.is_set():
        upcoming = None
        try:
            upcoming = watch.tick()
            pulse.beat()
        except Exception as error:  # whatever it is: the next look must come
            log.error("the watch loop could not look: %s", type(error).__name__)
        stop.wait(_pause(upcoming, service.clock.now()).total_seconds())


def _pause(upcoming: datetime | None, now: datetime) -> timedelta:
    """Until the next row is due, but never so long that a row written meanwhile would wait."""
    until_due = upcoming - now if upcoming else LONGEST_SLEEP
    return max(min(until_due, LONGEST_SLEEP), timedelta(0))
