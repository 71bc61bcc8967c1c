"""Every TwiML document that we answer with, named by what it does.

https://www.twilio.com/docs/voice/twiml. A document that can end without hanging up always has a next verb, so
that nobody is left on a dead line. Sentences and addresses come from the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

SILENCE_SECONDS = 4
"""Between two sentences to a waiting caller; with the time to fetch the next one it stays below 6 s."""
KEY_SECONDS = 4
BRIDGE_SECONDS = 10
"""How long an officer who has accepted waits for the caller to be handed over."""
LONGEST_MESSAGE_SECONDS = 180
MESSAGE_SILENCE_SECONDS = 8
"""Whoever cries or looks for words is not cut off."""


@dataclass(frozen=True)
class Voice:
    """How sentences are spoken: a language and a voice of the network."""

    language: str
    name: str | None = None

    def say(self, verb: Any, sentence: str) -> None:
        verb.say(sentence, language=self.language, voice=self.name)


VOICES = {"vi": Voice("vi-VN", "Google.vi-VN-Wavenet-A"), "en": Voice("en-US")}


def ask_where(voice: Voice, sentences: list[str], *, seconds: int, hints: list[str], answer_url: str) -> str:
    """Ask for the place, by voice or by one key. Silence goes to the same address as an answer."""
    response = VoiceResponse()
    gather = Gather(
        input="dtmf speech",
        num_digits=1,
        timeout=seconds,
        speech_timeout="auto",
        language=voice.language,
        hints=", ".join(hints)[:1000] or None,
        profanity_filter=False,
        action=answer_url,
        method="POST",
    )
    for sentence in sentences:
        voice.say(gather, sentence)
    response.append(gather)
    response.redirect(answer_url, method="POST")
    return str(response)


def hold(voice: Voice, sentences: list[str], *, queue: str, wait_url: str, left_url: str) -> str:
    """Let the caller wait in a queue of their own."""
    response = VoiceResponse()
    for sentence in sentences:
        voice.say(response, sentence)
    response.enqueue(queue, wait_url=wait_url, wait_url_method="POST", action=left_url, method="POST")
    return str(response)


def hold_turn(voice: Voice, sentence: str, *, key_url: str, next_url: str) -> str:
    """One turn of waiting: a sentence, a moment in which a key counts, and the next turn."""
    response = VoiceResponse()
    gather = Gather(input="dtmf", num_digits=1, timeout=SILENCE_SECONDS, action=key_url, method="POST")
    voice.say(gather, sentence)
    response.append(gather)
    response.redirect(next_url, method="POST")
    return str(response)


def leave_queue() -> str:
    response = VoiceResponse()
    response.leave()
    return str(response)


def dial(
    voice: Voice, sentence: str, number: str, *, caller_id: str, seconds: int, next_url: str, status_url: str
) -> str:
    """Dial a human directly for the caller; afterwards, whatever happened, go on at next_url."""
    response = VoiceResponse()
    voice.say(response, sentence)
    dialling = Dial(timeout=seconds, caller_id=caller_id or None, action=next_url, method="POST")
    dialling.number(number, status_callback=status_url, status_callback_event="answered", status_callback_method="POST")
    response.append(dialling)
    return str(response)


def leave_message(voice: Voice, sentence: str, *, done_url: str, silent_url: str, recording_url: str) -> str:
    """Record what the caller says. Silence is no message, and goes on at silent_url."""
    response = VoiceResponse()
    voice.say(response, sentence)
    response.record(
        action=done_url,
        method="POST",
        max_length=LONGEST_MESSAGE_SECONDS,
        timeout=MESSAGE_SILENCE_SECONDS,
        play_beep=True,
        recording_status_callback=recording_url,
        recording_status_callback_event="completed",
        recording_status_callback_method="POST",
    )
    response.redirect(silent_url, method="POST")
    return str(response)


def announce(voice: Voice, sentence: str) -> str:
    """A sentence to a caller who is about to be bridged."""
    response = VoiceResponse()
    voice.say(response, sentence)
    return str(response)


def say_goodbye(voice: Voice, *sentences: str) -> str:
    response = VoiceResponse()
    for sentence in sentences:
        voice.say(response, sentence)
    response.hangup()
    return str(response)


AT_ONCE = 3
"""Digits that are written down in one go."""


def read_slowly(voice: Voice, sentence: str, words: Sequence[str]) -> str:
    """A sentence, and words to write down: three by three, and once more. It is soon over: a child may ring."""
    response = VoiceResponse()
    voice.say(response, sentence)
    for first in [*range(0, len(words), AT_ONCE)] * 2:
        voice.say(response, ", ".join(words[first : first + AT_ONCE]))
        response.pause(length=2)
    response.hangup()
    return str(response)


def ask_for_key(voice: Voice, sentence: str, not_pressed: str, *, key_url: str) -> str:
    """Tell an officer what the call is for, twice, and wait for a key. Without one (voicemail) the call just ends."""
    response = VoiceResponse()
    for _ in range(2):
        gather = Gather(input="dtmf", num_digits=1, timeout=KEY_SECONDS, action=key_url, method="POST")
        voice.say(gather, sentence)
        response.append(gather)
    voice.say(response, not_pressed)
    response.hangup()
    return str(response)


def connect_to_caller(
    voice: Voice, sentence: str, *, queue: str, announce_url: str, left_url: str, pause: int = 0
) -> str:
    """Bridge an officer who has accepted to the caller who waits in this queue, or will in `pause` seconds."""
    response = VoiceResponse()
    voice.say(response, sentence)
    if pause:
        response.pause(length=pause)
    dialling = Dial(timeout=BRIDGE_SECONDS, action=left_url, method="POST")
    dialling.queue(queue, url=announce_url, method="POST")
    response.append(dialling)
    return str(response)


def call_back(
    voice: Voice,
    sentence: str,
    number: str,
    *,
    caller_id: str,
    seconds: int,
    left_url: str,
    status_url: str,
    machine_url: str | None,
) -> str:
    """Put an officer through to a caller who is rung now. `machine_url` is told if a machine has picked up there."""
    response = VoiceResponse()
    voice.say(response, sentence)
    dialling = Dial(timeout=seconds, caller_id=caller_id, action=left_url, method="POST")
    detection = {"machine_detection": "Enable", "amd_status_callback": machine_url} if machine_url else {}
    dialling.number(
        number,
        status_callback=status_url,
        status_callback_event="answered",
        status_callback_method="POST",
        **detection,
    )
    response.append(dialling)
    return str(response)


def dial_everybody(
    voice: Voice, sentence: str, numbers: Sequence[str], *, caller_id: str, seconds: int, next_url: str, screen_url: str
) -> str:
    """Ring several people's own telephones at once; whoever passes the screening gets the caller."""
    response = VoiceResponse()
    voice.say(response, sentence)
    dialling = Dial(timeout=seconds, caller_id=caller_id or None, action=next_url, method="POST")
    for number in numbers:
        dialling.number(number, url=screen_url, method="POST")
    response.append(dialling)
    return str(response)


