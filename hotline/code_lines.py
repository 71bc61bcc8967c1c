"""Calls that read a one-time code, and officers' lines: a child who waits comes first."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.models import OneTimeCode, SignIn

RING_SECONDS = 20
CALL_LASTS = timedelta(seconds=90)
"""The ringing, the wait for a key, and the reading; its end is not told to us."""


def code_calls_under_way(session: Session, officer: str, *, now: datetime) -> list[str]:
    """SIDs of calls that may still occupy this officer's line."""
    lately = col(OneTimeCode.created_at) > now - CALL_LASTS
    calls = select(OneTimeCode.sid).join(SignIn).where(SignIn.officer == officer, lately)
    return [sid for sid in session.exec(calls).all() if sid]
