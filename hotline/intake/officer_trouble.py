"""What an officer on the line hears while the product can't answer: to hold, and it is asked again.

An acceptance that can't be written down is none, so nothing of it is put by for later.
"""

from hotline import texts
from hotline.intake.trouble import TroubleScript
from webhooks import twiml
from webhooks.events import DialEnded

TRIES = 4
"""How often it is asked again, which with PAUSE and the sentence takes about 20 s."""
PAUSE = 2


class OfficerTroubleScript(TroubleScript):
    def offer_trouble(self, notification: int, failed: int) -> str:
        return self._ask_officer_again(failed, self.service.addresses.officer_again(notification, failed + 1))

    def key_trouble(self, notification: int, key: str, attempt: int, failed: int) -> str:
        """The officer has pressed a key that could not be taken: they hold the line, and it is tried again."""
        digit = key if len(key) == 1 and key in "0123456789" else ""
        again = self.service.addresses.officer_key_again(notification, attempt, digit, failed + 1)
        return self._ask_officer_again(failed, again)

    def handover_trouble(self, notification: int, dial: DialEnded, attempt: int, failed: int) -> str:
        """An officer who has accepted is on the line: their talk is over, or the caller has not come yet."""
        if dial.answered:
            return self._tell_officer(texts.STILL_YOURS)
        again = self.service.addresses.officer_left(notification, attempt, failed + 1)
        return self._ask_officer_again(failed, again, texts.STILL_YOURS)

    def _ask_officer_again(self, failed: int, again: str, last: texts.Text = texts.OFFICER_TROUBLE) -> str:
        if failed >= TRIES:
            return self._tell_officer(last)
        return twiml.ask_again(self._voice, texts.OFFICER_HOLD(self._language), seconds=PAUSE, next_url=again)

    def officer_trouble(self) -> str:
        return self._tell_officer(texts.OFFICER_TROUBLE)

    def _tell_officer(self, sentence: texts.Text) -> str:
        return twiml.say_goodbye(self._voice, sentence(self._language))
