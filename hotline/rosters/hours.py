"""The regular hours of one district: its shifts and rotations, as rows, as JSON, and compared with others."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from routing.models import Override, Rotation, Shift

Line = Shift | Rotation


@dataclass(frozen=True)
class Hours:
    shifts: tuple[Shift, ...]
    rotations: tuple[Rotation, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.shifts, *self.rotations)

    def to_json(self) -> dict[str, Any]:
        return {"shifts": [_stored(row) for row in self.shifts], "rotations": [_stored(row) for row in self.rotations]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Hours":
        return cls(
            shifts=tuple(Shift.model_validate(row) for row in stored.get("shifts", [])),
            rotations=tuple(Rotation.model_validate(row) for row in stored.get("rotations", [])),
        )


@dataclass(frozen=True)
class Drift:
    """False when file and console say the same."""

    only_in_file: tuple[Line, ...]
    only_here: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.only_in_file or self.only_here)


def hours_of(session: Session, district: str) -> Hours:
    shifts = select(Shift).where(Shift.district == district).order_by(col(Shift.position), col(Shift.id))
    rotations = select(Rotation).where(Rotation.district == district).order_by(col(Rotation.id))
    return Hours(tuple(session.exec(shifts)), tuple(session.exec(rotations)))


def drift_between(filed: Hours, here: Hours) -> Drift:
    return Drift(only_in_file=_besides(filed.lines, here.lines), only_here=_besides(here.lines, filed.lines))


def fingerprint(session: Session, district: str) -> str:
    """Tells whether anything in a district's roster has changed since somebody looked at it."""
    overrides = session.exec(select(Override).where(Override.district == district).order_by(col(Override.id)))
    rows = [row.model_dump(mode="json", warnings=False) for row in (*hours_of(session, district).lines, *overrides)]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:32]


def _besides(lines: Iterable[Line], others: Iterable[Line]) -> tuple[Line, ...]:
    known = {_key(line) for line in others}
    return tuple(line for line in lines if _key(line) not in known)


def _key(line: Line) -> str:
    """What a line says, wherever it stands."""
    said = line.model_dump(mode="json", exclude={"id", "position"}, warnings=False)
    return json.dumps([type(line).__name__, said], sort_keys=True)


def _stored(row: Line) -> dict[str, Any]:
    return row.model_dump(mode="json", exclude={"id"}, warnings=False)
