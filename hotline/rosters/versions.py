"""Rosters as they were: a version is kept at each change, so that past weeks show what was true then.

Overrides that people make stay in their table for good; shifts, rotations and the city file's overrides do not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

from sqlmodel import Session, col, select

from hotline.rosters.cover import all_districts
from hotline.rosters.hours import Hours, hours_of
from routing.models import Override, RosterVersion, Source
from routing.roster import Duty, active_officers, load_duties


@dataclass(frozen=True)
class Era:
    """A time during which a district's roster did not change. `active`: who of its officers could be rung."""

    start: datetime
    end: datetime
    duties: dict[int, Duty]
    """By tier."""
    active: frozenset[str]


def keep_versions(session: Session, *, now: datetime) -> None:
    """Keep what the rosters say, where it is not what was kept last. To be asked before and after each change."""
    active = active_officers(session)
    for district in all_districts(session):
        said = _said(session, district, active)
        last = select(RosterVersion).where(RosterVersion.district == district).order_by(col(RosterVersion.id).desc())
        kept = session.exec(last.limit(1)).first()
        is_new = any(said.values()) if kept is None else kept.said != said
        if is_new:
            session.add(RosterVersion(district=district, since=now, said=said))
    session.flush()


def known_since(session: Session, district: str) -> datetime | None:
    """From when on versions are kept; None when there is none yet."""
    kept = select(RosterVersion.since).where(RosterVersion.district == district).order_by(col(RosterVersion.id))
    return session.exec(kept.limit(1)).first()


def eras(session: Session, district: str, *, start: datetime, end: datetime, zone: tzinfo) -> list[Era]:
    """One after the other, without a hole. What was before the first version is taken to have been as in it."""
    versions = _versions(session, district, start=start, end=end)
    if not versions:
        return [_present(session, district, start, end)]
    made_here = _made_here(session, district, since=start)
    begins = [start, *(version.since for version in versions[1:]), end]
    found = [
        _era(version, since, until, made_here, zone)
        for version, (since, until) in zip(versions, pairwise(begins), strict=True)
        if since < until
    ]
    if not found or _is_followed(session, versions[-1]):
        return found
    return [*found[:-1], _present(session, district, found[-1].start, end)]


def _versions(session: Session, district: str, *, start: datetime, end: datetime) -> list[RosterVersion]:
    """Those that hold between the two moments; the first one at least, if there is any."""
    theirs, since = select(RosterVersion).where(RosterVersion.district == district), col(RosterVersion.since)
    newest, oldest = col(RosterVersion.id).desc(), col(RosterVersion.id)
    before = session.exec(theirs.where(since <= start).order_by(newest).limit(1)).all()
    later = session.exec(theirs.where(since > start, since < end).order_by(oldest)).all()
    return [*before, *later] or list(session.exec(theirs.order_by(oldest).limit(1)).all())


def _is_followed(session: Session, version: RosterVersion) -> bool:
    later = select(RosterVersion.id).where(RosterVersion.district == version.district, RosterVersion.id > version.id)
    return session.exec(later.limit(1)).first() is not None


def _said(session: Session, district: str, active: frozenset[str]) -> dict[str, Any]:
    hours = hours_of(session, district)
    overrides = session.exec(
        select(Override).where(Override.district == district, Override.source == Source.FILE).order_by(col(Override.id))
    ).all()
    named = {shift.officer for shift in hours.shifts} | _of_groups((*hours.rotations, *overrides))
    stored = [row.model_dump(mode="json", exclude={"id"}, warnings=False) for row in overrides]
    return {**hours.to_json(), "overrides": stored, "absent": sorted(named - active)}


def _of_groups(rows: Iterable[Any]) -> set[str]:
    return {officer for row in rows for officer in row.officers}


def _made_here(session: Session, district: str, *, since: datetime) -> list[Override]:
    made = select(Override).where(
        Override.district == district, Override.source == Source.CONSOLE, col(Override.ends_at) > since
    )
    return list(session.exec(made.order_by(col(Override.id))))


def _era(version: RosterVersion, since: datetime, until: datetime, made_here: Sequence[Override], zone: tzinfo) -> Era:
    hours = Hours.from_json(version.said)
    overrides = [*(Override.model_validate(row) for row in version.said["overrides"]), *made_here]
    tiers = sorted({row.tier for row in (*hours.lines, *overrides)})
    named = {shift.officer for shift in hours.shifts} | _of_groups((*hours.rotations, *overrides))
    duties = {
        tier: Duty(
            shifts=tuple(_of_tier(hours.shifts, tier)),
            rotations=tuple(_of_tier(hours.rotations, tier)),
            overrides=tuple(_of_tier(overrides, tier)),
            timezone=zone,
        )
        for tier in tiers
    }
    return Era(since, until, duties, frozenset(named) - frozenset(version.said["absent"]))


def _of_tier(rows: Iterable[Any], tier: int) -> Iterator[Any]:
    return (row for row in rows if row.tier == tier)


def _present(session: Session, district: str, start: datetime, end: datetime) -> Era:
    duties = {tier: duty for (where, tier), duty in load_duties(session, since=start).items() if where == district}
    return Era(start, end, duties, active_officers(session))
