"""When the service itself fails: a document that dials humans and needs neither database nor queue."""

from hotline import texts
from hotline.intake.base import Script
from webhooks import twiml
from webhooks.twiml import VOICES


class TroubleScript(Script):
    def caller_trouble(self) -> str:
        """Dial the city desk, then the national line; who is cut off has heard whom to call."""
        known = self.service.last_known
        numbers = [number for number in (known.desk, known.national_line) if number]
        sentence = texts.TROUBLE("vi", line=known.national_line)
        return twiml.dial_in_trouble(VOICES["vi"], sentence, numbers, caller_id=self.service.number)

    def officer_trouble(self) -> str:
        return twiml.say_goodbye(VOICES["vi"], texts.OFFICER_TROUBLE("vi"))
