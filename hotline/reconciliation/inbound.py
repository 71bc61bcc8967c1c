"""Calls and texts to us: opens what no webhook has told of, and ends what has ended.

Everything goes through the intake, as if its webhook had come late, so that doing it twice, or while the webhook
comes after all, changes nothing.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.intake import belated
from hotline.models import Contact, ContactChannel, ContactState, Found
from hotline.safety import safely
from hotline.service import Service
from hotline.telephony import CallAtProvider, MessageAtProvider
from routing.models import District
from webhooks.events import IncomingCall, IncomingText, StatusChanged
from webhooks.forms import Form

log = logging.getLogger(__name__)

LONG_CALLS = 100
"""Calls that began before the window and are still open here; each is looked up by itself."""


@dataclass(frozen=True)
class Window:
    """What is looked at: from `since` on, and opened if it began until `until`; what is younger is just being told."""

    since: datetime
    until: datetime


def reconcile_calls(service: Service, window: Window) -> None:
    """Raises TelephonyError when the network can't be asked."""
    for line in _our_lines(service):
        for page in service.telephony.calls_to(line, since=window.since):
            calls = [call for call in page if call.is_inbound]
            for call in _missing_calls(service, calls, window):
                safely(_open_call, service, call)
            _end_calls(service, calls)
    _end_calls(service, _look_up_long_calls(service, window))


def reconcile_texts(service: Service, window: Window) -> None:
    """Raises TelephonyError when the network can't be asked."""
    for line in _our_lines(service):
        for page in service.telephony.texts_to(line, since=window.since):
            texts = [text for text in page if text.is_inbound and text.sent_at <= window.until]
            known = _known(service, [text.sid for text in texts])
            for text in sorted(texts, key=lambda text: text.sent_at):
                if text.sid not in known:
                    safely(_open_text, service, text)


def _our_lines(service: Service) -> list[str]:
    """The hotline's number, and the lines that districts have: some of those may be callers' own, and bring nothing."""
    with service.transaction() as session:
        lines = [line for lines in session.exec(select(District.lines)).all() for line in lines]
    return list(dict.fromkeys([service.number, *lines]))


def _missing_calls(service: Service, calls: list[CallAtProvider], window: Window) -> list[CallAtProvider]:
    """Callers who are still on the line first, then the oldest."""
    known = _known(service, [call.sid for call in calls])
    missing = [call for call in calls if call.sid not in known and call.started_at <= window.until]
    return sorted(missing, key=lambda call: (call.ended_at is not None, call.started_at))


def _known(service: Service, sids: list[str]) -> set[str]:
    with service.transaction() as session:
        return set(session.exec(select(Contact.sid).where(col(Contact.sid).in_(sids))).all())


def _open_call(service: Service, call: CallAtProvider) -> None:
    log.warning("a call of which no webhook told was found at the telephone network")
    belated(service, Found.PROVIDER, call.started_at).incoming_call(_incoming(call))


def _open_text(service: Service, text: MessageAtProvider) -> None:
    log.warning("a text of which no webhook told was found at the telephone network")
    said = [("MessageSid", text.sid), ("From", text.from_), ("To", text.to), ("Body", text.body)]
    incoming = IncomingText.parse(Form(said))  # safe to store, like one that comes by itself
    belated(service, Found.PROVIDER, text.sent_at).incoming_text(incoming)


def _end_calls(service: Service, calls: Iterable[CallAtProvider]) -> None:
    ended = {call.sid: call for call in calls if call.ended_at is not None}
    with service.transaction() as session:
        still_open = _open_contacts(session, list(ended))
    for contact in still_open:
        safely(end_call_as_there, service, contact, ended[contact.sid])


def _open_contacts(session: Session, sids: list[str]) -> list[Contact]:
    open_calls = select(Contact).where(Contact.state == ContactState.OPEN, Contact.channel == ContactChannel.VOICE)
    return list(session.exec(open_calls.where(col(Contact.sid).in_(sids))).all())


def end_call_as_there(service: Service, contact: Contact, call: CallAtProvider) -> None:
    """At the moment that the network tells; its whole seconds may lie before our own first sign of the call."""
    ended_at = max(call.ended_at or contact.started_at, contact.started_at)
    status = StatusChanged.said(call.sid, call.status)
    belated(service, Found.PROVIDER, ended_at).call_status(_incoming(call), status)


def _look_up_long_calls(service: Service, window: Window) -> list[CallAtProvider]:
    with service.transaction() as session:
        long_calls = session.exec(
            select(Contact.sid)
            .where(
                Contact.state == ContactState.OPEN,
                Contact.channel == ContactChannel.VOICE,
                col(Contact.started_at) < window.since,
            )
            .order_by(col(Contact.started_at))
            .limit(LONG_CALLS)
        ).all()
    found = (service.telephony.call(sid) for sid in long_calls)
    return [call for call in found if call is not None]


def _incoming(call: CallAtProvider) -> IncomingCall:
    return IncomingCall(sid=call.sid, caller=call.from_, called=call.to, is_inbound=True)
