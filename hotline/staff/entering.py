"""The way in: number and password, then a code where one is due. Tells a stranger nothing but yes or no."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, select

from hotline import texts
from hotline.messages import local_time
from hotline.models import Access, Account, SignIn
from hotline.officer_texts import write
from hotline.staff import accounts, authenticator, codes, failures, passwords, sign_ins
from hotline.staff.devices import Memory, name_of
from hotline.staff.keyring import Keyring
from routing.models import Officer
from routing.phones import parse_phone
from routing.roster import city

Transaction = Callable[[], AbstractContextManager[Session]]
LONGEST_NUMBER = 40


@dataclass(frozen=True)
class Visit:
    """Who stands at the door."""

    device: Memory
    origin: str | None = None
    """The network address they come from; None when it says nothing of who they are."""
    user_agent: str = ""


@dataclass(frozen=True)
class Proof:
    """Somebody has given the password of this officer."""

    officer: Officer
    password_hash: str = field(repr=False)
    subject: str
    tries: list[int]

    def forgive(self, session: Session) -> None:
        failures.forgive(session, self.tries, subject=self.subject)


@dataclass(frozen=True)
class Door:
    """Checks passwords and codes. Each try is counted before it is looked at."""

    transaction: Transaction
    keyring: Keyring

    def check(self, visit: Visit, number: str, password: str, *, now: datetime) -> Proof | None:
        """Whether this is the password of an active officer with this number, in any spelling.

        Takes as long and counts as much whether or not there is such an officer. Raises Wait and TooBusy.
        """
        number = written_one_way(number)
        subject = self._subject(visit, "password", number)
        with self.transaction() as session:
            tries = failures.count_try(session, self._limits(visit, "password", number), now=now)
            officer = session.exec(select(Officer).where(Officer.phone == number, Officer.active)).first()
            account = session.get(Account, officer.id) if officer else None
        password_hash = accounts.usable_hash(account, now=now)
        is_known = visit.device.knows(self.keyring, number)
        if (
            not passwords.is_right(password, password_hash, is_known=is_known)
            or officer is None
            or password_hash is None
        ):
            return None
        return Proof(officer, password_hash, subject, tries)

    def let_in(
        self, proof: Proof, visit: Visit, password: str, *, now: datetime, former: str = ""
    ) -> sign_ins.Begun | None:
        """A new sign-in, which ends the device's `former` one; None when the password was changed meanwhile."""
        is_outdated = passwords.is_outdated(proof.password_hash)
        password_hash = passwords.hashed(password) if is_outdated else proof.password_hash
        with self.transaction() as session:
            account = accounts.account_of(session, proof.officer.id)
            if account.password_hash != proof.password_hash:
                return None
            account.password_hash = password_hash
            proof.forgive(session)
            sign_ins.leave(session, former, now=now)
            session.add(Access(at=now, who=proof.officer.id, what="signed_in"))
            device, is_lent = name_of(visit.user_agent), account.password_temporary_until is not None
            begun = sign_ins.begin(session, proof.officer, device=device, now=now, is_lent=is_lent)
            if begun.row.proven_at:
                self._tell_of_new_device(session, visit, begun.row, proof.officer, now=now)
            return begun

    def prove(self, visit: Visit, row: SignIn, officer: Officer, code: str, *, now: datetime) -> str | None:
        """The secret of the sign-in once the second step is passed, with a code of the app or one that was sent.

        None for a wrong code. Raises Wait.
        """
        subject = self._subject(visit, "code", officer.phone)
        with self.transaction() as session:
            tries = failures.count_try(session, self._limits(visit, "code", officer.phone), now=now)
        with self.transaction() as session:
            account = accounts.account_of(session, officer.id)
            if not authenticator.prove(account, self.keyring, code, now=now) and not codes.prove(
                session, self.keyring, row.id, code, now=now
            ):
                return None
            failures.forgive(session, tries, subject=subject)
            self._tell_of_new_device(session, visit, row, officer, now=now)
            return sign_ins.renew(session, session.get_one(SignIn, row.id), now=now)

    def _tell_of_new_device(
        self, session: Session, visit: Visit, row: SignIn, officer: Officer, *, now: datetime
    ) -> None:
        """Whoever signs in under a stolen name does so on a device of their own."""
        if visit.device.knows(self.keyring, officer.phone):
            return
        where = city(session)
        device = row.device or texts.UNKNOWN_DEVICE(where.languages[0])
        about, time = f"sign-in {row.id}", local_time(where, now)
        write(session, [officer], texts.NEW_DEVICE_TEXT, about=about, now=now, device=device, time=time)

    def _limits(self, visit: Visit, what: str, number: str) -> dict[str, int]:
        """A device on which this number has signed in before has failures of its own: strangers can't shut it out.

        Others share theirs with their network only, as long as nobody tries one number from many of them.
        """
        subject = self._subject(visit, what, number)
        if visit.origin is None or visit.device.knows(self.keyring, number):
            return {subject: failures.FREE}
        origin = self.keyring.digest("failures", "origin", visit.origin)
        anywhere = self.keyring.digest("failures", "anywhere", what, number)
        return {
            subject: failures.FREE,
            anywhere: failures.FREE_FOR_ONE_NUMBER,
            origin: failures.FREE_FROM_ONE_ADDRESS,
        }

    def _subject(self, visit: Visit, what: str, number: str) -> str:
        """What failures are counted for: a keyed hash that names nobody."""
        is_known = visit.device.knows(self.keyring, number)
        return self.keyring.digest("failures", what, number, visit.device.id if is_known else visit.origin or "")


def written_one_way(number: str) -> str:
    """The number as E.164; what is no number stays what it is, and finds nobody."""
    try:
        return parse_phone(number[:LONGEST_NUMBER])
    except ValueError:
        return number[:LONGEST_NUMBER].replace("\x00", "").strip().lower()
