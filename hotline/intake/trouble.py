"""Documents that need neither database nor queue: when the service itself fails, and for a drill's caller."""

from hotline import texts
from hotline.intake.base import Script
from webhooks import twiml
from webhooks.twiml import VOICES

DRILL_MINUTES = 5


class TroubleScript(Script):
    def caller_trouble(self, leg: int = 0) -> str:
        """Dial the city desk, then the national line; who is cut off has heard whom to call."""
        known = self.service.last_known
        numbers = [number for number in (known.desk, known.national_line) if number]
        sentence = texts.TROUBLE("vi", line=known.national_line)
        if not 0 <= leg < len(numbers):
            return twiml.say_goodbye(VOICES["vi"], texts.CALL_YOURSELF("vi", line=known.national_line))
        return twiml.dial_in_trouble(
            VOICES["vi"],
            sentence,
            numbers[leg],
            caller_id=self.service.number,
            next_url=self.service.addresses.fallback(leg + 1),
        )

    def drill_caller(self) -> str:
        """What the synthetic caller of a drill says to whoever is bridged to it."""
        return twiml.speak_for(VOICES["vi"], texts.DRILL_CALLER("vi"), minutes=DRILL_MINUTES)

    def waiting_trouble(self) -> str:
        """A waiting caller may not be dialled from the queue: out of it first, to where they may."""
        return twiml.leave_queue()

    def connected_trouble(self) -> str:
        return twiml.announce(VOICES["vi"], texts.CONNECTED("vi"))

    def trouble_over(self) -> str:
        return twiml.say_goodbye(VOICES["vi"], texts.GOODBYE("vi"))

    def officer_trouble(self) -> str:
        return twiml.say_goodbye(VOICES["vi"], texts.OFFICER_TROUBLE("vi"))
