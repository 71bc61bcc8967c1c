"""What managers read and hear of an alarm: what is wrong, where and since when; nothing about any child."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from hotline import texts
from hotline.alarms.trouble import Kind
from hotline.last_known import Roster
from hotline.messages import district_name, short_name
from hotline.models import Alarm
from routing.models import CITY_DESK, City, Officer
from routing.roster import city


def alarm_text(session: Session, alarm: Alarm, *, all_clear: bool, now: datetime) -> str:
    """At most two segments of a text; fits a locked screen."""
    where = city(session)
    language = where.languages[0]
    since = _local(where, alarm.since or alarm.raised_at, now)
    what = texts.ALARM_WHAT[alarm.kind](language, subject=_subject(session, alarm, language), since=since)
    return _sentence(where, language, what, all_clear=all_clear, now=now)


def database_text(roster: Roster, since: datetime, *, all_clear: bool, now: datetime) -> str:
    """The same about the database, with what is known of the city on this machine's disk."""
    what = texts.ALARM_WHAT[Kind.DATABASE](roster.language, since=_local(roster, since, now))
    return _sentence(roster, roster.language, what, all_clear=all_clear, now=now)


def _sentence(where: City | Roster, language: str, what: str, *, all_clear: bool, now: datetime) -> str:
    sentence = texts.ALARM_OVER_TEXT if all_clear else texts.ALARM_TEXT
    body = sentence(language, what=what, time=_local(where, now, now))
    return body if where.accents else texts.without_marks(body)


def alarm_call(kind: str) -> str:
    """What an alarm's call says. Needs no database, which may be what is wrong."""
    what = texts.ALARM_CALL_WHAT.get(kind, texts.ALARM_CALL_WHAT[Kind.PART])
    return texts.ALARM_CALL("vi", what=what("vi"))


def _subject(session: Session, alarm: Alarm, language: str) -> str:
    """The subject as people call it."""
    name = alarm.subject
    if alarm.kind == Kind.PART:
        name = texts.ALARM_PARTS[alarm.subject](language)
    elif alarm.kind == Kind.UNCOVERED:
        is_desk = alarm.subject == CITY_DESK
        name = texts.CITY_DESK(language) if is_desk else short_name(district_name(session, alarm.subject, language))
    elif alarm.kind == Kind.NUMBER:
        officer = session.get(Officer, alarm.subject)
        name = officer.name if officer else alarm.subject
    elif alarm.kind == Kind.FLOOD:
        one = texts.ONE_CALLER(language, number=alarm.subject)
        name = one if alarm.subject else texts.MANY_CALLERS(language)
    return name


def _local(where: City | Roster, moment: datetime, now: datetime) -> str:
    zone = ZoneInfo(where.timezone)
    local = moment.astimezone(zone)
    return local.strftime("%H:%M" if local.date() == now.astimezone(zone).date() else "%H:%M %d/%m")
