"""A caller in the queue: told that someone is being called, until an officer comes, or it has been long enough."""

from datetime import datetime, timedelta

from sqlmodel import Session

from hotline import contacts, texts
from hotline.alerts.escalation import escalate
from hotline.alerts.opening import newest_alert, open_alert
from hotline.alerts.presence import nobody_can_be_rung, officer_is_joining, officer_is_on_line
from hotline.db import locked
from hotline.floods import STAYED, is_flooding
from hotline.intake.base import language_of, voice_of
from hotline.intake.call import end_call, owner_of
from hotline.intake.elsewhere import DESK, ElsewhereScript
from hotline.models import RUNNING, Alert, AlertState, Contact, Stage
from hotline.notifications import expect_end_of_talk
from hotline.sending import send_overdue
from routing.models import City
from webhooks import twiml
from webhooks.events import IncomingCall

MESSAGE_KEY = "*"


class WaitingScript(ElsewhereScript):
    def hold_turn(self, call: IncomingCall, turn: int) -> str:
        """One sentence and a moment for a key; also moves the escalation, so that a live call needs no worker."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
            contacts.move_to(session, contact, Stage.WAITING, now=now)
            alert = self._running_alert(session, contact, now=now)
            joining = officer_is_joining(session, contact, now=now)
            if not joining and self._is_to_be_passed_on(session, where, contact, alert, now=now):
                return twiml.leave_queue()
            sentence = texts.HOLD[turn % len(texts.HOLD)](language_of(where))
        if alert:
            send_overdue(self.service, alert.id, now=now)
        return twiml.hold_turn(
            voice_of(where),
            sentence,
            key_url=self.service.addresses.hold_key(turn + 1),
            next_url=self.service.addresses.hold(turn + 1),
        )

    def _is_to_be_passed_on(
        self, session: Session, where: City, contact: Contact, alert: Alert | None, *, now: datetime
    ) -> bool:
        """To the city desk, which is dialled out of this very call: that needs nothing of the network's order API.

        Nobody is put through any more to whom we count as gone.
        """
        if contact.stage == Stage.DONE or _has_waited_enough(where, contact, alert, now=now):
            return True
        return alert is not None and nobody_can_be_rung(session, alert, now=now)

    def _running_alert(self, session: Session, contact: Contact, *, now: datetime) -> Alert | None:
        """The alert of a waiting caller, moved on if it is due. Whoever waits without a human always has one."""
        if contact.case_id is None:
            return None
        alert = newest_alert(session, contact.case_id)
        if alert and alert.state in RUNNING:
            escalate(session, alert.id, now=now)
            session.refresh(alert)
        elif _needs_alert(session, contact, now=now):
            alert = open_alert(session, contact.case_id, now=now, ring_at=now, why="a caller waits without a human")
        return alert

    def hold_key(self, call: IncomingCall, key: str, turn: int) -> str:
        """Star: the caller would rather leave a message. Any other key changes nothing."""
        if key != MESSAGE_KEY:
            return self.hold_turn(call, turn)
        now = self.service.clock.now()
        with self.service.transaction() as session:
            contact = self._contact(session, self._city(session), call, now=now)
            contacts.move_to(session, contact, Stage.MESSAGE, now=now)
        return twiml.leave_queue()

    def caller_connected(self, contact_id: int) -> str:
        """An officer has come: the last sentence before their voice."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = locked(session, Contact, contact_id)
            if officer_is_on_line(session, contact):  # otherwise this is told too late, and changes nothing
                self._hear_again(session, contact, Stage.TALKING, now=now)
                contacts.mark_answered(session, contact, Stage.TALKING, by=owner_of(session, contact), now=now)
            return twiml.announce(voice_of(where), texts.CONNECTED(language_of(where)))

    def queue_left(self, call: IncomingCall, result: str) -> str:
        """The talk with the officer is over, or the caller leaves the queue for the desk or a message."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            is_bridged = result == "bridged"
            at = Stage.TALKING if is_bridged else Stage.WAITING
            contact = self._contact(session, where, call, at=at, now=now)
            if result == "hangup":
                end_call(session, contact, now=now)
                return self._goodbye(where)
            if is_bridged or contact.stage == Stage.TALKING:
                was_short = contacts.was_too_short(contact, shortest=contacts.SHORTEST_BRIDGE, now=now)
                was_talk = is_bridged and (call.is_over or not was_short)
                return self._after_talk(session, where, contact, was_talk=was_talk, now=now)
            if officer_is_joining(session, contact, now=now):
                return self._hold_again(session, where, contact, now=now)
            if contact.stage == Stage.MESSAGE:
                return self._leave_message(where)
            return self._pass_on(session, where, contact, DESK, now=now)

    def _after_talk(self, session: Session, where: City, contact: Contact, *, was_talk: bool, now: datetime) -> str:
        """Goodbye; but whose officer was cut off before the first words has not been helped, and waits again."""
        contacts.mark_answered(session, contact, Stage.TALKING, by=owner_of(session, contact), now=now)
        if contact.case_id and not contacts.live_caller(session, contact.case_id):
            expect_end_of_talk(session, contact.case_id, contact.answered_by, now=now)
        if was_talk or contact.drill or contact.case_id is None or contact.stage != Stage.TALKING:
            return self._goodbye(where)
        open_alert(session, contact.case_id, now=now, ring_at=now, why="the officer was cut off before the first words")
        return self._hold_again(session, where, contact, now=now)

    def message_silent(self, call: IncomingCall) -> str:
        """Nothing was said after the beep: who can't speak goes on waiting while officers are still being rung."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, at=Stage.MESSAGE, now=now)
            alert = newest_alert(session, contact.case_id) if contact.case_id else None
            is_ringing = alert is not None and alert.state == AlertState.RINGING
            waits_on = is_ringing and not _has_waited_enough(where, contact, alert, now=now)
            joining = officer_is_joining(session, contact, now=now)  # whose order to call them back may have failed
            if contact.stage == Stage.MESSAGE and (waits_on or joining):
                return self._hold_again(session, where, contact, now=now)
            return self._goodbye(where)

    def caller_recalled(self, call: IncomingCall) -> str:
        """An officer has accepted while the caller was elsewhere: back into the queue, without a word."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            return self._hold_again(session, where, self._contact(session, where, call, now=now), now=now)


def _needs_alert(session: Session, contact: Contact, *, now: datetime) -> bool:
    """A caller waits, and nobody is on the way; one of very many of the same number has to stay a little first."""
    if contact.stage != Stage.WAITING or contact.drill or officer_is_joining(session, contact, now=now):
        return False
    return now - (contact.waiting_since or now) >= STAYED or not is_flooding(session, contact.caller, now=now)


def _has_waited_enough(where: City, contact: Contact, alert: Alert | None, *, now: datetime) -> bool:
    limit = timedelta(seconds=where.hold_limit_seconds)
    exhausted = alert is not None and alert.state == AlertState.EXHAUSTED
    return exhausted or now - (contact.waiting_since or now) >= limit
