"""The officer whose telephone is tested: hears that nothing is wrong, and presses 1. A voicemail proves nothing."""

from hotline import texts
from hotline.intake.base import Script, language_of, voice_of
from hotline.models import NotificationState
from hotline.rosters.phone_tests import end, prove
from webhooks import twiml
from webhooks.events import LineState, StatusChanged

PROVEN = "1"
MEANS = {
    LineState.ENDED: NotificationState.UNANSWERED,
    LineState.UNANSWERED: NotificationState.UNANSWERED,
    LineState.CANCELLED: NotificationState.CANCELLED,
    LineState.FAILED: NotificationState.FAILED,
}


class PhoneTestScript(Script):
    def phone_test_answered(self, test: int) -> str:
        with self.service.transaction() as session:
            where = self._city(session)
            language = language_of(where)
            return twiml.ask_for_key(
                voice_of(where),
                texts.PHONE_TEST(language),
                texts.PHONE_TEST_NOT_PROVEN(language),
                key_url=self.service.addresses.phone_test_key(test),
            )

    def phone_test_pressed(self, test: int, key: str) -> str:
        with self.service.transaction() as session:
            where = self._city(session)
            if key == PROVEN:
                prove(session, test, now=self.service.clock.now())
            sentence = texts.PHONE_TEST_PROVEN if key == PROVEN else texts.PHONE_TEST_NOT_PROVEN
            return twiml.say_goodbye(voice_of(where), sentence(language_of(where)))

    def phone_test_status(self, test: int, status: StatusChanged) -> None:
        if status.state not in MEANS:
            return
        with self.service.transaction() as session:
            end(session, test, MEANS[status.state], now=self.service.clock.now(), error=status.error or None)
