"""Cases as the product has written them down."""

from collections.abc import Collection
from dataclasses import dataclass, fields

from sqlmodel import Session, col, select

from hotline import records
from hotline.models import Alert, CaseEvent, Contact, Notification
from hotline.record_shapes import Record
from routing.models import Channel


@dataclass(frozen=True)
class Docket:
    """Everything about some cases, oldest first; numbers are masked."""

    contacts: tuple[Record, ...] = ()
    cases: tuple[Record, ...] = ()
    alerts: tuple[Record, ...] = ()
    notifications: tuple[Record, ...] = ()
    events: tuple[Record, ...] = ()

    def contact(self, sid: str) -> Record:
        """What was written down of this call or message; empty when nothing was."""
        return next((row for row in self.contacts if row["sid"] == sid), {})

    @property
    def case(self) -> Record:
        return self.cases[-1] if self.cases else {}

    @property
    def alert(self) -> Record:
        return self.alerts[-1] if self.alerts else {}

    @property
    def calls(self) -> list[Record]:
        """Attempts to ring an officer."""
        return [row for row in self.notifications if row["channel"] == Channel.CALL]

    @property
    def accepted(self) -> list[Record]:
        return [row for row in self.notifications if row["state"] == "accepted"]


Marks = tuple[int | None, ...]
"""Grow with every change that the product writes."""


def read_docket(session: Session, sids: Collection[str]) -> Docket:
    """The cases that these calls and messages belong to."""
    ids = session.exec(select(Contact.case_id).where(col(Contact.sid).in_(sids), col(Contact.case_id).is_not(None)))
    return read_cases(session, {case for case in ids if case is not None})


def read_newest(session: Session, contacts: int) -> Docket:
    """The cases of the newest contacts."""
    newest = select(Contact.case_id).where(col(Contact.case_id).is_not(None)).order_by(col(Contact.id).desc())
    return read_cases(session, {case for case in session.exec(newest.limit(contacts)) if case is not None})


def read_cases(session: Session, ids: Collection[int]) -> Docket:
    if not ids:
        return Docket()
    kinds = (field.name for field in fields(Docket))
    return Docket(**{kind: tuple(records.BY_KIND[kind](session, only=ids)) for kind in kinds})


def read_marks(session: Session) -> Marks:
    """Equal to the last ones as long as nothing has changed; costs four look-ups in an index."""
    newest = (Contact.id, Alert.id, Notification.id, CaseEvent.id)
    return tuple(session.exec(select(key).order_by(col(key).desc()).limit(1)).first() for key in newest)
