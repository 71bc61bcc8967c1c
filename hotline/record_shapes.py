"""Rows as records: what `hotline show` and the API tell of each. Numbers are masked unless they are revealed."""

from datetime import UTC, datetime
from typing import Any

from hotline.models import Alert, Case, Contact, Notification
from routing.phones import mask

Record = dict[str, Any]


def contact_record(contact: Contact, case: str | None, *, reveal: bool = False) -> Record:
    return {
        "id": contact.id,
        "channel": contact.channel,
        "sid": contact.sid,
        "from": _number(contact.caller, reveal),
        "to": _number(contact.called, reveal),
        "district": contact.district,
        "place": contact.place,
        "case": case,
        "state": contact.state,
        "stage": contact.stage,
        "outcome": contact.outcome,
        "has_recording": contact.recording is not None,
        "started_at": moment(contact.started_at),
        "answered_at": moment(contact.answered_at),
        "answered_by": contact.answered_by,
        "ended_at": moment(contact.ended_at),
        "disposition": contact.disposition,
        "found": contact.found,
        "drill": contact.drill,
    }


def case_record(case: Case, contacts: list[int]) -> Record:
    return {
        "id": case.id,
        "number": case.number,
        "state": case.state,
        "urgency": case.urgency,
        "district": case.district,
        "opened_at": moment(case.opened_at),
        "acknowledged_at": moment(case.acknowledged_at),
        "acknowledged_by": case.acknowledged_by,
        "first_action_at": moment(case.first_action_at),
        "arrived_at": moment(case.arrived_at),
        "child_safe_at": moment(case.child_safe_at),
        "closed_at": moment(case.closed_at),
        "closed_by": case.closed_by,
        "disposition": case.disposition,
        "contacts": contacts,
        "drill": case.drill,
    }


def alert_record(alert: Alert, case: str) -> Record:
    return {
        "id": alert.id,
        "case": case,
        "state": alert.state,
        "step": alert.step,
        "turn": alert.turn,
        "round": alert.round,
        "next_step_at": moment(alert.next_step_at),
        "opened_at": moment(alert.opened_at),
        "acknowledged_at": moment(alert.acknowledged_at),
        "acknowledged_by": alert.acknowledged_by,
    }


def notification_record(row: Notification, *, reveal: bool = False) -> Record:
    return {
        "id": row.id,
        "alert": row.alert_id,
        "round": row.round,
        "step": row.step,
        "turn": row.turn,
        "officer": row.officer,
        "phone": _number(row.phone, reveal),
        "channel": row.channel,
        "purpose": row.purpose,
        "state": row.state,
        "sid": row.sid,
        "attempts": row.attempts,
        "error": row.error,
        "created_at": moment(row.created_at),
        "sent_at": moment(row.sent_at),
        "ended_at": moment(row.ended_at),
    }


def _number(number: str, reveal: bool) -> str:
    return number if reveal else mask(number)


def moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
