"""What is said when the product itself can't answer. Needs neither database nor queue, and never waits for one.

A caller is dialled to humans; who waits already is kept waiting for a while, since most failures pass.
"""

from hotline import texts
from hotline.contacts import SHORTEST_TALK
from hotline.intake.base import Script
from hotline.intake.elsewhere import RING_SECONDS
from hotline.last_known import Leg
from webhooks import twiml
from webhooks.events import NOT_DIALLED, DialEnded, IncomingCall
from webhooks.twiml import VOICES, Voice

DRILL_MINUTES = 5
THROUGH = "1"
"""The key by which an officer takes the caller without a case."""
RING_AGAIN_SECONDS = 15
"""How long an officer rings alone who rang before. The national line's turn still comes after a minute and a half."""
FAILED_TURNS = 3
"""Turns of the hold loop in a row, 15 to 20 s together, until a waiting caller is dialled to humans instead."""


class TroubleScript(Script):
    def caller_trouble(self, call: IncomingCall, leg: int = 0, dial: DialEnded = NOT_DIALLED) -> str:
        """Dial the next humans of the plan; who is cut off has heard whom to call.

        `leg` is where to go on in the plan, `dial` how the one before it ended.
        """
        roster = self.service.last_known.roster
        if was_talk(dial):
            return self._goodbye_in_trouble()
        plan = self.service.last_known.legs(caller=call.caller, called=call.called, now=self.service.clock.now())
        for number, one in enumerate(plan):
            if number >= leg and one.numbers:
                sentence = texts.STILL_DIALLING if leg else texts.TROUBLE
                return self._dial_leg(one, sentence(roster.language, line=roster.national_line), next_leg=number + 1)
        return twiml.say_goodbye(self._voice, texts.CALL_YOURSELF(roster.language, line=roster.national_line))

    def _dial_leg(self, leg: Leg, sentence: str, *, next_leg: int) -> str:
        addresses = self.service.addresses
        if leg.screened:
            return twiml.dial_everybody(
                self._voice,
                sentence,
                leg.numbers,
                caller_id=self.service.number,
                seconds=RING_AGAIN_SECONDS if leg.again else RING_SECONDS,
                next_url=addresses.fallback(next_leg),
                screen_url=addresses.fallback_screen,
            )
        return twiml.dial(
            self._voice,
            sentence,
            leg.numbers[0],
            caller_id=self.service.number,
            seconds=RING_SECONDS,
            next_url=addresses.fallback(next_leg),
            status_url=addresses.fallback_status,
        )

    def screening(self) -> str:
        """To an officer who has picked up a caller of whom nothing is written down yet."""
        return twiml.screen(self._voice, texts.SCREENING(self._language), key_url=self.service.addresses.fallback_key)

    def screened_in_trouble(self, key: str) -> str:
        return twiml.go_on() if key == THROUGH else twiml.hang_up()

    def left_trouble(self, call: IncomingCall, result: str) -> str:
        """The caller has left the queue: after the talk with the officer, or without one."""
        return self._goodbye_in_trouble() if result == "bridged" else self.caller_trouble(call)

    def waiting_trouble(self, turn: int, failed: int) -> str:
        """The next turn of waiting, as if nothing were; after too many a caller leaves the queue to be dialled."""
        if failed + 1 >= FAILED_TURNS:
            return twiml.leave_queue()
        return twiml.hold_turn(
            self._voice,
            texts.HOLD[turn % len(texts.HOLD)](self._language),
            key_url=self.service.addresses.hold_key(turn + 1, failed + 1),
            next_url=self.service.addresses.hold(turn + 1, failed + 1),
        )

    def connected_trouble(self) -> str:
        return twiml.announce(self._voice, texts.CONNECTED(self._language))

    def _goodbye_in_trouble(self) -> str:
        return twiml.say_goodbye(self._voice, texts.GOODBYE(self._language))

    def drill_caller(self) -> str:
        """What the synthetic caller of a drill says to whoever is bridged to it."""
        return twiml.speak_for(VOICES["vi"], texts.DRILL_CALLER("vi"), minutes=DRILL_MINUTES)

    @property
    def _language(self) -> str:
        return self.service.last_known.roster.language

    @property
    def _voice(self) -> Voice:
        return VOICES.get(self._language, VOICES["vi"])


def was_talk(dial: DialEnded) -> bool:
    """Whether a human has talked with the caller; a shorter talk was a machine or a slip."""
    return dial.answered and dial.seconds >= SHORTEST_TALK.total_seconds()
