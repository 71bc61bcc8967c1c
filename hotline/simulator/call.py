"""One leg of a call: the network on this side, a telephone on the other."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from hotline.simulator.mailbox import Mailbox
from hotline.simulator.requests import Request

GEOGRAPHY = {
    f"{side}{part}": "" for side in ("From", "To", "Caller", "Called") for part in ("City", "State", "Zip", "Country")
}
API_VERSION = "2010-04-01"
DIALLABLE = re.compile(r"\+[1-9]\d{3,14}|\d{3,6}")
"""E.164, or a short code such as 111 as a national carrier connects it."""


def new_sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


class Status(StrEnum):
    QUEUED = "queued"
    INITIATED = "initiated"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"


ENDED = frozenset({Status.COMPLETED, Status.BUSY, Status.FAILED, Status.NO_ANSWER, Status.CANCELED})


class Direction(StrEnum):
    INBOUND = "inbound"
    API = "outbound-api"
    DIAL = "outbound-dial"


@dataclass(frozen=True)
class Inline:
    """A document that came with the order instead of at an address."""

    twiml: str


Step = Request | Inline


class Link(Protocol):
    """What joins two legs; see `bridge.Bridge`."""

    was_connected: bool

    def ready(self, call: "Call") -> None: ...

    def leave(self, call: "Call") -> None: ...


class Happening:
    """Something that a leg is told; see `happenings`."""


@dataclass(frozen=True)
class Subscription:
    """Where status callbacks go, and for which events."""

    request: Request
    events: frozenset[str]


@dataclass(eq=False)
class Call:
    """`phone` is the telephone at the far end: the caller's for an inbound call, else the one that was called."""

    account_sid: str
    from_: str
    to: str
    direction: Direction
    phone: str
    mailbox: Mailbox[Happening]
    created_at: datetime
    parent: "Call | None" = None
    subscription: Subscription | None = None
    fallback: Request | None = None
    sid: str = field(default_factory=lambda: new_sid("CA"))
    status: Status = Status.QUEUED
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sequence: int = 0
    link: Link | None = None
    talking_with: "Call | None" = None
    awaits: str = ""
    """What the network wants of the human now: keys, speech, both, or nothing."""

    @property
    def live(self) -> bool:
        return self.status not in ENDED

    @property
    def seconds(self) -> int:
        """Billed duration; 0 for a call that was never answered."""
        if self.answered_at is None or self.ended_at is None:
            return 0
        return max(round((self.ended_at - self.answered_at).total_seconds()), 0)

    def params(self) -> Mapping[str, str]:
        """The parameters that go along with every request about this call."""
        named = {
            "CallSid": self.sid,
            "AccountSid": self.account_sid,
            "From": self.from_,
            "To": self.to,
            "Caller": self.from_,
            "Called": self.to,
            "CallStatus": self.status.value,
            "ApiVersion": API_VERSION,
            "Direction": self.direction.value,
        }
        parent = {"ParentCallSid": self.parent.sid} if self.parent else {}
        return {**GEOGRAPHY, **named, **parent}
