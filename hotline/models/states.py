"""The states that things go through, and the kinds they are of."""

from enum import StrEnum


class ContactChannel(StrEnum):
    VOICE = "voice"
    SMS = "sms"


class ContactState(StrEnum):
    OPEN = "open"
    ENDED = "ended"


class Stage(StrEnum):
    """Where a live caller is in the phone script. TALKING is with an officer, TALKING_ELSEWHERE with desk or 111."""

    ASKING = "asking"
    WAITING = "waiting"
    DESK = "desk"
    NATIONAL = "national"
    MESSAGE = "message"
    TALKING = "talking"
    TALKING_ELSEWHERE = "talking_elsewhere"
    DONE = "done"


class Outcome(StrEnum):
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    MESSAGE_LEFT = "message_left"
    RECEIVED = "received"


class CaseState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Urgency(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"


class AlertState(StrEnum):
    RINGING = "ringing"
    ACKNOWLEDGED = "acknowledged"
    EXHAUSTED = "exhausted"
    CANCELLED = "cancelled"


RUNNING = (AlertState.RINGING, AlertState.EXHAUSTED)
"""The alert still demands a human."""
RUNNING_SQL = "('ringing', 'exhausted')"


class NotificationState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Purpose(StrEnum):
    """What a notification tells the officer."""

    ALERT = "alert"
    NEWS = "news"
    MOVED = "moved"
    """The case is another district's now."""
    TAKEN_OVER = "taken_over"
    """A colleague has the case now."""
    JOIN = "join"
    """The officer has accepted at the console; this call puts them through to the caller who waits."""


class CallbackState(StrEnum):
    """Where a call back to a caller is."""

    QUEUED = "queued"
    RINGING_OFFICER = "ringing_officer"
    RINGING_CALLER = "ringing_caller"
    CONNECTED = "connected"
    ENDED = "ended"
    FAILED = "failed"


class Disposition(StrEnum):
    """What a contact turned out to be, or how a case ended."""

    HELPED = "helped"
    REFERRED = "referred"
    ADVICE = "advice"
    SILENT = "silent"
    HANG_UP = "hang_up"
    PRANK = "prank"
    WRONG_NUMBER = "wrong_number"
    TEST = "test"
    DUPLICATE = "duplicate"


NO_CASE = (
    Disposition.SILENT,
    Disposition.HANG_UP,
    Disposition.PRANK,
    Disposition.WRONG_NUMBER,
    Disposition.ADVICE,
    Disposition.TEST,
)
"""What turned out to be no case: nothing was to be done for a child."""


class DrillState(StrEnum):
    PLACED = "placed"
    RUNNING = "running"
    DONE = "done"
    STEPPED_ASIDE = "stepped_aside"


class Found(StrEnum):
    """How a contact came to us, when its own webhook did not bring it."""

    SPOOL = "spool"
    """Kept on the web process's disk while the database was away."""
    PROVIDER = "provider"
    """Listed by the telephone network; no webhook of it ever arrived."""
