"""How the people of a story behave. They see the network's events and act some time later."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from hotline.simulator.log import Event, Kind
from hotline.simulator.sentences import Terminal
from hotline.simulator.terminal.client import ControlClient

ANSWER_SECONDS = 3.0
THINK_SECONDS = 2.0
TALK_SECONDS = 8.0
VOICEMAIL_SECONDS = 15.0
SAY_LATER = Callable[[float, Callable[[], None]], None]


class Manner(StrEnum):
    """What an officer does when the phone rings."""

    ACCEPT = "accept"
    DECLINE = "decline"
    VOICEMAIL = "voicemail"
    IGNORE = "ignore"


KEYS = {Manner.ACCEPT: "1", Manner.DECLINE: "2"}


@dataclass
class Caller:
    """Says `words` or presses `keys` at the first question; with neither, stays silent."""

    phone: str
    words: str = ""
    keys: str = ""
    answered_question: bool = False


@dataclass
class Cast:
    """`manners` by telephone; of all others the first to be rung accepts, unless `nobody_else` helps."""

    client: ControlClient
    later: SAY_LATER
    lines: Terminal
    caller: Caller
    manners: dict[str, Manner] = field(default_factory=dict)
    nobody_else: bool = False
    live: set[str] = field(default_factory=set)

    def see(self, event: Event) -> None:
        if event.kind in {Kind.RINGS, Kind.CALLS}:
            self.live.add(event.sid)
        elif event.kind is Kind.ENDS:
            self.live.discard(event.sid)
        if event.phone == self.caller.phone:
            self._play_caller(event)
        else:
            self._play_officer(event)

    def _play_caller(self, event: Event) -> None:
        match event.kind:
            case Kind.LISTENS if not self.caller.answered_question:
                self.caller.answered_question = True
                self._answer_question(event.sid)
            case Kind.RECORDS:
                self._speak_later(1, event.sid, self.lines["plea"])
            case Kind.CONNECTS:
                self._speak_later(THINK_SECONDS, event.sid, self.lines["plea"])

    def _answer_question(self, sid: str) -> None:
        if self.caller.keys:
            self.later(THINK_SECONDS, lambda: self.client.press(sid, self.caller.keys))
        elif self.caller.words:
            self._speak_later(THINK_SECONDS, sid, self.caller.words)

    def _play_officer(self, event: Event) -> None:
        manner, sid = self.manners.get(event.phone), event.sid
        match event.kind:
            case Kind.RINGS:
                self._pick_up(event, manner)
            case Kind.LISTENS if manner in KEYS:
                self.later(THINK_SECONDS, lambda: self.client.press(sid, KEYS[manner]))
            case Kind.CONNECTS:
                self._speak_later(2 * THINK_SECONDS, sid, self.lines["comfort"])
                self.later(TALK_SECONDS, lambda: self.client.hang_up(sid))

    def _pick_up(self, event: Event, manner: Manner | None) -> None:
        if manner is None:
            manner = Manner.IGNORE if self.nobody_else else Manner.ACCEPT
            self.nobody_else = True
            self.manners[event.phone] = manner
        if manner is Manner.IGNORE:
            return
        self.later(ANSWER_SECONDS, lambda: self.client.answer(event.sid))
        if manner is Manner.VOICEMAIL:
            self._speak_later(ANSWER_SECONDS + 1, event.sid, self.lines["greeting"])
            self.later(ANSWER_SECONDS + VOICEMAIL_SECONDS, lambda: self.client.hang_up(event.sid))

    def _speak_later(self, seconds: float, sid: str, text: str) -> None:
        self.later(seconds, lambda: self.client.speak(sid, text))
