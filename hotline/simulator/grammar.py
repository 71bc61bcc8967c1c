"""Which TwiML the network takes: verbs, their attributes and what may stand inside them.

From Twilio's reference of the voice and messaging verbs. What is not listed is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

WHOLE = r"\d{1,6}"
POSITIVE = r"[1-9]\d{0,5}"
METHOD = r"GET|POST"
BOOLEAN = r"true|false"
ANY = r"(?s).*"
EVENTS = r"(initiated|ringing|answered|completed)( (initiated|ringing|answered|completed))*"
RECORDING_EVENTS = r"(in-progress|completed|absent)( (in-progress|completed|absent))*"
SSML = frozenset({"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"})


@dataclass(frozen=True)
class Rule:
    """Attributes with the pattern of their values, and the elements allowed inside."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: frozenset[str] = frozenset()
    needs_text: bool = False


def _rule(attributes: Mapping[str, str], inside: str = "", *, needs_text: bool = False) -> Rule:
    return Rule(attributes, frozenset(inside.split()), needs_text)


_WEBHOOK = {"action": ANY, "method": METHOD}
_RECORDING = {
    "recordingStatusCallback": ANY,
    "recordingStatusCallbackMethod": METHOD,
    "recordingStatusCallbackEvent": RECORDING_EVENTS,
    "recordingTrack": r"inbound|outbound|both",
    "trim": r"trim-silence|do-not-trim",
}
_DETECTION = {
    "machineDetection": r"Enable|DetectMessageEnd",
    "machineDetectionTimeout": POSITIVE,
    "machineDetectionSpeechThreshold": POSITIVE,
    "machineDetectionSpeechEndThreshold": POSITIVE,
    "machineDetectionSilenceTimeout": POSITIVE,
    "amdStatusCallback": ANY,
    "amdStatusCallbackMethod": METHOD,
}

RULES: Mapping[str, Rule] = {
    "Say": Rule({"voice": ANY, "language": r"[a-z]{2,3}(-[A-Za-z0-9]+)*", "loop": WHOLE}, SSML, needs_text=True),
    "Play": _rule({"loop": WHOLE, "digits": r"[0-9wWabcdABCD*#]+"}),
    "Pause": _rule({"length": POSITIVE}),
    "Gather": _rule(
        _WEBHOOK
        | {
            "input": r"dtmf|speech|dtmf speech|speech dtmf",
            "timeout": WHOLE,
            "speechTimeout": r"auto|\d+",
            "maxSpeechTime": POSITIVE,
            "numDigits": POSITIVE,
            "finishOnKey": r"[0-9*#]?",
            "hints": ANY,
            "language": r"[a-z]{2,3}(-[A-Za-z0-9]+)*",
            "speechModel": r"[A-Za-z0-9_.-]+",
            "profanityFilter": BOOLEAN,
            "enhanced": BOOLEAN,
            "actionOnEmptyResult": BOOLEAN,
            "bargeIn": BOOLEAN,
            "partialResultCallback": ANY,
            "partialResultCallbackMethod": METHOD,
        },
        "Say Play Pause",
    ),
    "Enqueue": _rule(_WEBHOOK | {"waitUrl": ANY, "waitUrlMethod": METHOD, "workflowSid": ANY}, needs_text=True),
    "Leave": _rule({}),
    "Dial": _rule(
        _WEBHOOK
        | _RECORDING
        | {
            "timeout": POSITIVE,
            "timeLimit": POSITIVE,
            "callerId": ANY,
            "hangupOnStar": BOOLEAN,
            "answerOnBridge": BOOLEAN,
            "sequential": BOOLEAN,
            "ringTone": r"[a-z-]+",
            "record": r"do-not-record|(record-from-(answer|ringing)(-dual)?)|true|false",
            "referUrl": ANY,
            "referMethod": METHOD,
        },
        "Number Queue",
    ),
    "Number": _rule(
        _DETECTION
        | {
            "url": ANY,
            "method": METHOD,
            "sendDigits": r"[0-9wW*#]+",
            "statusCallback": ANY,
            "statusCallbackEvent": EVENTS,
            "statusCallbackMethod": METHOD,
            "byoc": ANY,
        },
        needs_text=True,
    ),
    "Queue": _rule({"url": ANY, "method": METHOD}, needs_text=True),
    "Record": _rule(
        _WEBHOOK
        | _RECORDING
        | {
            "timeout": POSITIVE,
            "maxLength": POSITIVE,
            "finishOnKey": r"[0-9*#]*",
            "playBeep": BOOLEAN,
            "transcribe": BOOLEAN,
            "transcribeCallback": ANY,
        },
    ),
    "Redirect": _rule({"method": METHOD}),
    "Hangup": _rule({}),
    "Reject": _rule({"reason": r"rejected|busy"}),
    "Message": _rule(
        _WEBHOOK | {"to": ANY, "from": ANY, "statusCallback": ANY},
        "Body Media",
    ),
    "Body": _rule({}),
    "Media": _rule({}, needs_text=True),
}

VOICE = frozenset(["Say", "Play", "Pause", "Gather", "Enqueue", "Dial", "Record", "Redirect", "Hangup", "Reject"])
WAITING = frozenset(["Say", "Play", "Pause", "Gather", "Redirect", "Hangup", "Leave"])
"""Verbs for someone in a queue (`waitUrl`)."""
ANNOUNCEMENT = frozenset(["Say", "Play", "Pause", "Redirect"])
"""Verbs for a queued caller who is about to be connected (`<Queue url>`)."""
SCREENING = frozenset(["Say", "Play", "Gather", "Hangup"])
"""Verbs for the person dialled, before the bridge (`<Number url>`)."""
MESSAGING = frozenset(["Message", "Redirect"])


def accepts(pattern: str, value: str) -> bool:
    return re.fullmatch(pattern, value) is not None
