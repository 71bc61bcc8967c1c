"""What must not be lost: the webhooks that tell us something, as opposed to those that only ask for a document.

One table serves both who takes them in as they come and who takes them in later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webhooks.events import (
    DialEnded,
    IncomingCall,
    IncomingText,
    PlaceAnswer,
    StatusChanged,
    call_sid,
    message_sid,
    parent_sid,
)
from webhooks.forms import Form
from webhooks.receiver import Receiver

LONGEST_URL = 1000


@dataclass(frozen=True)
class Kept:
    """How one kind of webhook is taken in, and which call or message it tells of."""

    take: Callable[..., str | None]
    """Given the receiver, the form, and what the address said; returns the document that answers it, if any."""
    sid: Callable[[Form], str] = call_sid


@dataclass(frozen=True)
class Arrival:
    """A webhook as it arrived. `webhook` is a name in KEPT, and `at` the moment when it came."""

    webhook: str
    form: Form
    at: datetime
    address: Mapping[str, Any] = field(default_factory=dict)
    """What its address said: a row's number, an attempt, a leg."""

    @property
    def sid(self) -> str:
        """The call or message that it tells of. Raises MissingSid, and KeyError for a name that is not known."""
        return KEPT[self.webhook].sid(self.form)

    @property
    def number(self) -> str:
        """Who calls or writes, as the network says it; '' if it tells of a call or message of ours."""
        return "" if self.webhook in OURS else self.form.text("From", "Caller")


def take(receiver: Receiver, arrival: Arrival) -> str | None:
    """Give it to the product; returns the document that answers it, if it asks for one."""
    return KEPT[arrival.webhook].take(receiver, arrival.form, **arrival.address)


def _of_caller(form: Form) -> str:
    """The caller's call, of a telephone that was dialled for it."""
    return parent_sid(form) if form.text("ParentCallSid") else call_sid(form)


def _place(receiver: Receiver, form: Form, attempt: int) -> str:
    return receiver.place_answered(IncomingCall.parse(form), PlaceAnswer.parse(form, attempt))


def _queue_left(receiver: Receiver, form: Form) -> str:
    return receiver.queue_left(IncomingCall.parse(form), form.text("QueueResult"))


def _dial_ended(receiver: Receiver, form: Form, leg: str) -> str:
    return receiver.dial_ended(IncomingCall.parse(form), leg, DialEnded.parse(form))


def _dialled_in_trouble(receiver: Receiver, form: Form, leg: int) -> str:
    return receiver.dialled_in_trouble(IncomingCall.parse(form), leg, DialEnded.parse(form))


def _fallback_status(receiver: Receiver, form: Form) -> None:
    receiver.fallback_status(parent_sid(form), StatusChanged.of_call(form))


def _screened(receiver: Receiver, form: Form) -> str:
    return receiver.screened(parent_sid(form), form.text("Digits", longest=8))


def _message_left(receiver: Receiver, form: Form) -> str:
    return receiver.message_left(IncomingCall.parse(form), form.text("RecordingUrl", longest=LONGEST_URL))


def _recording_ready(receiver: Receiver, form: Form) -> None:
    receiver.recording_ready(IncomingCall.parse(form), form.text("RecordingUrl", longest=LONGEST_URL))


def _call_status(receiver: Receiver, form: Form) -> None:
    receiver.call_status(IncomingCall.parse(form), StatusChanged.of_call(form))


def _dial_status(receiver: Receiver, form: Form, contact: int) -> None:
    receiver.dial_status(contact, StatusChanged.of_call(form))


def _officer_status(receiver: Receiver, form: Form, notification: int) -> None:
    receiver.officer_status(notification, StatusChanged.of_call(form))


def _callback_left(receiver: Receiver, form: Form, callback: int) -> str:
    return receiver.callback_left(callback, DialEnded.parse(form))


def _callback_status(receiver: Receiver, form: Form, callback: int) -> None:
    receiver.callback_status(callback, StatusChanged.of_call(form))


def _callback_caller(receiver: Receiver, form: Form, callback: int, dial: int = 1) -> None:
    receiver.callback_caller(callback, dial, StatusChanged.of_call(form))


def _callback_machine(receiver: Receiver, form: Form, callback: int, dial: int = 1) -> None:
    receiver.callback_machine(callback, dial, form.text("AnsweredBy", longest=40))


def _message_status(receiver: Receiver, form: Form, message: int) -> None:
    receiver.message_status(message, StatusChanged.of_text(form))


def _phone_test_status(receiver: Receiver, form: Form, test: int) -> None:
    receiver.phone_test_status(test, StatusChanged.of_call(form))


def _text_status(receiver: Receiver, form: Form, notification: int) -> None:
    receiver.text_status(notification, StatusChanged.of_text(form))


KEPT = {
    "call": Kept(lambda receiver, form: receiver.incoming_call(IncomingCall.parse(form))),
    "place": Kept(_place),
    "connected": Kept(lambda receiver, _, contact: receiver.caller_connected(contact)),
    "queue_left": Kept(_queue_left),
    "dial_status": Kept(_dial_status, _of_caller),
    "dial_ended": Kept(_dial_ended),
    "dialled_in_trouble": Kept(_dialled_in_trouble),
    "fallback_status": Kept(_fallback_status, parent_sid),
    "screened": Kept(_screened, parent_sid),
    "message_left": Kept(_message_left),
    "recording_ready": Kept(_recording_ready),
    "call_status": Kept(_call_status),
    "officer_status": Kept(_officer_status),
    "callback_left": Kept(_callback_left),
    "callback_status": Kept(_callback_status),
    "callback_caller": Kept(_callback_caller, _of_caller),
    "callback_machine": Kept(_callback_machine, _of_caller),
    "phone_test_status": Kept(_phone_test_status),
    "text": Kept(lambda receiver, form: receiver.incoming_text(IncomingText.parse(form)), message_sid),
    "text_status": Kept(_text_status, message_sid),
    "message_status": Kept(_message_status, message_sid),
}
"""By name. An officer's key is not among them: that officer hears that nothing was accepted, and is rung again."""
OURS = {
    "officer_status",
    "text_status",
    "message_status",
    "callback_left",
    "callback_status",
    "callback_caller",
    "callback_machine",
    "phone_test_status",
}
"""Of what we have ordered: to the network it is we who call."""
TEXTS = {"text", "text_status", "message_status"}
"""Nobody is on the line."""
