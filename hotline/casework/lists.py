"""Lists of cases: one's own open ones, and all that one may see, page by page."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, col, exists, select

from hotline.alerts.unread import first_unread
from hotline.casework.due import NextDue, due_at, next_due
from hotline.clock import midnight
from hotline.models import Case, CaseState, Contact
from hotline.staff.rights import Viewer
from routing.models import CITY_DESK
from routing.roster import city

PAGE = 50
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
DAY, RECENT = timedelta(days=1), timedelta(hours=24)
LONGEST_NUMBER = 10
"""Digits of a row's number."""
LONGEST_MOMENT = 17
"""Digits of microseconds since 1970; those of the year 5138 still fit."""


@dataclass(frozen=True)
class Row:
    case: Case
    due: NextDue
    overdue: bool
    is_unread: bool
    """A caller has written, and nobody has read it yet."""


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    after: str | None
    """Where the next page begins; None: this is the last one."""


@dataclass(frozen=True)
class Filter:
    state: str = "unfinished"
    """'unfinished', 'open', 'untaken', 'acknowledged', 'closed' or 'all'."""
    district: str = ""
    """A code, 'city' for the city desk; '' for all."""
    day: date | None = None
    """In the city's time; None: any."""


def my_open_cases(session: Session, viewer: Viewer, *, now: datetime) -> list[Row]:
    """What is due first comes first; not more than a PAGE of them."""
    mine = select(Case).where(Case.acknowledged_by == viewer.id, Case.state == CaseState.ACKNOWLEDGED)
    by_need = mine.order_by(due_at(city(session).targets).nulls_last(), col(Case.opened_at), col(Case.id))
    return _rows(session, list(session.exec(by_need.limit(PAGE)).all()), now=now)


def cases_page(session: Session, viewer: Viewer, wanted: Filter, *, after: str, zone: tzinfo, now: datetime) -> Page:
    """Newest first. `after` is a Page's; anything else begins at the first page."""
    query = select(Case).where(viewer.sees(), *_where(wanted, zone, now=now))
    if key := _key(after):
        query = query.where(tuple_(col(Case.opened_at), col(Case.id)) < tuple_(*key))
    newest = query.order_by(col(Case.opened_at).desc(), col(Case.id).desc()).limit(PAGE + 1)
    found = list(session.exec(newest).all())
    last = found[PAGE - 1] if len(found) > PAGE else None
    following = f"{(last.opened_at - EPOCH) // MICROSECOND},{last.id}" if last else None
    return Page(_rows(session, found[:PAGE], now=now), following)


def find_number(session: Session, typed: str) -> str:
    """The case number that somebody means: '42' is short for 'CT-0042'."""
    word = typed.strip().upper()
    is_short = word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER
    return f"{city(session).case_prefix}-{int(word):04d}" if is_short else word


def is_untaken(*, now: datetime) -> ColumnElement[bool]:
    """Of a Case and a Contact of it: the contact is of the last day, and nobody has taken the case."""
    return (col(Contact.started_at) > now - RECENT) & (col(Case.state) == CaseState.OPEN) & ~col(Case.drill)


def _where(wanted: Filter, zone: tzinfo, *, now: datetime) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.state == "unfinished":
        where.append(col(Case.state) != CaseState.CLOSED)
    elif wanted.state == "untaken":
        where.append(exists().where(col(Contact.case_id) == col(Case.id), is_untaken(now=now)))
    elif wanted.state != "all":
        where.append(col(Case.state) == wanted.state)
    if wanted.district:
        is_desk = wanted.district == CITY_DESK
        where.append(col(Case.district).is_(None) if is_desk else col(Case.district) == wanted.district)
    if wanted.day:
        where += [
            col(Case.opened_at) >= midnight(wanted.day, zone),
            col(Case.opened_at) < midnight(wanted.day + DAY, zone),
        ]
    return where


def _key(after: str) -> tuple[datetime, int] | None:
    moment, _, row = after.partition(",")
    if not (moment.isascii() and moment.isdigit() and row.isascii() and row.isdigit()):
        return None
    if len(moment) > LONGEST_MOMENT or len(row) > LONGEST_NUMBER or int(row) >= 2**31:
        return None
    return EPOCH + int(moment) * MICROSECOND, int(row)


def _rows(session: Session, cases: list[Case], *, now: datetime) -> list[Row]:
    targets = city(session).targets
    return [_row(session, case, next_due(case, targets), now=now) for case in cases]


def _row(session: Session, case: Case, due: NextDue, *, now: datetime) -> Row:
    is_unread = case.unread_at is not None and first_unread(session, case.id) is not None
    return Row(case, due, overdue=due.is_overdue(now=now), is_unread=is_unread)
