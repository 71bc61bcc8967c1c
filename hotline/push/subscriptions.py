"""Browsers that show an officer's alerts. Each belongs to a sign-in, and ends with it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.models import PushSubscription, SignIn

MOST = 5
"""Devices of one officer that are told, the newest ones."""


def subscribe(
    session: Session, officer: str, sign_in: int, *, endpoint: str, keys: dict[str, str], now: datetime
) -> None:
    """Show this officer's alerts there; nobody else's any more."""
    row = {"officer": officer, "sign_in_id": sign_in, "keys": keys, "created_at": now, "ended_at": None}
    new = insert(PushSubscription).values(endpoint=endpoint, **row)
    session.exec(new.on_conflict_do_update(index_elements=[col(PushSubscription.endpoint)], set_=row))


def unsubscribe(session: Session, officer: str, endpoint: str, *, now: datetime) -> None:
    theirs = (col(PushSubscription.officer) == officer) & (col(PushSubscription.endpoint) == endpoint)
    session.exec(update(PushSubscription).where(theirs, col(PushSubscription.ended_at).is_(None)).values(ended_at=now))


def end(session: Session, subscription: int, *, now: datetime) -> None:
    """The push service says that there is no such browser any more."""
    session.exec(update(PushSubscription).where(col(PushSubscription.id) == subscription).values(ended_at=now))


def live_subscriptions(session: Session, officer: str, *, now: datetime) -> list[PushSubscription]:
    live = (
        select(PushSubscription)
        .join(SignIn, col(SignIn.id) == col(PushSubscription.sign_in_id))
        .where(PushSubscription.officer == officer, col(PushSubscription.ended_at).is_(None))
        .where(col(SignIn.ended_at).is_(None), col(SignIn.expires_at) > now)
    )
    return list(session.exec(live.order_by(col(PushSubscription.id).desc()).limit(MOST)).all())
