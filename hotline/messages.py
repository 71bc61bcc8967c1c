"""What officers are told about a case: its number, district and urgency, and nothing about the child."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from hotline import texts
from hotline.models import Alert, Case, Notification, Purpose
from routing.models import City, District
from routing.roster import city

_KINDS = ("Quận ", "Huyện ", "Thị xã ", "Thành phố ")


def officer_call(session: Session, case: Case, alert: Alert) -> str:
    """What an officer hears before any key."""
    language = city(session).languages[0]
    sentence = texts.NOTHING_DONE_CALL if alert.nothing_done else texts.ALERT_CALL
    return _drill(case, language) + sentence(language, **_facts(session, case, language))


def officer_text(session: Session, notification: Notification, alert: Alert, *, now: datetime) -> str:
    """What an officer reads; may stand on a locked screen."""
    where = city(session)
    language = where.languages[0]
    case = session.get_one(Case, alert.case_id)
    is_again = alert.nothing_done and notification.purpose == Purpose.ALERT
    sentence = texts.NOTHING_DONE_TEXT if is_again else texts.OFFICER_TEXT[notification.purpose]
    is_desks = notification.purpose == Purpose.MOVED and case.district is None  # somebody gave it to the desk
    name = texts.CITY_DESK(language) if is_desks else short_name(district_name(session, case.district, language))
    facts = _facts(session, case, language) | {"district": name}
    body = _drill(case, language) + sentence(language, number=case.number, time=local_time(where, now), **facts)
    return body if where.accents else texts.without_marks(body)


def district_name(session: Session, code: str | None, language: str) -> str:
    district = session.get(District, code) if code else None
    return district.name if district else texts.UNKNOWN_DISTRICT(language)


def short_name(district: str) -> str:
    """The name without what kind of district it is: for one segment of a text, and for a list of keys."""
    for kind in _KINDS:
        district = district.removeprefix(kind)
    return district


def _drill(case: Case, language: str) -> str:
    return f"{texts.DRILL(language)} " if case.drill else ""


def _facts(session: Session, case: Case, language: str) -> dict[str, str]:
    return {
        "district": district_name(session, case.district, language),
        "urgency": texts.URGENCY[case.urgency](language),
    }


def local_time(where: City, now: datetime) -> str:
    return now.astimezone(ZoneInfo(where.timezone)).strftime("%H:%M")
