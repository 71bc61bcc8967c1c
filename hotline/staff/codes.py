"""One-time codes that are sent to an officer's telephone."""

import secrets
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlmodel import Session, col, func, select

from hotline.db import lock_word
from hotline.models import Access, OneTimeCode, SignIn
from hotline.staff.failures import Wait
from hotline.staff.keyring import Keyring
from hotline.staff.sign_ins import HALF_WAY

PURPOSE = "one-time code"
DIGITS = 6
LASTS = timedelta(minutes=5)
TRIES = 5
BETWEEN = timedelta(seconds=30)
MOST_IN_AN_HOUR = 6


def make(session: Session, keyring: Keyring, sign_in: SignIn, *, now: datetime) -> tuple[OneTimeCode, str]:
    """A new code, which takes the place of those before it. Raises Wait when this officer was sent enough."""
    lock_word(session, f"codes {sign_in.officer}")
    _check_pace(session, sign_in.officer, now=now)
    return _make(session, keyring, sign_in, now=now)


def make_by_hand(session: Session, keyring: Keyring, officer: str, *, by: str, now: datetime) -> tuple[SignIn, str]:
    """A code for the sign-in that this officer has begun last, for whoever reads it to them: no network is needed.

    It can be used at once, and on that device only. Raises LookupError when they have begun none.
    """
    lock_word(session, f"codes {officer}")
    begun = select(SignIn).where(
        SignIn.officer == officer,
        col(SignIn.proven_at).is_(None),
        col(SignIn.ended_at).is_(None),
        col(SignIn.created_at) > now - HALF_WAY,
    )
    sign_in = session.exec(begun.order_by(col(SignIn.id).desc()).limit(1)).first()
    if sign_in is None:
        raise LookupError(officer)
    session.add(Access(at=now, who=by, what="code.given", detail=officer))
    return sign_in, _make(session, keyring, sign_in, now=now)[1]


def _make(session: Session, keyring: Keyring, sign_in: SignIn, *, now: datetime) -> tuple[OneTimeCode, str]:
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = OneTimeCode(sign_in_id=sign_in.id, sealed=keyring.seal(PURPOSE, code), created_at=now, expires_at=now + LASTS)
    session.add(row)
    session.flush()
    return row, code


def _check_pace(session: Session, officer: str, *, now: datetime) -> None:
    sent = select(func.count(), func.min(OneTimeCode.created_at), func.max(OneTimeCode.created_at)).join(SignIn)
    count, first, last = session.exec(
        sent.where(SignIn.officer == officer, col(OneTimeCode.created_at) > now - timedelta(hours=1))
    ).one()
    if count:
        again = first + timedelta(hours=1) if count >= MOST_IN_AN_HOUR else last + BETWEEN
        if again > now:
            raise Wait(-int(-(again - now).total_seconds() // 1))


def latest(session: Session, sign_in: int, *, now: datetime) -> OneTimeCode | None:
    """The code that counts for this sign-in, if it is still good."""
    newest = select(OneTimeCode).where(OneTimeCode.sign_in_id == sign_in).order_by(col(OneTimeCode.id).desc()).limit(1)
    row = session.exec(newest.with_for_update()).first()
    is_good = row is not None and row.used_at is None and row.expires_at > now and row.tries < TRIES
    return row if is_good else None


def prove(session: Session, keyring: Keyring, sign_in: int, given: str, *, now: datetime) -> bool:
    """Whether this is the code that was sent. It is used up by that, and by a few wrong tries."""
    row = latest(session, sign_in, now=now)
    if row is None:
        return False
    is_right = compare_digest(given.encode(), (keyring.unseal(PURPOSE, row.sealed) or "-").encode())
    row.tries += 1
    row.used_at = now if is_right else None
    session.add(row)
    return is_right


def digits_to_read(session: Session, keyring: Keyring, code: int, *, now: datetime) -> str | None:
    """What a call reads to the officer; None for a code that would not be taken any more."""
    sign_in = session.exec(select(OneTimeCode.sign_in_id).where(OneTimeCode.id == code)).first()
    row = latest(session, sign_in, now=now) if sign_in else None
    return keyring.unseal(PURPOSE, row.sealed) if row and row.id == code else None
