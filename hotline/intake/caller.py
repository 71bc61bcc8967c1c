"""A child's call, in the order in which it goes.

`asking`: incoming_call, place_answered. `waiting`: hold_turn …, then caller_connected when an officer comes, or
queue_left. `elsewhere`: the city desk, the national line, a message. Whatever happens on the way, call_status
tells that the caller has gone, and the alert goes on.
"""

from hotline import contacts
from hotline.intake.asking import AskingScript
from hotline.intake.call import end_call
from hotline.intake.waiting import WaitingScript
from webhooks.events import IncomingCall, LineState, StatusChanged


class CallerScript(AskingScript, WaitingScript):
    def call_status(self, call: IncomingCall, status: StatusChanged) -> None:
        """Only the end of a call counts. One that we never heard of is written down now: somebody wanted help."""
        if status.state in {LineState.UNDER_WAY, LineState.ANSWERED}:
            return
        now = self.service.clock.now()
        with self.service.transaction() as session:
            known = contacts.find_contact(session, call.sid)
            if known or call.is_inbound:
                end_call(session, known or self._contact(session, self._city(session), call, now=now), now=now)
