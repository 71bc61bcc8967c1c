"""Changes that a manager makes to a roster. Each is a value, so that it can be looked at before it is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlmodel import Session, col, func, select

from routing.models import Override, Rotation, Shift, Source

Kind = Literal["shift", "rotation", "override"]
TABLES: dict[str, type[Shift] | type[Rotation] | type[Override]] = {
    "shift": Shift,
    "rotation": Rotation,
    "override": Override,
}


class GoneError(LookupError):
    """Somebody else has removed it meanwhile, or it is not there to be changed."""


@dataclass(frozen=True)
class Hours:
    """Once, with both moments; or weekly, with days (Monday is 0) and minutes of the city's day."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    days: tuple[int, ...] = ()
    start_minute: int = 0
    end_minute: int = 1440


@dataclass(frozen=True)
class AddShift:
    tier: int
    officers: tuple[str, ...]
    hours: Hours
    kind: Kind = "shift"

    def apply(self, session: Session, district: str, *, by: str, now: datetime) -> None:
        del by, now
        last = session.exec(select(func.max(Shift.position)).where(Shift.district == district)).one()
        session.add_all(
            Shift(
                district=district,
                tier=self.tier,
                officer=officer,
                position=(last or 0) + number,
                starts_at=self.hours.starts_at,
                ends_at=self.hours.ends_at,
                days=list(self.hours.days),
                start_minute=self.hours.start_minute,
                end_minute=self.hours.end_minute,
            )
            for number, officer in enumerate(self.officers, start=1)
        )

    @property
    def said(self) -> str:
        return f"shift added, tier {self.tier}: {', '.join(self.officers)}"


@dataclass(frozen=True)
class AddRotation:
    tier: int
    officers: tuple[str, ...]
    starts_at: datetime
    turn_hours: float
    kind: Kind = "rotation"

    def apply(self, session: Session, district: str, *, by: str, now: datetime) -> None:
        del by, now
        officers = list(self.officers)
        session.add(
            Rotation(
                district=district,
                tier=self.tier,
                officers=officers,
                starts_at=self.starts_at,
                turn_hours=self.turn_hours,
            )
        )

    @property
    def said(self) -> str:
        return f"rotation added, tier {self.tier}: {', '.join(self.officers)}"


@dataclass(frozen=True)
class AddOverride:
    """One that should have begun already begins now: who was on duty before stays written down as it was."""

    tier: int
    officers: tuple[str, ...]
    instead_of: str | None
    starts_at: datetime
    ends_at: datetime
    kind: Kind = "override"

    def apply(self, session: Session, district: str, *, by: str, now: datetime) -> None:
        session.add(
            Override(
                district=district,
                tier=self.tier,
                officers=list(self.officers),
                instead_of=self.instead_of,
                starts_at=max(self.starts_at, now),
                ends_at=self.ends_at,
                source=Source.CONSOLE,
                made_by=by,
                made_at=now,
            )
        )

    @property
    def said(self) -> str:
        instead = f" instead of {self.instead_of}" if self.instead_of else ""
        return f"override added, tier {self.tier}: {', '.join(self.officers)}{instead}"


@dataclass(frozen=True)
class Remove:
    """A running override ends now instead, so that what has been stays written down."""

    kind: Kind
    row: int

    def apply(self, session: Session, district: str, *, by: str, now: datetime) -> None:
        del by
        table: Any = TABLES[self.kind]
        row = session.exec(select(table).where(table.id == self.row, col(table.district) == district)).first()
        if row is None or (isinstance(row, Override) and (row.source == Source.FILE or row.ends_at <= now)):
            raise GoneError
        if isinstance(row, Override) and row.starts_at < now:
            row.ends_at = now
            session.add(row)
        else:
            session.delete(row)

    @property
    def said(self) -> str:
        return f"{self.kind} {self.row} removed"


Edit = AddShift | AddRotation | AddOverride | Remove