def screen(voice: Voice, sentence: str, *, key_url: str) -> str:
    """Before the bridge: a key or the end, so that a voicemail never gets the caller.

    Only Play, Say, Gather and Hangup may stand here (https://www.twilio.com/docs/voice/twiml/number).
    """
    response = VoiceResponse()
    for _ in range(2):
        gather = Gather(input="dtmf", num_digits=1, timeout=KEY_SECONDS, action=key_url, method="POST")
        voice.say(gather, sentence)
        response.append(gather)
    response.hangup()
    return str(response)


def go_on() -> str:
    """Nothing more to say: what the telephone network had begun goes on."""
    return str(VoiceResponse())


def hang_up() -> str:
    response = VoiceResponse()
    response.hangup()
    return str(response)


def ask_again(voice: Voice, sentence: str, *, seconds: int, next_url: str) -> str:
    """Say a sentence, wait, and ask the product once more."""
    response = VoiceResponse()
    voice.say(response, sentence)
    response.pause(length=seconds)
    response.redirect(next_url, method="POST")
    return str(response)


def dial_in_turn(
    voice: Voice, sentence: str, numbers: Sequence[str], last_sentence: str, *, caller_id: str, seconds: int
) -> str:
    """Dial one after the other with this document alone: it names no address, and may lie at the provider."""
    response = VoiceResponse()
    voice.say(response, sentence)
    for number in numbers:
        response.dial(number, timeout=seconds, caller_id=caller_id or None)
    voice.say(response, last_sentence)
    response.hangup()
    return str(response)


def speak_for(voice: Voice, sentence: str, *, minutes: int) -> str:
    """Say a sentence again and again, for the one who is on the other end some time."""
    response = VoiceResponse()
    for _ in range(minutes * 6):
        voice.say(response, sentence)
        response.pause(length=6)
    response.hangup()
    return str(response)


def reply(text: str | None) -> str:
    """Answer a message with a text, or with silence."""
    response = MessagingResponse()
    if text:
        response.message(text)
    return str(response)
