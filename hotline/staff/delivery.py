"""Brings a one-time code to the officer's telephone: as a text, or by a call that reads it to whoever presses a key."""

from hotline import texts
from hotline.alarms.line import is_wanted_by_a_child
from hotline.code_lines import RING_SECONDS
from hotline.models import OneTimeCode, SignIn
from hotline.safety import safely
from hotline.service import Service
from hotline.staff import codes
from hotline.staff.keyring import Keyring
from routing.models import Channel, Officer
from routing.roster import city


def send_code(service: Service, keyring: Keyring, sign_in: SignIn, officer: Officer, channel: Channel) -> Channel:
    """Make and send a code; returns how, since a child's call never finds the line busy with one of ours.

    Raises Wait when enough were sent, TelephonyError when the network did not take it.
    """
    now = service.clock.now()
    with service.transaction() as session:
        row, code = codes.make(session, keyring, sign_in, now=now)
        if is_wanted_by_a_child(session, officer.id):
            channel = Channel.SMS
        body = texts.CODE_TEXT(code=code)
        body = body if city(session).accents else texts.without_marks(body)
    if channel == Channel.CALL and _call(service, officer, row):
        return Channel.CALL
    service.telephony.text(officer.phone, body, status_url=service.addresses.code_status)
    return Channel.SMS


def _call(service: Service, officer: Officer, row: OneTimeCode) -> bool:
    """False when a child has come meanwhile, who could not know of this call: it is hung up.

    The address names the row, which is worth nothing without the network's signature; the code is in no log.
    """
    document = service.addresses.code(row.id)
    sid = service.telephony.ring(
        officer.phone,
        answer_url=document,
        status_url=service.addresses.code_status,
        fallback_url=document,
        seconds=RING_SECONDS,
    )
    with service.transaction() as session:
        session.get_one(OneTimeCode, row.id).sid = sid
    with service.transaction() as session:  # asked only once the call can be seen by whoever rings for a child
        is_wanted = is_wanted_by_a_child(session, officer.id)
    if is_wanted:
        safely(service.telephony.hang_up, sid)
    return not is_wanted
