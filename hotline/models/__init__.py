"""What is written down: tables, the states of their rows, and the log."""

from hotline.models.casework import Callback, CaseMessage, CaseNote, CasePerson, Draft, PhoneTest
from hotline.models.health import Alarm, AlarmNotice, Heartbeat
from hotline.models.log import CaseEvent, event
from hotline.models.staff import Access, Account, ApiToken, OneTimeCode, PushSubscription, SignIn, SignInFailure
from hotline.models.states import (
    RUNNING,
    AlertState,
    CallbackState,
    CaseState,
    ContactChannel,
    ContactState,
    Disposition,
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
    "Access",
    "Account",
    "Alarm",
    "AlarmNotice",
    "Alert",
    "AlertState",
    "ApiToken",
    "Callback",
    "CallbackState",
    "Case",
    "CaseEvent",
    "CaseMessage",
    "CaseNote",
    "CasePerson",
    "CaseState",
    "Contact",
    "ContactChannel",
    "ContactState",
    "Disposition",
    "Draft",
    "Drill",
    "DrillState",
    "Found",
    "Heartbeat",
    "Notification",
    "NotificationState",
    "OneTimeCode",
    "Outcome",
    "PhoneTest",
    "Purpose",
    "PushSubscription",
    "SignIn",
    "SignInFailure",
    "Stage",
    "Urgency",
    "event",
]
