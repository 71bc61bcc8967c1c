"""Overrides as values, so that those of two moments can be compared, and what one of them does to whom."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from routing.models import Override, Source
from routing.roster import Stretch, active_officers, load_duty, stretches

LOOKED_AT = timedelta(days=366)
"""Of an override that lasts longer, also by a slip of the pen: rosters are locked meanwhile."""


@dataclass(frozen=True)
class StandIn:
    """One override, whatever row it stands in."""

    district: str
    tier: int
    officers: tuple[str, ...]
    instead_of: str | None
    starts_at: datetime
    ends_at: datetime
    made_at: datetime | None
    row: int | None = field(compare=False)

    @property
    def about(self) -> str:
        made = self.made_at.isoformat() if self.made_at else "file"
        who = ",".join(self.officers)
        return f"override {self.district} {self.tier} {self.starts_at.isoformat()} {who} {made}"

    def as_row(self) -> Override:
        return Override(
            id=self.row,
            district=self.district,
            tier=self.tier,
            officers=list(self.officers),
            instead_of=self.instead_of,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            source=Source.CONSOLE if self.made_at else Source.FILE,
            made_at=self.made_at,
        )


def stand_ins(session: Session, *, now: datetime) -> set[StandIn]:
    """Overrides that run or are to come."""
    rows = session.exec(select(Override).where(col(Override.ends_at) > now)).all()
    return {
        StandIn(
            district=row.district,
            tier=row.tier,
            officers=tuple(row.officers),
            instead_of=row.instead_of,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            made_at=row.made_at,
            row=row.id,
        )
        for row in rows
    }


def relieved_by(session: Session, stand_in: StandIn, *, now: datetime) -> set[str]:
    """Whom it takes, or took, off duty at any time that is left of it: as the roster is now, without it."""
    without, within = _without_and_within(session, stand_in, now=now)
    moments = {stretch.start for stretch in (*without, *within)}
    return {officer for moment in moments for officer in {*_at(without, moment)} - {*_at(within, moment)}}


def let_go_by(session: Session, gone: StandIn, *, now: datetime) -> set[str]:
    """Who was on duty by it alone. Whoever has any of its hours without it as well is not let go."""
    without, within = _without_and_within(session, gone, now=now)
    return {*gone.officers, *_officers(within)} - _officers(without)


def _without_and_within(session: Session, stand_in: StandIn, *, now: datetime) -> tuple[list[Stretch], list[Stretch]]:
    """Who is on duty in its hours that are left, without it and with it. It may be there or not."""
    duty = load_duty(session, district=stand_in.district, tier=stand_in.tier, since=now)
    others = [row for row in duty.overrides if row.id != stand_in.row]
    overrides = sorted([*others, stand_in.as_row()], key=lambda row: row.id or 0)
    start, active = max(stand_in.starts_at, now), active_officers(session)
    end = min(stand_in.ends_at, start + LOOKED_AT)
    without, within = (
        stretches(replace(duty, overrides=tuple(rows)), start=start, end=end, active=active)
        for rows in (others, overrides)
    )
    return without, within


def _at(hours: list[Stretch], moment: datetime) -> tuple[str, ...]:
    return hours[bisect_right(hours, moment, key=lambda stretch: stretch.start) - 1].officers


def _officers(hours: list[Stretch]) -> set[str]:
    return {officer for stretch in hours for officer in stretch.officers}
