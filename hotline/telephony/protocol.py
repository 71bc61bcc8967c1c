"""What the product asks of a telephone network, and what it is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

OVER = {"canceled", "completed", "no-answer", "busy", "failed"}
"""Twilio's words for a call that has ended."""
INBOUND = "inbound"
"""Twilio's word for what somebody else began."""


@dataclass(frozen=True)
class CallAtProvider:
    """A call as the network keeps it. Its times are whole seconds of the network's own clock."""

    sid: str
    from_: str
    to: str
    direction: str
    status: str
    """Twilio's word, as in a status callback."""
    started_at: datetime
    ended_at: datetime | None
    """None while it is under way."""

    @property
    def is_inbound(self) -> bool:
        """Somebody called us: neither an order of ours nor a leg that a caller was passed to."""
        return self.direction == INBOUND


@dataclass(frozen=True)
class MessageAtProvider:
    """A message as the network keeps it."""

    sid: str
    from_: str
    to: str
    body: str
    direction: str
    status: str
    error: str
    """The provider's error number, or empty."""
    sent_at: datetime

    @property
    def is_inbound(self) -> bool:
        return self.direction == INBOUND


@dataclass(frozen=True)
class RecordingAtProvider:
    """A message that a caller has recorded, as the network keeps it."""

    sid: str
    address: str
    """As its webhook would tell it."""
    started_at: datetime


@dataclass(frozen=True)
class Health:
    """How the network answers, as far as this process has seen. One that asks for nothing learns nothing."""

    ok: bool
    since: datetime | None
    """When the present trouble began; None while all is well."""
    last_ok_at: datetime | None
    """When it last answered, be it with a refusal; None: never yet."""


class Telephony(Protocol):
    """Each order and question is a network call; never make one inside a transaction. All raise TelephonyError."""

    def ring(self, number: str, *, answer_url: str, status_url: str, fallback_url: str, seconds: int) -> str:
        """Call this number (E.164); returns the call's SID."""
        ...

    def text(self, number: str, body: str, *, status_url: str) -> str:
        """Send a message; returns its SID."""
        ...

    def call_ourselves(self, number: str, *, answer_url: str) -> str:
        """Call the hotline as `number` would, through the network; returns the SID of that end."""
        ...

    def text_ourselves(self, number: str, body: str) -> str:
        """Send the hotline a message as `number` would."""
        ...

    def hang_up(self, sid: str) -> None:
        """End a call whatever goes on in it."""
        ...

    def stop_ringing(self, sid: str) -> bool:
        """End a call that nobody has answered. True: the line is free; False: somebody is talking on it."""
        ...

    def redirect(self, sid: str, *, url: str) -> None:
        """Let a live call go on with another document."""
        ...

    def ask_account(self) -> None:
        """Ask for our own account, which changes nothing: whether the network answers us at all."""
        ...

    def call(self, sid: str) -> CallAtProvider | None:
        """One call; None when the network knows none of this SID."""
        ...

    def recordings_of(self, sid: str) -> list[RecordingAtProvider]:
        """What was recorded in this call and can be heard, oldest first; nothing of a call that it does not know."""
        ...

    def calls_ordered(self, number: str) -> list[CallAtProvider]:
        """The newest calls that we ordered to this number, those still in the network's queue among them."""
        ...

    def texts_ordered(self, number: str) -> list[MessageAtProvider]:
        """The newest messages that we sent to this number."""
        ...

    def calls_to(self, line: str, *, since: datetime) -> Iterator[list[CallAtProvider]]:
        """Calls to this line of ours that began since then, newest first, page by page."""
        ...

    def texts_to(self, line: str, *, since: datetime) -> Iterator[list[MessageAtProvider]]:
        """Messages to this line of ours since then, newest first, page by page."""
        ...

    def texts_sent(self, *, since: datetime) -> Iterator[list[MessageAtProvider]]:
        """Messages that we have sent since then, newest first, page by page."""
        ...

    def health(self) -> Health:
        """Asks nobody, and never raises."""
        ...
