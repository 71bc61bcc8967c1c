"""Recorded messages of which no webhook has told: a child has said everything, and nobody would know of it.

Whoever comes to the beep may speak, and all that tells of it may be lost. So the network is asked once a call has
ended, a few times, since a recording takes its time to be ready. What is found goes through the intake, as if its
webhook had come late.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect
from sqlmodel import Session, col, func, select

from hotline.intake import belated
from hotline.models import CaseEvent, Contact, ContactChannel, ContactState, Found, Stage
from hotline.safety import safely
from hotline.service import Service
from hotline.telephony import RecordingAtProvider
from webhooks.events import IncomingCall

log = logging.getLogger(__name__)

ASKED_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""How long after the end of a call the network is asked; then no more. Webhooks come within seconds."""
LOOKS_BACK = timedelta(hours=48)
"""To calls that began since then: everything may have been off for long."""
MOST_AT_ONCE = 100
"""Calls of one look; the others are asked about at the next one."""


@dataclass(frozen=True)
class _Call:
    """One that has ended, and of which a recording may be missing."""

    contact: int
    sid: str
    ended_at: datetime

    def times_due(self, now: datetime) -> int:
        """How often it should have been asked about by now."""
        return sum(self.ended_at + wait <= now for wait in ASKED_AFTER)


class LostRecordings:
    """One process's search. It keeps in mind how often it should have asked about which call, so that a look that
    failed is made up for, and one after a long pause asks once. Any number of processes may search at once.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._asked: dict[int, int] = {}

    def look(self, *, now: datetime) -> None:
        """Raises TelephonyError when the network can't be asked."""
        for call in self._due(now):
            found = self._service.telephony.recordings_of(call.sid)
            self._asked[call.contact] = call.times_due(now)
            for recording in found:
                safely(_keep, self._service, call, recording)

    def _due(self, now: datetime) -> list[_Call]:
        """Those about whom nothing was asked yet first, then those that ended first."""
        with self._service.transaction() as session:
            ended = _ended_at_the_beep(session, since=now - LOOKS_BACK)
        self._asked = {call.contact: self._asked.get(call.contact, 0) for call in ended}
        due = [call for call in ended if call.times_due(now) > self._asked[call.contact]]
        return sorted(due, key=lambda call: (self._asked[call.contact], call.ended_at))[:MOST_AT_ONCE]


def _ended_at_the_beep(session: Session, *, since: datetime) -> list[_Call]:
    """Calls that came to the beep more often than was recorded, as far as is known. As the log tells it: where a call
    has ended, its row no longer says how far it came.
    """
    calls = select(Contact.id, Contact.sid, Contact.ended_at).where(
        Contact.channel == ContactChannel.VOICE,
        Contact.state == ContactState.ENDED,
        col(Contact.started_at) > since,
        _lines("contact.stage", CaseEvent.after == Stage.MESSAGE) > _lines("contact.recording"),
    )
    return [_Call(contact, sid, ended_at) for contact, sid, ended_at in session.exec(calls).all() if ended_at]


def _lines(what: str, *where: ColumnElement[bool] | bool) -> ScalarSelect[int]:
    lines = select(func.count()).where(
        CaseEvent.case_id == Contact.case_id, CaseEvent.subject == Contact.id, CaseEvent.what == what, *where
    )
    return lines.correlate(Contact).scalar_subquery()


def _keep(service: Service, call: _Call, recording: RecordingAtProvider) -> None:
    log.warning("a recorded message of which no webhook told was found at the telephone network")
    told = IncomingCall(sid=call.sid, caller="", called="", is_inbound=True)  # written down already
    belated(service, Found.PROVIDER, recording.started_at).recording_ready(told, recording.address)
