"""Texts that tell officers of their hours and their account: written down here, sent by `hotline.sending`."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col

from hotline.models import NotificationState, OfficerText
from hotline.texts import Text, without_marks
from hotline.wakeups import ask
from routing.models import Channel, Officer
from routing.roster import city

QUEUED, SENT, FAILED, CANCELLED = (
    NotificationState.QUEUED,
    NotificationState.SENT,
    NotificationState.FAILED,
    NotificationState.CANCELLED,
)
PATIENCE = timedelta(hours=1)
"""How long the network is asked again; a later text tells what everybody knows."""
EVENING, MORNING = time(21), time(7)
"""Nobody is woken in between for what is not soon."""
SOON = timedelta(hours=12)


def write(
    session: Session,
    officers: Iterable[Officer],
    sentence: Text,
    *,
    about: str,
    now: datetime,
    send_after: datetime | None = None,
    **values: str,
) -> None:
    """Tell these of them who read texts, now or from `send_after` on."""
    where = city(session)
    body = sentence(where.languages[0], **values)
    for officer in officers:
        if Channel.SMS not in officer.channels or not officer.active:
            continue
        row = OfficerText(
            officer=officer.id,
            phone=officer.phone,
            about=about,
            body=body if where.accents else without_marks(body),
            created_at=now,
            send_after=send_after or now,
            give_up_at=(send_after or now) + PATIENCE,
        )
        session.add(row)
        session.flush()
        if row.send_after == now:
            ask(session, "text_officer", row.id)


def take_back(session: Session, about: str) -> set[str]:
    """What these texts tell is over. Returns the officers whom they will not reach: nobody need tell them."""
    mine = update(OfficerText).where(col(OfficerText.about) == about, _is_free())
    taken = mine.values(state=CANCELLED, send_after=None).returning(col(OfficerText.officer))
    return set(session.connection().execute(taken).scalars())


def at_a_decent_hour(now: datetime, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When somebody is told of hours that begin then: at once if that is soon, else not at night."""
    local = now.astimezone(zone)
    if starts_at - now < SOON or MORNING <= local.time() < EVENING:
        return now
    day = local.date() + timedelta(days=1 if local.time() >= EVENING else 0)
    return datetime.combine(day, MORNING, zone).astimezone(now.tzinfo)


def _is_free() -> ColumnElement[bool]:
    """Where no process has ever tried to send it."""
    return (col(OfficerText.state) == QUEUED) & (col(OfficerText.attempts) == 0)
