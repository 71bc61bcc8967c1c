"""Whose telephone has proven lately that it can be answered: by a test call, or by a case accepted on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ScalarSelect
from sqlmodel import Session, col, select

from hotline.models import Notification, NotificationState, PhoneTest
from routing.models import Channel, Officer
from routing.roster import can_be_rung, city


class Proof(StrEnum):
    GOOD = "good"
    OLD = "old"
    NEVER = "never"
    """This number has never been answered with a key; a new number has to prove itself, too."""


@dataclass(frozen=True)
class Phone:
    """An officer's telephone, and when it was last proven."""

    officer: Officer
    proven_at: datetime | None
    proof: Proof


def phones(session: Session, *, now: datetime) -> list[Phone]:
    """Of everybody who is to be called, whoever has no good proof first; then by id."""
    limit = now - timedelta(days=city(session).proof_days)
    rows = session.exec(
        select(Officer, _last_accepted(), _last_test()).where(can_be_rung()).order_by(col(Officer.id))
    ).all()
    found = [
        _phone(officer, [moment for moment in moments if moment], limit)
        for officer, *moments in rows
        if Channel.CALL in officer.channels
    ]
    return sorted(found, key=lambda phone: list(Proof)[::-1].index(phone.proof))


def _phone(officer: Officer, moments: list[datetime], limit: datetime) -> Phone:
    last = max(moments, default=None)
    if last is None:
        return Phone(officer, None, Proof.NEVER)
    return Phone(officer, last, Proof.GOOD if last > limit else Proof.OLD)


def _last_accepted() -> ScalarSelect[datetime]:
    """Found by notification_by_officer from its end, one officer at a time."""
    accepted = select(col(Notification.sent_at)).where(
        col(Notification.officer) == col(Officer.id),
        col(Notification.channel) == Channel.CALL,
        col(Notification.phone) == col(Officer.phone),
        col(Notification.state) == NotificationState.ACCEPTED,
        col(Notification.sent_at).is_not(None),
    )
    return accepted.order_by(col(Notification.id).desc()).limit(1).correlate(Officer).scalar_subquery()


def _last_test() -> ScalarSelect[datetime]:
    tests = select(col(PhoneTest.proven_at)).where(
        col(PhoneTest.officer) == col(Officer.id),
        col(PhoneTest.phone) == col(Officer.phone),
        col(PhoneTest.proven_at).is_not(None),
    )
    return tests.order_by(col(PhoneTest.id).desc()).limit(1).correlate(Officer).scalar_subquery()
