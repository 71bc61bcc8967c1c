"""Everybody who may use the console, as an administrator sees them: in a few questions, however many they are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline.models import Account, SignIn
from hotline.staff.districts import districts_of_all
from hotline.staff.sign_ins import SECOND_STEP
from routing.models import Officer, Role


@dataclass(frozen=True)
class Person:
    officer: Officer
    districts: list[str]
    """Codes, in order."""
    has_password: bool
    is_temporary: bool
    """Somebody else has set it, and they have not chosen their own yet."""
    has_authenticator: bool
    devices: int
    """On which they are signed in now."""
    seen_at: datetime | None

    @property
    def second_step(self) -> str:
        """What they prove themselves with besides the password: 'app', 'telephone', or 'none'."""
        if Role(self.officer.role) not in SECOND_STEP:
            return "none"
        return "app" if self.has_authenticator else "telephone"


def everybody(session: Session, *, now: datetime) -> list[Person]:
    """In the order of their ids, those who left come last."""
    accounts = {account.officer: account for account in session.exec(select(Account)).all()}
    districts, seen = districts_of_all(session), _seen(session)
    devices = _devices(session, now)
    officers = session.exec(select(Officer).order_by(col(Officer.active).desc(), col(Officer.id))).all()
    return [
        _person(officer, accounts.get(officer.id), districts, devices.get(officer.id, 0), seen.get(officer.id))
        for officer in officers
    ]


def _person(
    officer: Officer,
    account: Account | None,
    districts: Mapping[str, set[str]],
    devices: int,
    seen_at: datetime | None,
) -> Person:
    return Person(
        officer=officer,
        districts=sorted(districts.get(officer.id, set()) | set(officer.districts)),
        has_password=bool(account and account.password_hash),
        is_temporary=bool(account and account.password_temporary_until),
        has_authenticator=bool(account and account.authenticator),
        devices=devices,
        seen_at=seen_at,
    )


def _seen(session: Session) -> dict[str, datetime]:
    return dict(session.exec(select(SignIn.officer, func.max(SignIn.seen_at)).group_by(SignIn.officer)).all())


def _devices(session: Session, now: datetime) -> dict[str, int]:
    running = (col(SignIn.ended_at).is_(None), col(SignIn.expires_at) > now)
    counts: dict[str, int] = defaultdict(int)
    counts.update(session.exec(select(SignIn.officer, func.count()).where(*running).group_by(SignIn.officer)).all())
    return counts
