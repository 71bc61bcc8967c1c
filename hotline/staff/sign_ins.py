"""Devices on which somebody has signed in. A cookie holds a secret; the database holds only its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.models import Account, SignIn
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


@dataclass(frozen=True)
class Begun:
    """A new sign-in, and the secret that its device keeps."""

    row: SignIn
    token: str


def begin(session: Session, officer: Officer, *, device: str, now: datetime) -> Begun:
    """Sign in; whoever needs a second step has passed only the first one."""
    token = secrets.token_urlsafe(32)
    role = Role(officer.role)
    row = SignIn(
        token_hash=hash_of(token),
        officer=officer.id,
        device=device,
        created_at=now,
        seen_at=now,
        expires_at=now + LASTS[role],
        proven_at=None if role in SECOND_STEP else now,
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


def viewer_of(session: Session, token: str, *, now: datetime) -> Viewer | None:
    """Who is behind this secret; None unless they have passed every step and still work here."""
    row = find(session, token, now=now)
    officer = session.get(Officer, row.officer) if row else None
    if row is None or row.proven_at is None or officer is None or not officer.active:
        return None
    if now - row.seen_at >= NOTED_EVERY:
        row.seen_at, row.expires_at = now, now + LASTS[Role(officer.role)]
        session.add(row)
    account = session.get(Account, officer.id)
    language = account.language if account else "vi"
    return Viewer(officer, sign_in=row.id, districts=districts_of(session, officer), language=language)


def hash_of(token: str) -> str:
    """A secret of 256 random bits needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
