"""What is known of signing in is forgotten after the time that the documentation tells."""

from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlmodel import Session, SQLModel, select

from hotline.models import OneTimeCode, PushSubscription, SignIn, SignInFailure
from hotline.staff.forgetting import forget_old
from routing.models import Officer

NOW = datetime(2026, 3, 2, 19, tzinfo=UTC)
DAY = timedelta(days=1)
Row = TypeVar("Row", bound=SQLModel)


def signed_in(session: Session, device: str, **moments: datetime | None) -> SignIn:
    known = {"created_at": NOW, "seen_at": NOW, "expires_at": NOW + DAY, "proven_at": NOW} | moments
    row = SignIn(token_hash=device, officer="an", device=device, **known)
    session.add(row)
    session.flush()
    code = {"sealed": "x", "created_at": NOW, "expires_at": known["expires_at"]}
    push = {"officer": "an", "endpoint": device, "keys": {}, "created_at": NOW}
    session.add_all([OneTimeCode(sign_in_id=row.id, **code), PushSubscription(sign_in_id=row.id, **push)])
    return row


def test_sign_ins_go_ninety_days_after_their_end_with_all_that_hangs_on_them(session: Session) -> None:
    session.add(Officer(id="an", name="An", phone="+84912000001"))
    session.flush()
    signed_in(session, "running")
    signed_in(session, "ended lately", ended_at=NOW - 89 * DAY)
    signed_in(session, "ended long ago", ended_at=NOW - 91 * DAY)
    signed_in(session, "ran out long ago", expires_at=NOW - 91 * DAY)
    signed_in(session, "begun now", proven_at=None)
    signed_in(session, "left half-way", proven_at=None, created_at=NOW - 2 * DAY)
    session.add_all([SignInFailure(subject="old", at=NOW - 2 * DAY), SignInFailure(subject="new", at=NOW)])
    session.flush()
    for _ in range(2):
        forget_old(session, now=NOW)
    left = {"running", "ended lately", "begun now"}
    assert {row.device for row in all_of(session, SignIn)} == left
    assert {row.endpoint for row in all_of(session, PushSubscription)} == left
    assert len(all_of(session, OneTimeCode)) == 3
    assert [row.subject for row in all_of(session, SignInFailure)] == ["new"]


def all_of(session: Session, table: type[Row]) -> list[Row]:
    return list(session.exec(select(table)).all())
