"""The rows that every figure counts: one for each contact, case and alert of a scope, with what is measured of it.

A measure of a row is three columns: `<measure>_due` whether anything was to be reached, `<measure>_seconds` after how
long it was (null: it has not been), and `<measure>_age` for how long it has been waited for, as long as it still can
be reached in time (null: it is over). A row whose time is not known so never counts as within a target.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, cast, func, literal, or_, select, type_coerce
from sqlalchemy.types import Date, DateTime, Float, Integer, Text
from sqlmodel import col

from hotline.models import (
    NO_CASE,
    Alert,
    AlertState,
    Case,
    CaseEvent,
    CaseState,
    Contact,
    ContactChannel,
    ContactState,
    Disposition,
    Notification,
    Outcome,
    Purpose,
)
from hotline.reports.scope import Scope
from routing.models import CITY_DESK

Rows = Select[*tuple[Any, ...]]
Expression = Any
"""A column, or what is made of columns."""

GREETING = timedelta(seconds=5)
"""Who hangs up sooner, though the place is known and nothing is asked, has not heard the greeting to its end."""
NOTHING_TO_DO = (*NO_CASE, Disposition.DUPLICATE)
"""A case that ended so needed no action: it is left out of the time to the first one, and counted beside."""


class Ending(StrEnum):
    """What became of a contact; each has exactly one."""

    OFFICER = "officer"
    ELSEWHERE = "elsewhere"
    MESSAGE = "message"
    EARLY = "early"
    WAITING = "waiting"
    UNRECORDED = "unrecorded"
    OPEN = "open"
    TEXT = "text"


def _ending() -> ColumnElement[str]:
    is_early = or_(col(Contact.waiting_since).is_(None), col(Contact.ended_at) - col(Contact.started_at) < GREETING)
    return case(
        (col(Contact.channel) == ContactChannel.SMS, Ending.TEXT),
        (and_(col(Contact.answered_at).is_not(None), col(Contact.answered_by).is_not(None)), Ending.OFFICER),
        (col(Contact.answered_at).is_not(None), Ending.ELSEWHERE),
        (col(Contact.outcome) == Outcome.MESSAGE_LEFT, Ending.MESSAGE),
        (col(Contact.state) == ContactState.OPEN, Ending.OPEN),
        (col(Contact.found).is_not(None), Ending.UNRECORDED),
        (is_early, Ending.EARLY),
        else_=Ending.WAITING,
    )


def contact_rows(scope: Scope, *, now: datetime) -> Rows:
    district = func.coalesce(col(Case.district), col(Contact.district), CITY_DESK)
    by_officer = and_(col(Contact.channel) == ContactChannel.VOICE, col(Contact.answered_by).is_not(None))
    is_open = and_(col(Contact.state) == ContactState.OPEN, col(Contact.answered_at).is_(None))
    rows: Rows = select(
        col(Contact.id),
        col(Contact.channel),
        col(Contact.started_at).label("at"),
        *_when_and_where(col(Contact.started_at), district, scope),
        _ending().label("ending"),
        (col(Contact.channel) == ContactChannel.VOICE).label("answer_due"),
        case((by_officer, _seconds(col(Contact.answered_at), col(Contact.started_at)))).label("answer_seconds"),
        case((is_open, _seconds(_moment(now), col(Contact.started_at)))).label("answer_age"),
        col(Contact.case_id),
        col(Case.number),
    ).outerjoin(Case, col(Case.id) == col(Contact.case_id))
    if scope.channel:
        rows = rows.where(col(Contact.channel) == scope.channel)
    return _within(rows.where(col(Contact.drill).is_(False)), col(Contact.started_at), district, scope)


def case_rows(scope: Scope, *, now: datetime) -> Rows:
    district = func.coalesce(col(Case.district), CITY_DESK)
    opened, is_open = col(Case.opened_at), col(Case.state) != CaseState.CLOSED
    needs_action = or_(col(Case.disposition).is_(None), col(Case.disposition).not_in(NOTHING_TO_DO))
    age = case((is_open, _seconds(_moment(now), opened)))
    rows: Rows = select(
        col(Case.id),
        col(Case.number),
        col(Case.urgency),
        col(Case.state),
        col(Case.disposition),
        opened.label("at"),
        *_when_and_where(opened, district, scope),
        literal(True).label("acknowledge_due"),
        _seconds(col(Case.acknowledged_at), opened).label("acknowledge_seconds"),
        age.label("acknowledge_age"),
        needs_action.label("first_action_due"),
        case((needs_action, _seconds(col(Case.first_action_at), opened))).label("first_action_seconds"),
        age.label("first_action_age"),
    )
    rows = rows.where(_began_by(scope.channel)) if scope.channel else rows
    return _within(rows.where(col(Case.drill).is_(False)), opened, district, scope)


def alert_rows(scope: Scope) -> Rows:
    """`escalated`: it went beyond the first step; `exhausted`: beyond the last."""
    district = func.coalesce(col(Case.district), CITY_DESK)
    # asked of the few that began anew only, one by one: a plan for all of them at once reads every notification
    highest = select(func.max(col(Notification.step))).where(
        col(Notification.alert_id) == col(Alert.id), col(Notification.purpose) == Purpose.ALERT
    )
    went_on = case((col(Alert.round) == 1, False), else_=highest.scalar_subquery() > 1)
    ran_out = select(col(CaseEvent.id)).where(
        col(CaseEvent.what) == "alert.state",
        col(CaseEvent.after) == AlertState.EXHAUSTED,
        col(CaseEvent.subject) == col(Alert.id),
    )
    rows: Rows = select(
        col(Alert.id),
        col(Alert.opened_at).label("at"),
        *_when_and_where(col(Alert.opened_at), district, scope),
        case((col(Alert.step) > 1, True), else_=went_on).label("escalated"),
        or_(col(Alert.state) == AlertState.EXHAUSTED, ran_out.exists()).label("exhausted"),
        col(Alert.case_id),
        col(Case.number),
    ).join(Case, col(Case.id) == col(Alert.case_id))
    rows = rows.where(_began_by(scope.channel)) if scope.channel else rows
    return _within(rows.where(col(Case.drill).is_(False)), col(Alert.opened_at), district, scope)


def _began_by(channel: ContactChannel) -> ColumnElement[bool]:
    """A case is of the channel of its first contact."""
    first = select(col(Contact.channel)).where(col(Contact.case_id) == col(Case.id))
    return first.order_by(col(Contact.id)).limit(1).scalar_subquery() == channel


def _when_and_where(at: Expression, district: Expression, scope: Scope) -> tuple[Any, ...]:
    local = func.timezone(scope.zone, at)
    return (
        cast(local, Date).label("day"),
        cast(func.date_part("hour", local), Integer).label("hour"),
        type_coerce(district, Text).label("district"),
    )


def _within(rows: Rows, at: Expression, district: Expression, scope: Scope) -> Rows:
    rows = rows.where(at >= scope.since, at < scope.until)
    if scope.district is not None:
        rows = rows.where(district == scope.district)
    if scope.hour is not None:
        rows = rows.where(func.date_part("hour", func.timezone(scope.zone, at)) == scope.hour)
    return rows


def _moment(now: datetime) -> ColumnElement[datetime]:
    return literal(now, DateTime(timezone=True))


def _seconds(later: Expression, earlier: Expression) -> ColumnElement[float]:
    """Unknown (null) stays unknown. Never less than nothing: clocks of two machines may differ."""
    length = cast(func.date_part("epoch", later - earlier), Float)
    return case((length < 0, 0.0), else_=length)
