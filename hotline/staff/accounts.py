"""How each officer signs in: their password, and their authenticator."""

from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.models import Access, Account
from hotline.staff import sign_ins

TEMPORARY = timedelta(days=3)
"""How long a password that somebody else has set lets its officer choose one of their own."""


def account_of(session: Session, officer: str) -> Account:
    """This officer's account, locked; a new one that can't sign in yet where there was none."""
    account = session.get(Account, officer, with_for_update=True, populate_existing=True)
    if account is None:
        account = Account(officer=officer)
        session.add(account)
        session.flush()
    return account


def set_password(
    session: Session, officer: str, password_hash: str, *, who: str, now: datetime, but: int | None = None
) -> None:
    """Give this officer a password, and sign them out everywhere, except with the sign-in `but`."""
    account = account_of(session, officer)
    account.password_hash, account.password_set_at, account.password_temporary_until = password_hash, now, None
    session.add(account)
    sign_ins.end(session, officer, now=now, but=but)
    session.add(Access(at=now, who=who, what="password.set", detail=officer))


def set_temporary_password(session: Session, officer: str, password_hash: str, *, who: str, now: datetime) -> None:
    """Give this officer a password that lets them in only to choose one of their own."""
    set_password(session, officer, password_hash, who=who, now=now)
    account_of(session, officer).password_temporary_until = now + TEMPORARY


def usable_hash(account: Account | None, *, now: datetime) -> str | None:
    """The hash that a password is held against; None for somebody who can't sign in."""
    until = account.password_temporary_until if account else None
    return None if account is None or (until and until <= now) else account.password_hash


def forget_authenticator(session: Session, officer: str, *, who: str, now: datetime) -> None:
    """From now on codes come by telephone again."""
    account = account_of(session, officer)
    account.authenticator = None
    session.add(account)
    session.add(Access(at=now, who=who, what="authenticator.removed", detail=officer))
