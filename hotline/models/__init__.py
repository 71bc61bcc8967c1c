"""What is written down: tables, the states of their rows, and the log."""

from hotline.models.health import Alarm, AlarmNotice, Heartbeat
from hotline.models.log import CaseEvent, event
from hotline.models.states import (
    RUNNING,
    AlertState,
    CaseState,
    ContactChannel,
    ContactState,
    DrillState,
    Found,
    NotificationState,
    Outcome,
    Purpose,
    Stage,
    Urgency,
)
from hotline.models.tables import Alert, Case, Contact, Drill, Notification

__all__ = [
    "RUNNING",
    "Alarm",
    "AlarmNotice",
    "Alert",
    "AlertState",
    "Case",
    "CaseEvent",
    "CaseState",
    "Contact",
    "ContactChannel",
    "ContactState",
    "Drill",
    "DrillState",
    "Found",
    "Heartbeat",
    "Notification",
    "NotificationState",
    "Outcome",
    "Purpose",
    "Stage",
    "Urgency",
    "event",
]
