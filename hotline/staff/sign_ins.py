"""Devices on which somebody has signed in. A cookie holds a secret; the database holds only its hash."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline.models import Account, PushSubscription, SignIn
from hotline.staff.districts import districts_of
from hotline.staff.rights import Viewer
from routing.models import Officer, Role

LASTS = {
    Role.OFFICER: timedelta(days=30),
    Role.MANAGER: timedelta(hours=12),
    Role.ADMIN: timedelta(hours=12),
    Role.AUDITOR: timedelta(hours=12),
}
"""How long a sign-in is good after it was last used. Who is woken at night must not look for a password first."""
SECOND_STEP = {Role.MANAGER, Role.ADMIN, Role.AUDITOR}
"""Roles that prove themselves twice: they see every district."""
NOTED_EVERY = timedelta(minutes=1)
HALF_WAY = timedelta(minutes=15)
"""How long the second step may take."""


class NextStep(StrEnum):
    """What a device has to do next."""

    START = "start"
    CODE = "code"
    CHOOSE = "choose"
    """Choose a password of one's own instead of the one that somebody else has set."""
    DONE = "done"


@dataclass(frozen=True)
class Begun:
    """A new sign-in, and the secret that its device keeps."""

    row: SignIn
    token: str = field(repr=False)


def begin(session: Session, officer: Officer, *, device: str, now: datetime, is_lent: bool = False) -> Begun:
    """Sign in; whoever needs a second step has passed only the first one.

    So does everybody with a password that `is_lent`: who gave it knows it too, and may have no right to see a case.
    """
    token = secrets.token_urlsafe(32)
    role = Role(officer.role)
    row = SignIn(
        token_hash=hash_of(token),
        officer=officer.id,
        device=device,
        created_at=now,
        seen_at=now,
        expires_at=now + LASTS[role],
        proven_at=None if is_lent or role in SECOND_STEP else now,
    )
    session.add(row)
    session.flush()
    return Begun(row, token)


def find(session: Session, token: str, *, now: datetime) -> SignIn | None:
    """The running sign-in of this secret, also one whose second step is still to come."""
    return session.exec(
        select(SignIn).where(
            SignIn.token_hash == hash_of(token), col(SignIn.ended_at).is_(None), col(SignIn.expires_at) > now
        )
    ).first()


def step_of(session: Session, row: SignIn | None, *, now: datetime) -> NextStep:
    """What is still to be done before this sign-in opens a page."""
    officer = session.get(Officer, row.officer) if row else None
    if row is None or officer is None or not officer.active or _is_of_another_role(row, officer):
        return NextStep.START
    if row.proven_at is None:
        return NextStep.CODE if now - row.created_at < HALF_WAY else NextStep.START
    account = session.get(Account, officer.id)
    return NextStep.CHOOSE if account and account.password_temporary_until else NextStep.DONE


def _is_of_another_role(row: SignIn, officer: Officer) -> bool:
    """Begun when less was asked of this officer than now, who has since been given more to see."""
    return row.expires_at - row.seen_at > LASTS[Role(officer.role)]


def viewer_of(session: Session, token: str, *, now: datetime) -> Viewer | None:
    """Who is behind this secret; None unless they have passed every step and still work here."""
    row = find(session, token, now=now)
    if row is None or step_of(session, row, now=now) != NextStep.DONE:
        return None
    officer = session.get_one(Officer, row.officer)
    if now - row.seen_at >= NOTED_EVERY:
        row.seen_at, row.expires_at = now, now + LASTS[Role(officer.role)]
        session.add(row)
    return Viewer(officer, sign_in=row.id, districts=districts_of(session, officer, now=now))


def renew(session: Session, row: SignIn, *, now: datetime) -> str:
    """Every step so far is passed: a new secret, so that one that somebody saw or set before is worth nothing."""
    token = secrets.token_urlsafe(32)
    row.token_hash, row.proven_at = hash_of(token), row.proven_at or now
    session.add(row)
    return token


def running(session: Session, officer: str, *, now: datetime) -> list[SignIn]:
    """Where this officer is signed in, the device seen last comes first."""
    is_theirs = (SignIn.officer == officer, col(SignIn.ended_at).is_(None), col(SignIn.expires_at) > now)
    return list(session.exec(select(SignIn).where(*is_theirs).order_by(col(SignIn.seen_at).desc())).all())


def end(session: Session, officer: str, *, now: datetime, only: int | None = None, but: int | None = None) -> int:
    """Sign this officer out everywhere, or on one device only, or on all but one; returns on how many.

    Alerts are no longer shown there either.
    """
    over = update(SignIn).where(col(SignIn.officer) == officer, col(SignIn.ended_at).is_(None))
    over = over.where(col(SignIn.id) == only) if only is not None else over
    over = over.where(col(SignIn.id) != but) if but is not None else over
    ended = session.exec(over.values(ended_at=now).returning(col(SignIn.id))).scalars().all()
    session.exec(
        update(PushSubscription)
        .where(col(PushSubscription.sign_in_id).in_(ended), col(PushSubscription.ended_at).is_(None))
        .values(ended_at=now)
    )
    return len(ended)


def leave(session: Session, token: str, *, now: datetime) -> None:
    """Sign this device out."""
    row = find(session, token, now=now) if token else None
    if row is not None:
        end(session, row.officer, now=now, only=row.id)


def hash_of(token: str) -> str:
    """A secret of 256 random bits needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
