"""What is written down, once it can be, of a caller whom `trouble` has dialled to humans."""

from datetime import timedelta

from hotline import contacts
from hotline.alerts.opening import start_now
from hotline.intake.call import CallScript
from hotline.intake.trouble import THROUGH, TroubleScript, was_talk
from hotline.models import Stage
from webhooks.events import DialEnded, IncomingCall, LineState, StatusChanged


class DialledScript(CallScript, TroubleScript):
    def dialled_in_trouble(self, call: IncomingCall, leg: int, dial: DialEnded) -> str:
        """Somebody is about to be dialled, or that has ended. The plan goes on the same whatever the database says."""
        self._note_dialling(call, dial)
        return self.caller_trouble(call, leg, dial)

    def _note_dialling(self, call: IncomingCall, dial: DialEnded) -> None:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            contact = self._contact(session, self._city(session), call, at=Stage.DESK, now=now)
            if contact.case_id:
                start_now(session, contact.case_id, now=now)  # nobody asks this caller for the place any more
            if was_talk(dial):
                began = now - timedelta(seconds=dial.seconds)
                contacts.mark_answered(session, contact, Stage.TALKING_ELSEWHERE, by=None, now=began)
            elif contact.stage == Stage.TALKING_ELSEWHERE:
                contact.answered_at = None
                contacts.move_to(session, contact, Stage.NATIONAL, now=now)

    def fallback_status(self, caller_sid: str, status: StatusChanged) -> None:
        """A staffed telephone was picked up; whether by a human, the length of the talk will tell."""
        if status.state == LineState.ANSWERED:
            self._put_through(caller_sid)

    def screened(self, caller_sid: str, key: str) -> str:
        """An officer who was dialled directly takes the caller. It stops no alert: the case is nobody's yet."""
        if key == THROUGH:
            self._put_through(caller_sid)
        return self.screened_in_trouble(key)

    def _put_through(self, caller_sid: str) -> None:
        """Raises LookupError when the call itself is not written down yet, so that this is told again later."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            contact = contacts.find_contact(session, caller_sid)
            if contact is None and self.found is None:
                raise LookupError("a caller was put through whose call is not written down yet")
            if contact is None:
                return
            if contact.stage in _DIALLED or (contact.ended_at and contact.ended_at - now >= contacts.SHORTEST_TALK):
                contacts.mark_answered(session, contact, Stage.TALKING_ELSEWHERE, by=None, now=now)


_DIALLED = {Stage.ASKING, Stage.DESK, Stage.NATIONAL, Stage.MESSAGE}
"""Where a caller is who may be dialled directly. Who waits in the queue has been called back meanwhile."""
