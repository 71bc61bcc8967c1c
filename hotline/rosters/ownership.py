"""Who owns a district's regular hours: the city file, or the console. Never both.

What the other one says is kept beside it, so that the difference can be shown and the roster handed back at once.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.rosters.hours import Drift, Hours, drift_between, hours_of
from hotline.rosters.locking import lock_rosters
from hotline.rosters.versions import keep_versions
from routing.models import Roster, Rotation, Shift, Source


def owner_of(session: Session, district: str) -> Source:
    roster = session.get(Roster, district)
    return Source(roster.owner) if roster else Source.FILE


def console_districts(session: Session) -> frozenset[str]:
    return frozenset(session.exec(select(Roster.district).where(Roster.owner == Source.CONSOLE)))


def drift_of(session: Session, district: str) -> Drift:
    """How the console's hours differ from the file's; nothing while the file owns them."""
    roster = session.get(Roster, district)
    if roster is None or roster.owner == Source.FILE:
        return Drift((), ())
    return drift_between(Hours.from_json(roster.filed), hours_of(session, district))


def hand_to_console(session: Session, district: str, *, by: str, now: datetime) -> bool:
    """The hours stay as they are, and people change them from now on. False when the console has them already."""
    lock_rosters(session)
    if owner_of(session, district) == Source.CONSOLE:
        return False
    session.merge(
        Roster(
            district=district,
            owner=Source.CONSOLE,
            since=now,
            by=by,
            filed=hours_of(session, district).to_json(),
        )
    )
    session.flush()
    return True


def hand_to_file(session: Session, district: str, *, by: str, now: datetime) -> bool:
    """What the file last said holds from now on. Overrides stay. False when the file has them already."""
    lock_rosters(session)
    roster = session.get(Roster, district, populate_existing=True)
    if roster is None or roster.owner == Source.FILE:
        return False
    filed = Hours.from_json(roster.filed)
    keep_versions(session, now=now)
    _remove_hours(session, district)
    session.add_all(filed.lines)
    roster.owner, roster.since, roster.by, roster.filed = Source.FILE, now, by, {}
    session.add(roster)
    session.flush()
    keep_versions(session, now=now)
    return True


def keep_filed(session: Session, shifts: Sequence[Shift], rotations: Sequence[Rotation]) -> Iterator[str]:
    """Remember what the file says of districts that it does not own; yields those of which it says something new."""
    owned = select(Roster).where(Roster.owner == Source.CONSOLE).order_by(col(Roster.district))
    for roster in session.exec(owned).all():
        said = Hours(
            tuple(shift for shift in shifts if shift.district == roster.district),
            tuple(rotation for rotation in rotations if rotation.district == roster.district),
        ).to_json()
        if said != roster.filed:
            roster.filed = said
            session.add(roster)
            yield roster.district


def describe_drift(session: Session) -> Iterator[str]:
    """For whoever applies a city file: a sentence for each district that the console owns."""
    for district in sorted(console_districts(session)):
        drift = drift_of(session, district)
        differs = f"{len(drift.only_in_file)} lines only in the file, {len(drift.only_here)} only in the console"
        same = "the file says the same"
        yield f"{district}: the console owns its shifts and rotations; {differs if drift else same}"


def forget(session: Session, districts: Sequence[str]) -> None:
    """These districts are no more; whatever was the console's becomes the file's to remove."""
    for roster in session.exec(select(Roster).where(col(Roster.district).in_(districts))).all():
        session.delete(roster)
    session.flush()


def _remove_hours(session: Session, district: str) -> None:
    for line in hours_of(session, district).lines:
        session.delete(line)
    session.flush()
