"""The rows that every figure counts: one for each contact, case and alert of a scope, with what is measured of it.

A measure of a row is three columns: `<measure>_due` whether anything was to be reached, `<measure>_seconds` after how
long it was (null: it has not been), and `<measure>_age` for how long it has been waited for, as long as it still can
be reached in time (null: it is over). A row whose time is not known so never counts as within a target.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased
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
)
from hotline.reports.endings import ending_of_contact
from hotline.reports.expressions import Expression, Rows, moment, seconds, when_and_where, within
from hotline.reports.scope import Scope
from routing.models import CITY_DESK

NOTHING_TO_DO = (*NO_CASE, Disposition.DUPLICATE)
"""A case that ended so needed no action: it is left out of the time to the first one, and counted beside."""


def contact_rows(scope: Scope, *, now: datetime) -> Rows:
    recent = aliased(Case)
    district = func.coalesce(_present_district(col(Contact.case_id), recent), col(Contact.district), CITY_DESK)
    by_officer = and_(col(Contact.channel) == ContactChannel.VOICE, col(Contact.answered_by).is_not(None))
    is_open = and_(col(Contact.state) == ContactState.OPEN, col(Contact.answered_at).is_(None))
    rows: Rows = select(
        col(Contact.id),
        col(Contact.channel),
        col(Contact.started_at).label("at"),
        *when_and_where(col(Contact.started_at), district),
        ending_of_contact().label("ending"),
        (col(Contact.channel) == ContactChannel.VOICE).label("answer_due"),
        case((by_officer, seconds(col(Contact.answered_at), col(Contact.started_at)))).label("answer_seconds"),
        case((is_open, seconds(moment(now), col(Contact.started_at)))).label("answer_age"),
        col(Contact.case_id),
        col(Case.number),
    )
    rows = _with_case(rows, col(Contact.case_id), recent, scope)
    if scope.channel:
        rows = rows.where(col(Contact.channel) == scope.channel)
    return within(rows.where(col(Contact.drill).is_(False)), col(Contact.started_at), district, scope)


def case_rows(scope: Scope, *, now: datetime) -> Rows:
    district = func.coalesce(col(Case.district), CITY_DESK)
    opened, is_open = col(Case.opened_at), col(Case.state) != CaseState.CLOSED
    needs_action = or_(col(Case.disposition).is_(None), col(Case.disposition).not_in(NOTHING_TO_DO))
    age = case((is_open, seconds(moment(now), opened)))
    rows: Rows = select(
        col(Case.id),
        col(Case.number),
        col(Case.urgency),
        col(Case.state),
        col(Case.disposition),
        opened.label("at"),
        *when_and_where(opened, district),
        literal(True).label("acknowledge_due"),
        seconds(col(Case.acknowledged_at), opened).label("acknowledge_seconds"),
        age.label("acknowledge_age"),
        needs_action.label("first_action_due"),
        case((needs_action, seconds(col(Case.first_action_at), opened))).label("first_action_seconds"),
        age.label("first_action_age"),
    )
    rows = _of_channel(rows.where(col(Case.drill).is_(False)), scope)
    return within(rows, opened, district, scope)


def alert_rows(scope: Scope) -> Rows:
    """`escalated`: it went beyond the first step; `exhausted`: beyond the last.

    One that rings since nothing was done about a case that somebody has is no demand of a caller, and left out.
    """
    recent = aliased(Case)
    district = func.coalesce(_present_district(col(Alert.case_id), recent), CITY_DESK)
    exhausted = or_(col(Alert.state) == AlertState.EXHAUSTED, _ran_out())
    rows: Rows = select(
        col(Alert.id),
        col(Alert.opened_at).label("at"),
        *when_and_where(col(Alert.opened_at), district),
        or_(col(Alert.step) > 1, _went_on_before(), exhausted).label("escalated"),
        exhausted.label("exhausted"),
        col(Alert.case_id),
        col(Case.number),
    )
    rows = _with_case(rows, col(Alert.case_id), recent, scope)
    rows = within(_of_channel(rows, scope), col(Alert.opened_at), district, scope)
    drill = aliased(Case)
    # few: were each alert's own case asked, every case would be read, also where nothing else is to be known of it
    is_of_drill = exists().where(col(drill.id) == col(Alert.case_id), col(drill.drill))
    return rows.where(~is_of_drill, col(Alert.nothing_done).is_(False))


def _with_case(rows: Rows, case_id: Expression, recent: type[Case], scope: Scope) -> Rows:
    """With the case, and with it once more if it is `recent`. The database leaves out which it is not asked for."""
    is_recent = and_(col(recent.id) == case_id, col(recent.drill).is_(False), col(recent.opened_at) >= scope.since)
    return rows.outerjoin(Case, col(Case.id) == case_id).outerjoin(recent, is_recent)


def _present_district(case_id: Expression, recent: type[Case]) -> ColumnElement[str]:
    """Most were opened in the scope itself: those are read at once, not every case there is, and the others singly."""
    older = aliased(Case)
    looked_up = select(col(older.district)).where(col(older.id) == case_id).scalar_subquery()
    return case((col(recent.id).is_(None), looked_up), else_=col(recent.district))


def _of_channel(rows: Rows, scope: Scope) -> Rows:
    """A case is of the channel of its first contact."""
    return rows.where(col(Case.channel) == scope.channel) if scope.channel else rows


def _ran_out() -> ColumnElement[bool]:
    return _told(col(CaseEvent.what) == "alert.state", col(CaseEvent.after) == AlertState.EXHAUSTED)


def _went_on_before() -> ColumnElement[bool]:
    """Beyond its first step before it began anew, as it does for another district or a further call.

    That is told as the step 0.0, with the one before it ('2.1': the first turn of the second), even if it rang nobody.
    """
    is_beyond = func.split_part(col(CaseEvent.before), ".", 1).not_in(["", "0", "1"])
    return _told(col(CaseEvent.what) == "alert.step", col(CaseEvent.after) == "0.0", is_beyond)


def _told(*what: ColumnElement[bool]) -> ColumnElement[bool]:
    """In the alert's log. Each kind has an index of its own: they are few, and read at once for all alerts."""
    return select(col(CaseEvent.id)).where(col(CaseEvent.subject) == col(Alert.id), *what).exists()
