"""What is due: the columns that say so, asked all at once, and the rows behind them in the order of their need."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, ScalarSelect, SQLColumnExpression, bindparam, case, exists
from sqlmodel import Session, col, func, select

from hotline.alerts.stepping_aside import RUNNING_DRILLS
from hotline.casework.machines import is_on_machine
from hotline.contacts import is_live
from hotline.drills.report import GIVEN_UP_AT
from hotline.models import (
    RUNNING,
    Alert,
    Callback,
    CallbackState,
    Case,
    CaseMessage,
    Contact,
    ContactState,
    Drill,
    DrillState,
    Notification,
    NotificationState,
    OfficerText,
    PhoneTest,
)
from hotline.notifications import on_line
from hotline.queued import is_due
from hotline.rosters import phone_tests
from hotline.wakeups import Wakeup
from routing.models import Channel

MOST_AT_ONCE = 500
EVER = datetime(1970, 1, 1, tzinfo=UTC)
_AFTER = bindparam("after", type_=DateTime(timezone=True))


def _earliest(moment: SQLColumnExpression[Any], *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.min(moment)).where(moment > _AFTER, *where).scalar_subquery()


_OVER_BUT_ON_LINE = (
    col(Drill.state).in_([DrillState.DONE, DrillState.STEPPED_ASIDE])
    & exists().where(col(Contact.id) == col(Drill.contact_id), col(Contact.state) == ContactState.OPEN)
)  # fmt: skip
_NEXT = select(
    func.least(
        _earliest(col(Alert.next_step_at), col(Alert.state).in_(RUNNING)),
        _earliest(
            func.greatest(col(Notification.send_after), col(Notification.claimed_until)),
            col(Notification.state) == NotificationState.QUEUED,
        ),
        _earliest(col(Case.nothing_done_at)),
        _earliest(col(Case.unread_at)),
        _earliest(col(Notification.hang_up_after)),
        _earliest(col(Notification.line_stale_at), on_line()),
        _earliest(
            func.greatest(col(Callback.send_after), col(Callback.claimed_until)),
            col(Callback.state) == CallbackState.QUEUED,
        ),
        _earliest(col(Callback.send_after), is_on_machine()),
        _earliest(col(Callback.stale_at), col(Callback.ended_at).is_(None)),
        _earliest(
            func.greatest(col(CaseMessage.send_after), col(CaseMessage.claimed_until)),
            col(CaseMessage.state) == NotificationState.QUEUED,
        ),
        _earliest(col(PhoneTest.send_after), col(PhoneTest.state) == NotificationState.QUEUED),
        _earliest(
            func.greatest(col(OfficerText.send_after), col(OfficerText.claimed_until)),
            col(OfficerText.state) == NotificationState.QUEUED,
        ),
        _earliest(col(Contact.recall_after)),
        _earliest(col(Contact.stale_at), col(Contact.state) == ContactState.OPEN),
        _earliest(col(Drill.placed_at), _OVER_BUT_ON_LINE),
        _earliest(GIVEN_UP_AT, RUNNING_DRILLS),
    )
)
"""Made once, since it is asked twice a second for as long as the service runs."""


def next_moment(session: Session, *, after: datetime = EVER) -> datetime | None:
    """The first moment later than `after` at which something is due, be it long past; None while nothing is planned."""
    moment: datetime | None = session.exec(_NEXT, params={"after": after}).one()
    return moment


def due_work(session: Session, now: datetime) -> Iterator[Wakeup]:
    """Whatever is to be done now: calls and texts first, then the next steps.

    After a power cut there may be much at once: who waits on the line comes first, then who has waited longest.
    """
    hang_ups = select(Notification.id).where(col(Notification.hang_up_after) <= now)
    recalls = select(Contact.id).where(col(Contact.recall_after) <= now)
    sends = (
        select(Notification.id)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(is_due(Notification, now))
        .order_by(_in_turn(), _no_live_caller(), col(Alert.opened_at), col(Notification.id))
    )
    drills = select(Drill.id).where(_OVER_BUT_ON_LINE)
    steps = select(Alert.id).where(col(Alert.state).in_(RUNNING), col(Alert.next_step_at) <= now)
    untouched = select(Case.id).where(col(Case.nothing_done_at) <= now)
    unread = select(Case.id).where(col(Case.unread_at) <= now)
    queries = {
        "recall": recalls.order_by(col(Contact.recall_after)),
        "send": sends,
        "escalate": steps.order_by(_no_live_caller(), col(Alert.opened_at)),
        "ring_if_unread": unread.order_by(col(Case.unread_at)),
        "ring_if_nothing_done": untouched.order_by(col(Case.nothing_done_at)),
        "end_drill": drills.order_by(col(Drill.id)),
        "leave_machine": select(Callback.id).where(is_on_machine(), col(Callback.send_after) <= now),
        "call_back": select(Callback.id).where(is_due(Callback, now)).order_by(col(Callback.send_after)),
        "send_message": select(CaseMessage.id).where(is_due(CaseMessage, now)).order_by(col(CaseMessage.send_after)),
        "test_phone": select(PhoneTest.id).where(phone_tests.is_due(now)).order_by(col(PhoneTest.send_after)),
        "text_officer": select(OfficerText.id)
        .where(is_due(OfficerText, now))
        .order_by(col(OfficerText.send_after), col(OfficerText.id)),
        "hang_up": hang_ups.order_by(col(Notification.hang_up_after)),
    }
    for job, query in queries.items():
        yield from (Wakeup(job, row) for row in session.exec(query.limit(MOST_AT_ONCE)))


def _in_turn() -> ColumnElement[int]:
    """Calls, then texts; what a browser shows counts for nothing."""
    return case({Channel.CALL: 0, Channel.SMS: 1}, value=col(Notification.channel), else_=2)


def _no_live_caller() -> ColumnElement[bool]:
    """Sorts the alerts of those who wait on the line before all others: false comes before true."""
    return ~exists().where(col(Contact.case_id) == col(Alert.case_id), is_live())
