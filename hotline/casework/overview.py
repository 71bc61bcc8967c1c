"""What stands at the top of a case's page, and what else is known of its callers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from hotline.alerts.opening import newest_alert
from hotline.alerts.unread import READ_WITHIN, first_unread
from hotline.casework.callers import cases_told_of
from hotline.casework.due import NextDue, next_due
from hotline.casework.lines import Line, Names
from hotline.casework.on_the_line import on_the_line
from hotline.models import RUNNING, Alert, Case, Contact, ContactChannel
from hotline.staff.rights import Viewer
from routing.models import Place
from routing.phones import is_withheld, mask
from routing.roster import city

MOST = 10
NUMBERS = 20
"""Telephones of one case that are looked up."""


@dataclass(frozen=True)
class Overview:
    case: Case
    district: str
    """Its name, or the key of a word."""
    place: str | None
    """The newest that a caller named."""
    place_is_here: bool
    """Whether it lies in the district. If not, it is no more than what the caller said."""
    owner: str | None
    alert: Alert | None
    """The one that rings now."""
    due: NextDue
    overdue: bool
    on_the_line: list[Line]
    words: str | None
    """The newest message of a caller."""
    unread_since: datetime | None
    """When the first message came that nobody has read yet."""
    rings_unread_at: datetime | None
    """When officers are rung unless somebody reads it before."""
    recordings: list[Contact]
    """Those who left a recorded message, the newest first."""
    joined_to: str | None
    joined: list[str]
    """Numbers of the duplicates that were joined to it."""


def overview(session: Session, case: Case, names: Names, *, now: datetime) -> Overview:
    cases = cases_told_of(session, case.id)
    alert = newest_alert(session, case.id)
    rings = alert is not None and alert.state in RUNNING
    place = _newest(session, cases, col(Contact.place).is_not(None), Contact.place)
    unread_since = first_unread(session, case.id) if case.unread_at and not rings else None
    due = next_due(case, city(session).targets)
    return Overview(
        case=case,
        district=names.district(case.district),
        place=place,
        place_is_here=_lies_in(session, place, case.district),
        owner=names.officer(case.acknowledged_by) if case.acknowledged_by else None,
        alert=alert if rings else None,
        due=due,
        overdue=due.is_overdue(now=now),
        on_the_line=on_the_line(session, cases, names),
        words=_newest(session, cases, Contact.channel == ContactChannel.SMS, Contact.body),
        unread_since=unread_since,
        rings_unread_at=unread_since and unread_since + READ_WITHIN,
        recordings=_recordings(session, cases),
        joined_to=_number(session, case.joined_to),
        joined=list(session.exec(select(Case.number).where(Case.joined_to == case.id).order_by(col(Case.id))).all()),
    )


def _lies_in(session: Session, place: str | None, district: str | None) -> bool:
    """By the city's places of that name, one of which may reach into several districts."""
    namesakes = session.exec(select(Place).where(Place.name == place)).all()
    return any(district in {one.district, *one.also_in} for one in namesakes)


def _recordings(session: Session, cases: list[int]) -> list[Contact]:
    left = select(Contact).where(
        col(Contact.case_id).in_(cases), col(Contact.recording).is_not(None), col(Contact.ended_at).is_not(None)
    )
    return list(session.exec(left.order_by(col(Contact.id).desc()).limit(MOST)).all())


def _newest(session: Session, cases: list[int], where: ColumnElement[bool] | bool, what: str | None) -> str | None:
    theirs = select(what).where(col(Contact.case_id).in_(cases), where)
    newest: str | None = session.exec(theirs.order_by(col(Contact.id).desc()).limit(1)).first()
    return newest


def _number(session: Session, case_id: int | None) -> str | None:
    return session.get_one(Case, case_id).number if case_id else None


@dataclass(frozen=True)
class Caller:
    """A telephone from which this case was told."""

    contact: int
    number: str
    """Masked."""
    withheld: bool
    contacts: int


def callers(session: Session, case: Case) -> list[Caller]:
    theirs = (
        select(Contact.caller, func.max(Contact.id), func.count())
        .where(col(Contact.case_id).in_(cases_told_of(session, case.id)))
        .group_by(Contact.caller)
        .order_by(func.max(Contact.id).desc())
        .limit(NUMBERS)
    )
    return [Caller(newest, mask(number), is_withheld(number), count) for number, newest, count in session.exec(theirs)]


@dataclass(frozen=True)
class Before:
    """Other cases told by the same telephones."""

    count: int
    visible: list[Case]
    """Those that the viewer may see, newest first."""


def other_cases(session: Session, viewer: Viewer, case: Case) -> Before:
    own = cases_told_of(session, case.id)
    told = select(Contact.caller).where(col(Contact.case_id).in_(own)).group_by(col(Contact.caller))
    newest = told.order_by(func.max(Contact.id).desc()).limit(NUMBERS)
    known = [number for number in session.exec(newest).all() if not is_withheld(number)]
    others = select(Contact.case_id).where(col(Contact.caller).in_(known), col(Contact.case_id).not_in(own)).distinct()
    count = session.exec(select(func.count()).select_from(others.subquery())).one()
    seen = select(Case).where(col(Case.id).in_(others), viewer.sees())
    return Before(
        count, list(session.exec(seen.order_by(col(Case.opened_at).desc()).limit(MOST)).all()) if count else []
    )
