"""Runs a drill from the first ring to its report."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import select

from hotline.alerts.stepping_aside import finish
from hotline.drills.placing import place_drill
from hotline.drills.report import GIVEN_UP_AT, Report, report_on
from hotline.models import ContactChannel, Drill, DrillState
from hotline.service import Service

LOOK_EVERY = 0.25


def run_drill(service: Service, channel: ContactChannel, district: str, *, wait: Callable[[float], object]) -> Report:
    """Place a drill and follow it until all legs are gone, the time is up, or it had to step aside.

    `wait` lets some seconds go by. Raises what `place_drill` raises.
    """
    drill = place_drill(service, channel, district)
    give_up = _give_up_at(service, drill)
    try:
        report = _look(service, drill)
        while not _is_over(report) and service.clock.now() < give_up:
            wait(LOOK_EVERY)
            report = _look(service, drill)
    finally:
        with service.transaction() as session:
            finish(session, drill, DrillState.DONE, now=service.clock.now())
    return _look(service, drill)


def _is_over(report: Report) -> bool:
    return report.complete or report.state in {DrillState.DONE, DrillState.STEPPED_ASIDE}


def _look(service: Service, drill: int) -> Report:
    with service.transaction() as session:
        return report_on(session, drill)


def _give_up_at(service: Service, drill: int) -> datetime:
    with service.transaction() as session:
        return session.exec(select(GIVEN_UP_AT).where(Drill.id == drill)).one()
