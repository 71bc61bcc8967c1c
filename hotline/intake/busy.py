"""So many call at once that a call waits for its turn: a voice, and it asks again."""

from hotline import texts
from hotline.intake.trouble import TroubleScript
from webhooks import twiml

PAUSE = 2


class BusyScript(TroubleScript):
    def busy(self, path: str) -> str:
        return twiml.ask_again(
            self._voice, texts.BUSY(self._language), seconds=PAUSE, next_url=self.service.addresses.again(path)
        )
