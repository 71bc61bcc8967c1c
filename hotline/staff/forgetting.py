"""What the records of signing in are kept for, and no longer. Who read what is kept: see `hotline.models.Access`."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hotline.models import OfficerText, OneTimeCode, PushSubscription, SignIn, SignInFailure

FAILURES, CODES, HALF_WAY = timedelta(days=1), timedelta(days=1), timedelta(days=1)
SIGN_INS, TEXTS = timedelta(days=90), timedelta(days=90)
"""After their end. Until then it can be told who was signed in where."""


def forget_old(session: Session, *, now: datetime) -> None:
    """Failures and codes of the past days, sign-ins that were left half-way, and what ended months ago."""
    session.exec(delete(SignInFailure).where(col(SignInFailure.at) < now - FAILURES))
    session.exec(delete(OneTimeCode).where(col(OneTimeCode.expires_at) < now - CODES))
    session.exec(delete(OfficerText).where(col(OfficerText.give_up_at) < now - TEXTS))
    _forget_sign_ins(session, now=now)


def _forget_sign_ins(session: Session, *, now: datetime) -> None:
    """With what belongs to them: browsers to which nothing has been pushed since."""
    over = (col(SignIn.ended_at) < now - SIGN_INS) | (col(SignIn.expires_at) < now - SIGN_INS)
    half_way = col(SignIn.proven_at).is_(None) & (col(SignIn.created_at) < now - HALF_WAY)
    old = list(session.exec(select(SignIn.id).where(over | half_way)).all())
    for table in (OneTimeCode, PushSubscription):
        session.exec(delete(table).where(col(table.sign_in_id).in_(old)))
    session.exec(delete(SignIn).where(col(SignIn.id).in_(old)))
