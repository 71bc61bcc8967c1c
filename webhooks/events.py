"""What the telephone network tells us, as typed values. Whatever a form holds, these are safe to store."""

from dataclasses import dataclass
from enum import StrEnum

from webhooks.forms import Form

LONGEST_MESSAGE = 20_000
"""Signs kept of one message; Twilio delivers 1,600 at most."""
LONGEST_SID = 64


class MissingSid(ValueError):
    """The network always names the call or message; a form that does not can't be kept apart from others."""


@dataclass(frozen=True)
class IncomingCall:
    """A caller's call; every webhook about it says again who calls whom."""

    sid: str
    caller: str
    called: str
    is_inbound: bool
    is_over: bool = False
    """The caller has hung up already, and nobody hears the answer."""

    @classmethod
    def parse(cls, form: Form) -> "IncomingCall":
        return cls(
            sid=call_sid(form),
            caller=_number(form, "From", "Caller"),
            called=_number(form, "To", "Called"),
            is_inbound=not form.text("Direction", longest=40).startswith("outbound"),
            is_over=_LINE_STATES.get(form.text("CallStatus", longest=40)) in _OVER,
        )


@dataclass(frozen=True)
class PlaceAnswer:
    """What the caller keyed or said when asked where they are; both empty when nothing came."""

    attempt: int
    digits: str
    speech: str

    @classmethod
    def parse(cls, form: Form, attempt: int) -> "PlaceAnswer":
        return cls(
            attempt=attempt,
            digits=form.text("Digits", longest=32),
            speech=form.text("SpeechResult", longest=LONGEST_MESSAGE),
        )

    @property
    def is_silent(self) -> bool:
        return not self.digits and not self.speech


@dataclass(frozen=True)
class DialEnded:
    """Somebody whom a caller was passed to has answered and hung up, or has not answered."""

    answered: bool
    seconds: int

    @classmethod
    def parse(cls, form: Form) -> "DialEnded":
        status = form.text("DialCallStatus")
        return cls(
            answered=status in {"completed", "answered"} and form.text("DialBridged") != "false",
            seconds=form.number("DialCallDuration"),
        )


NOT_DIALLED = DialEnded(answered=False, seconds=0)
"""Nobody has been dialled yet."""


class LineState(StrEnum):
    """How far a call or message has come. Unknown words from the network count as still under way."""

    UNDER_WAY = "under way"
    ANSWERED = "answered"
    ENDED = "ended"
    UNANSWERED = "unanswered"
    FAILED = "failed"
    CANCELLED = "cancelled"


_LINE_STATES = {
    "in-progress": LineState.ANSWERED,
    "answered": LineState.ANSWERED,
    "completed": LineState.ENDED,
    "busy": LineState.UNANSWERED,
    "no-answer": LineState.UNANSWERED,
    "failed": LineState.FAILED,
    "undelivered": LineState.FAILED,
    "canceled": LineState.CANCELLED,
}
_OVER = {LineState.ENDED, LineState.UNANSWERED, LineState.FAILED, LineState.CANCELLED}


@dataclass(frozen=True)
class StatusChanged:
    """A status callback of a call or message. Callbacks come late, twice, and in any order."""

    sid: str
    state: LineState
    word: str
    error: str

    @classmethod
    def of_call(cls, form: Form) -> "StatusChanged":
        return cls._read(form, call_sid(form), form.text("CallStatus", longest=40))

    @classmethod
    def of_text(cls, form: Form) -> "StatusChanged":
        return cls._read(form, message_sid(form), form.text("MessageStatus", "SmsStatus", longest=40))

    @classmethod
    def _read(cls, form: Form, sid: str, word: str) -> "StatusChanged":
        return cls.said(sid, word, form.text("ErrorCode", "SipResponseCode", longest=40))

    @classmethod
    def said(cls, sid: str, word: str, error: str = "") -> "StatusChanged":
        """The same from anywhere else: `word` is the network's, such as no-answer; `error` its number."""
        return cls(sid=sid, state=_LINE_STATES.get(word, LineState.UNDER_WAY), word=word, error=error)


@dataclass(frozen=True)
class IncomingText:
    sid: str
    sender: str
    called: str
    body: str

    @classmethod
    def parse(cls, form: Form) -> "IncomingText":
        return cls(
            sid=message_sid(form),
            sender=_number(form, "From"),
            called=_number(form, "To"),
            body=form.text("Body", longest=LONGEST_MESSAGE),
        )


def call_sid(form: Form) -> str:
    return _sid(form, "CallSid")


def parent_sid(form: Form) -> str:
    """Of the call for which this one was dialled."""
    return _sid(form, "ParentCallSid")


def message_sid(form: Form) -> str:
    return _sid(form, "MessageSid", "SmsSid", "SmsMessageSid")


def _sid(form: Form, *names: str) -> str:
    sid = form.text(*names, longest=LONGEST_SID + 1)
    if not sid or len(sid) > LONGEST_SID:
        raise MissingSid(f"{names[0]} is missing or longer than {LONGEST_SID} signs.")
    return sid


def _number(form: Form, *names: str) -> str:
    return form.text(*names, longest=64)
