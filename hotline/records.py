"""Rows as plain records for people and other programs: the JSON of `hotline show` (blueprint's contract).

Times are ISO 8601 in UTC with Z; unknown is null; telephone numbers are masked unless they are revealed.
`only` are the ids of the cases to tell about; None: everything.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from hotline.models import Alarm, AlarmNotice, Alert, Case, CaseEvent, Contact, Notification, NotificationState
from hotline.record_shapes import Record, alert_record, case_record, contact_record, moment, notification_record

Only = Collection[int] | None
BATCH = 500
"""Rows read at once, so that a year of contacts needs no memory of its own."""


def contacts(session: Session, *, reveal: bool = False, only: Only = None) -> Iterator[Record]:
    rows = (
        select(Contact, Case.number)
        .outerjoin(Case, col(Case.id) == col(Contact.case_id))
        .where(_among(only, Contact.case_id))
        .order_by(col(Contact.started_at), col(Contact.id))
        .execution_options(yield_per=BATCH)
    )
    for contact, number in session.exec(rows):
        yield contact_record(contact, number, reveal=reveal)


def cases(session: Session, *, reveal: bool = False, only: Only = None) -> Iterator[Record]:
    del reveal  # a case holds no number
    members: dict[int, list[int]] = {}
    for case_id, contact in session.exec(
        select(Contact.case_id, Contact.id)
        .where(col(Contact.case_id).is_not(None), _among(only, Contact.case_id))
        .order_by(col(Contact.id))
    ):
        members.setdefault(case_id or 0, []).append(contact)
    for case in session.exec(select(Case).where(_among(only, Case.id)).order_by(col(Case.opened_at), col(Case.id))):
        yield case_record(case, members.get(case.id, []))


def alerts(session: Session, *, reveal: bool = False, only: Only = None) -> Iterator[Record]:
    del reveal
    rows = (
        select(Alert, Case.number)
        .join(Case, col(Case.id) == col(Alert.case_id))
        .where(_among(only, Alert.case_id))
        .order_by(col(Alert.opened_at), col(Alert.id))
    )
    for alert, number in session.exec(rows):
        yield alert_record(alert, number)


def notifications(session: Session, *, reveal: bool = False, only: Only = None) -> Iterator[Record]:
    rows = (
        select(Notification)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(_among(only, Alert.case_id))
        .order_by(col(Notification.created_at), col(Notification.id))
    )
    for row in session.exec(rows):
        yield notification_record(row, reveal=reveal)


def events(session: Session, *, reveal: bool = False, only: Only = None) -> Iterator[Record]:
    del reveal
    rows = (
        select(CaseEvent, Case.number)
        .outerjoin(Case, col(Case.id) == col(CaseEvent.case_id))
        .where(_among(only, CaseEvent.case_id))
        .order_by(col(CaseEvent.id))
        .execution_options(yield_per=BATCH)
    )
    for line, number in session.exec(rows):
        yield {
            "id": line.id,
            "case": number,
            "at": moment(line.at),
            "what": line.what,
            "subject": line.subject,
            "from": line.before,
            "to": line.after,
            "who": line.who,
            "why": line.why,
        }


def alarms(session: Session, *, reveal: bool = False, only: Only = None) -> Iterator[Record]:
    """What was wrong with the service itself; `told` are the managers whom a notice has reached, at the provider."""
    del reveal, only  # an alarm holds no number, and belongs to no case
    told: dict[int, set[str]] = {}
    sent = select(AlarmNotice.alarm_id, AlarmNotice.officer).where(
        AlarmNotice.state == NotificationState.SENT, col(AlarmNotice.all_clear).is_(False)
    )
    for alarm_id, officer in session.exec(sent):
        told.setdefault(alarm_id, set()).add(officer)
    for alarm in session.exec(select(Alarm).order_by(col(Alarm.raised_at), col(Alarm.id))):
        yield {
            "id": alarm.id,
            "kind": alarm.kind,
            "subject": alarm.subject,
            "since": moment(alarm.since),
            "raised_at": moment(alarm.raised_at),
            "told_at": moment(alarm.told_at),
            "cleared_at": moment(alarm.cleared_at),
            "told": sorted(told.get(alarm.id, set())),
        }


BY_KIND: dict[str, Callable[..., Iterator[Record]]] = {
    "contacts": contacts,
    "cases": cases,
    "alerts": alerts,
    "notifications": notifications,
    "events": events,
    "alarms": alarms,
}


def _among(only: Only, case_id: Any) -> ColumnElement[bool]:
    return true() if only is None else col(case_id).in_(only)
