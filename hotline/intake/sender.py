"""A text: written down, joined to the sender's open case or a new one, answered neutrally."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from hotline import cases, contacts, texts
from hotline.alerts.opening import NEWS_PAUSE, begin_anew, newest_alert, open_alert, was_told
from hotline.alerts.rerouting import reroute
from hotline.alerts.telling import tell_who_has_it
from hotline.alerts.unread import expect_reading
from hotline.drills.recognition import begin_drill
from hotline.intake.base import Script, language_of
from hotline.intake.choosing import chosen, find_place, offer, offered_before, open_offer, place_of, which_text
from hotline.models import (
    RUNNING,
    AlertState,
    Case,
    Contact,
    ContactChannel,
    ContactState,
    Outcome,
    Purpose,
    Stage,
    event,
)
from routing.models import City
from routing.phones import is_withheld
from routing.places import PlaceMatch, load_territory
from webhooks import twiml
from webhooks.events import IncomingText

STOP_WORDS = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"}
START_WORDS = {"start", "unstop"}
HELP_WORDS = {"help", "info"}
"""Words that carriers want to be honoured when they stand alone
(https://www.twilio.com/docs/messaging/features/advanced-opt-out). Inside a plea they are a plea."""

REPLIES_AN_HOUR = 5


class SenderScript(Script):
    def incoming_text(self, text: IncomingText) -> str:
        """Contact, case and alert in one transaction; then a reply in one segment. A replay gets the same reply."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            contact = contacts.insert_contact(
                session,
                ContactChannel.SMS,
                text.sid,
                caller=text.sender,
                called=text.called,
                body=text.body,
                now=now,
                found=self.found,
            )
            if contact is None:
                return twiml.reply(session.exec(select(Contact.reply).where(Contact.sid == text.sid)).one())
            where = self._city(session)
            cases.lock_caller(session, contact.caller)
            reply = self._take(session, where, contact, now=now)
            contact.reply = _worded(where, reply)
            _close_contact(session, contact, now=now)
            return twiml.reply(contact.reply)

    def _take(self, session: Session, where: City, contact: Contact, *, now: datetime) -> texts.Text | None:
        """What is done about this message, and what answers it."""
        word = (contact.body or "").strip(" .!").lower()
        if word in STOP_WORDS | START_WORDS:
            return None  # the carrier itself confirms these
        if begin_drill(session, where, contact, now=now):
            return None
        case = cases.case_of_caller(session, contact.caller)
        match = _find_place(session, where, contact, case, now=now)
        is_new = case is None
        case = case or _new_case(session, where, contact, match, now=now)
        if match.district:
            reroute(session, case, match.district, now=now, why="the sender said where they are")
        contact.district, contact.place = match.district or case.district, place_of(match)
        contacts.attach(session, contact, case, now=now)
        _alert(session, case, now=now)
        if self.found:
            return None  # told too late for an answer, and nothing has been asked
        if not _is_answered(session, where, contact, case, now=now):
            return None
        if word in HELP_WORDS:
            return texts.HELP
        question = _question(session, where, contact, case, match, now=now) if case.district is None else None
        return question or (texts.RECEIVED if is_new or match.district else texts.RECEIVED_AGAIN)


def _find_place(session: Session, where: City, contact: Contact, case: Case | None, *, now: datetime) -> PlaceMatch:
    """A bare number after a question is its answer; everything else is read."""
    words = contact.body or ""
    return (case and chosen(open_offer(session, case, now=now), words)) or find_place(session, where, words, now=now)


def _new_case(session: Session, where: City, contact: Contact, match: PlaceMatch, *, now: datetime) -> Case:
    district = match.district or contacts.district_of_line(session, contact)
    return cases.open_case(session, where, district=district, now=now, why="a text")


def _question(
    session: Session, where: City, contact: Contact, case: Case, match: PlaceMatch, *, now: datetime
) -> texts.Text | None:
    """What is left to ask, each question once in a case; of a place that the city does not serve, whom to call."""
    if match.is_outside:
        is_ours = match.served_by_desk or not where.national_line
        return None if is_ours else texts.OUTSIDE.with_(line=where.national_line)
    which = None if offered_before(session, case) else which_text(load_territory(session), match, language_of(where))
    if which is None and _was_asked(session, case):
        return None
    contact.asked_place = True
    if which:
        offer(session, contact, match, now=now)
    return which or texts.WHERE


def _alert(session: Session, case: Case, *, now: datetime) -> None:
    """Ring for a case that nobody has; tell whoever has one that somebody has, not for each message, but each is to
    be read.
    """
    alert = newest_alert(session, case.id)
    if alert is None:
        open_alert(session, case.id, now=now, ring_at=now, why="a text")
    elif alert.state == AlertState.EXHAUSTED and not was_told(session, alert, Purpose.ALERT, since=now - NEWS_PAUSE):
        begin_anew(session, case.id, now=now, why="a new message")
    elif alert.state not in RUNNING:
        expect_reading(session, case, now=now)
        if not was_told(session, alert, Purpose.NEWS, since=now - NEWS_PAUSE):
            tell_who_has_it(session, case, alert, now=now)


def _was_asked(session: Session, case: Case) -> bool:
    """Nobody is asked twice."""
    asked = select(Contact.id).where(Contact.case_id == case.id, col(Contact.asked_place))
    return session.exec(asked.limit(1)).first() is not None


def _worded(where: City, reply: texts.Text | None) -> str | None:
    if reply is None:
        return None
    sentence = reply(language_of(where))
    return sentence if where.accents else texts.without_marks(sentence)


def _is_answered(session: Session, where: City, contact: Contact, case: Case, *, now: datetime) -> bool:
    """Unless replies are off, the number is withheld or has said stop, the case forbids it, or enough."""
    if not where.auto_reply or is_withheld(contact.caller):
        return False
    if case.callback_safe is False or _has_opted_out(session, contact):
        return False
    return _replies_since(session, contact, now - timedelta(hours=1)) < REPLIES_AN_HOUR


def _replies_since(session: Session, contact: Contact, since: datetime) -> int:
    replied = select(func.count()).where(
        Contact.caller == contact.caller, Contact.started_at > since, col(Contact.reply).is_not(None)
    )
    return session.exec(replied).one()


def _has_opted_out(session: Session, contact: Contact) -> bool:
    """Whether the newest of the sender's stop and start words was a stop."""
    word = func.lower(func.btrim(col(Contact.body), " .!\n\r\t"))
    newest = session.exec(
        select(word)
        .where(
            Contact.caller == contact.caller,
            col(Contact.case_id).is_(None),  # these words open none; and their index is small in a flood
            word.in_(STOP_WORDS | START_WORDS),
        )
        .order_by(col(Contact.id).desc())
        .limit(1)
    ).first()
    return newest in STOP_WORDS


def _close_contact(session: Session, contact: Contact, *, now: datetime) -> None:
    """A text is over when it has been written down; the case goes on."""
    before, after = contact.state, ContactState.ENDED
    session.add(
        event(
            contact.case_id,
            "contact.state",
            now=now,
            subject=contact.id,
            before=before if contact.case_id else None,  # of a word for the carrier, this is all that is told
            after=after,
            why=Outcome.RECEIVED,
        )
    )
    contact.state, contact.stage, contact.outcome = after, Stage.DONE, Outcome.RECEIVED
    contact.ended_at = now
    session.add(contact)
