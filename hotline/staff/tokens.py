"""Keys with which other systems of the city read through /api/v1. Each is shown once; the database holds its hash."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.models import ApiToken
from hotline.staff.rights import Right, Viewer
from hotline.staff.sign_ins import hash_of

SCOPES = ("cases:read", "figures:read", "roster:read", "contacts:read")
"""What a key may be good for."""
OF_CASES = frozenset({"cases:read", "contacts:read"})
PREFIX = "hotline_"
"""Lets people, and programs that look for leaked secrets, tell what a stray key is."""
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Issued:
    """A new key, and the words of it that nobody sees again."""

    row: ApiToken
    token: str = field(repr=False)


def scopes_to_give(viewer: Viewer) -> tuple[str, ...]:
    """For which scopes they may issue keys; none for whoever has nothing to do with keys."""
    if viewer.may(Right.CASE_KEYS):
        return SCOPES
    return tuple(scope for scope in SCOPES if scope not in OF_CASES) if viewer.may(Right.SETTINGS) else ()


def issue(
    session: Session, *, name: str, scopes: Collection[str], by: str, now: datetime, expires_at: datetime | None = None
) -> Issued:
    """`by`: id of the officer who makes it. Raises ValueError for no scope or one that isn't of SCOPES."""
    if not scopes or not set(scopes) <= set(SCOPES):
        raise ValueError(f"A key needs scopes out of {', '.join(SCOPES)}")
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        name=name,
        token_hash=hash_of(token),
        scopes=[scope for scope in SCOPES if scope in scopes],
        created_by=by,
        created_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return Issued(row, token)


def find(session: Session, token: str, *, now: datetime) -> ApiToken | None:
    """The key that is good now. What it is good for, `scopes`, is the caller's to check."""
    row = session.exec(select(ApiToken).where(ApiToken.token_hash == hash_of(token))).first()
    if row is None or row.ended_at is not None or (row.expires_at is not None and row.expires_at <= now):
        return None
    if row.used_at is None or now - row.used_at >= NOTED_EVERY:
        row.used_at = now
        session.add(row)
    return row


def all_of_them(session: Session) -> list[ApiToken]:
    """Newest first, also those that are over."""
    return list(session.exec(select(ApiToken).order_by(col(ApiToken.id).desc())).all())


def end(session: Session, token: int, *, now: datetime) -> ApiToken | None:
    """Good no longer from now on. None when there is no such key."""
    row = session.get(ApiToken, token, with_for_update=True)
    if row is not None and row.ended_at is None:
        row.ended_at = now
        session.add(row)
    return row
