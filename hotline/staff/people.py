"""Everybody who may use the console, as an administrator sees them: in a few questions, however many they are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline.models import Account, SignIn
from hotline.staff import accounts
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
    can_sign_in: bool
    has_authenticator: bool
    devices: list[str]
    """What those on which they are signed in now are called, the one used last comes first; '' for one without name."""
    seen_at: datetime | None

    @property
    def second_step(self) -> str:
        """What they prove themselves with besides the password: 'app', 'telephone', or 'none'."""
        if Role(self.officer.role) not in SECOND_STEP:
            return "none"
        return "app" if self.has_authenticator else "telephone"


def everybody(session: Session, *, now: datetime) -> list[Person]:
    """In the order of their ids, those who left come last."""
    known = {account.officer: account for account in session.exec(select(Account)).all()}
    districts, seen = districts_of_all(session, now=now), _seen(session)
    devices = _devices(session, now)
    officers = session.exec(select(Officer).order_by(col(Officer.active).desc(), col(Officer.id))).all()
    return [
        Person(
            officer=officer,
            districts=sorted(districts.get(officer.id, set()) | set(officer.districts)),
            devices=devices.get(officer.id, []),
            seen_at=seen.get(officer.id),
            **_ways_in(officer, known.get(officer.id), now=now),
        )
        for officer in officers
    ]


def _ways_in(officer: Officer, account: Account | None, *, now: datetime) -> dict[str, bool]:
    return {
        "has_password": bool(account and account.password_hash),
        "is_temporary": bool(account and account.password_temporary_until),
        "can_sign_in": officer.active and accounts.usable_hash(account, now=now) is not None,
        "has_authenticator": bool(account and account.authenticator),
    }


def _seen(session: Session) -> dict[str, datetime]:
    return dict(session.exec(select(SignIn.officer, func.max(SignIn.seen_at)).group_by(SignIn.officer)).all())


def _devices(session: Session, now: datetime) -> Mapping[str, list[str]]:
    running = (col(SignIn.ended_at).is_(None), col(SignIn.expires_at) > now)
    devices: dict[str, list[str]] = defaultdict(list)
    found = select(SignIn.officer, SignIn.device).where(*running).order_by(col(SignIn.seen_at).desc())
    for officer, device in session.exec(found).all():
        devices[officer].append(device)
    return devices
