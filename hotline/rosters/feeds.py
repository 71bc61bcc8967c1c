"""An officer's hours as a calendar (RFC 5545) that their telephone reads by itself, under a secret address."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from sqlmodel import Session, select

from hotline import texts
from hotline.models import Account
from hotline.rosters.own_hours import OwnHours, own_entries
from routing.models import CITY_DESK, District, Officer
from routing.roster import can_be_rung, city

AHEAD = timedelta(days=60)
BEHIND = timedelta(days=1)
"""A shift that has just ended does not vanish while its officer still looks at it."""
REFRESH = timedelta(hours=1)


def address_of(session: Session, officer: str, *, secret_key: str, anew: bool = False) -> str:
    """The path of this officer's calendar; made at its first use. `anew`: the old one is good no longer."""
    account = session.get(Account, officer, with_for_update=True) or Account(officer=officer)
    if anew or account.calendar is None:
        account.calendar = secrets.token_urlsafe(16)
        session.add(account)
        session.flush()
    return f"/console/roster/feeds/{officer}/{_secret(officer, account.calendar, secret_key)}.ics"


def feed(
    session: Session, officer_id: str, secret: str, *, secret_key: str, language: str, now: datetime
) -> bytes | None:
    """The calendar; None unless the secret is this officer's present one and they still work here."""
    if "\x00" in officer_id:  # which the database takes for nobody's id
        return None
    account = session.get(Account, officer_id)
    expected = _secret(officer_id, account.calendar if account and account.calendar else "", secret_key)
    is_right = hmac.compare_digest(expected.encode(), secret.encode())
    officer = session.exec(select(Officer).where(Officer.id == officer_id, can_be_rung())).first()
    if not is_right or account is None or account.calendar is None or officer is None:
        return None
    return bytes(_calendar(session, officer, language, now=now).to_ical())


def _secret(officer: str, nonce: str, secret_key: str) -> str:
    """Without SECRET_KEY a copy of the database opens no calendar."""
    return hmac.new(secret_key.encode(), f"calendar {officer} {nonce}".encode(), hashlib.sha256).hexdigest()


def _calendar(session: Session, officer: Officer, language: str, *, now: datetime) -> Calendar:
    names = dict(session.exec(select(District.code, District.name)).all()) | {CITY_DESK: texts.CITY_DESK(language)}
    calendar = Calendar()
    calendar.add("prodid", f"-//Child protection hotline//roster//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts.CALENDAR(language, officer=officer.name))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    zone = ZoneInfo(city(session).timezone)
    today = now.astimezone(zone).date()
    for duty in own_entries(session, officer.id, first=today - BEHIND, last=today + AHEAD, zone=zone):
        summary = texts.CALENDAR_ENTRY(language, district=names[duty.district], tier=str(duty.tier))
        calendar.add_component(_event(officer, duty, summary, zone, now))
    calendar.add_missing_timezones()
    return calendar


def _event(officer: Officer, duty: OwnHours, summary: str, zone: tzinfo, now: datetime) -> Event:
    event = Event()
    start = duty.start.astimezone(UTC)
    event.add("uid", f"{officer.id}-{duty.district}-{duty.tier}-{start:%Y%m%dT%H%M%SZ}@hotline")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", duty.start.astimezone(zone))
    event.add("dtend", duty.end.astimezone(zone))
    event.add("summary", summary)
    return event
