"""Does an edit, or shows what it would do: the same code, taken back."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlmodel import Session

from hotline.rosters.cover import HORIZON, Thin, severity, thin_cover
from hotline.rosters.edits import Edit
from hotline.rosters.hours import fingerprint
from hotline.rosters.locking import lock_rosters
from hotline.rosters.noting import note_change
from hotline.rosters.ownership import owner_of
from hotline.rosters.stand_ins import stand_ins
from hotline.rosters.telling import tell_of_changes
from hotline.rosters.versions import keep_versions
from hotline.staff.rights import Viewer
from routing.models import Source
from routing.roster import Stretch, active_officers, load_duties, stretches

Board = dict[int, list[Stretch]]


class FileOwnsIt(Exception):
    """Shifts and rotations of this district are the city file's."""


class ChangedMeanwhile(Exception):
    """The roster is not the one that was looked at."""


@dataclass(frozen=True)
class Difference:
    """Who would be on duty in a tier instead of whom."""

    tier: int
    start: datetime
    end: datetime
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    differences: list[Difference]
    worse: list[Thin]
    """Gaps and thin hours where cover would be better without the edit."""


def preview(session: Session, district: str, edit: Edit, *, by: str, now: datetime) -> Preview:
    """What the next 30 days would look like. Changes nothing. Raises what `change` raises."""
    lock_rosters(session)
    _refuse(session, district, edit)
    end = now + HORIZON
    boards, covers = [_board(session, district, now, end)], [thin_cover(session, [district], start=now, end=end)]
    point = session.begin_nested()
    try:
        edit.apply(session, district, by=by, now=now)
        session.flush()
        boards.append(_board(session, district, now, end))
        covers.append(thin_cover(session, [district], start=now, end=end))
    finally:
        point.rollback()
    before, after = covers
    return Preview(_differences(*boards), [thin for thin in after if not _was_so(thin, before)])


def change(session: Session, viewer: Viewer, district: str, edit: Edit, *, seen: str, now: datetime) -> None:
    """Do it; it holds from the next step of a running alert on. `seen`: fingerprint of the roster that was looked at.

    Raises FileOwnsIt, ChangedMeanwhile, or GoneError for a row that is not there.
    """
    lock_rosters(session)
    _refuse(session, district, edit)
    if fingerprint(session, district) != seen:
        raise ChangedMeanwhile
    keep_versions(session, now=now)
    before = stand_ins(session, now=now)
    edit.apply(session, district, by=viewer.id, now=now)
    session.flush()
    keep_versions(session, now=now)
    tell_of_changes(session, before, by=viewer.id, now=now)
    note_change(session, viewer, "roster.changed", now=now, detail=f"{district}: {edit.said}")
    session.flush()


def _refuse(session: Session, district: str, edit: Edit) -> None:
    if edit.kind != "override" and owner_of(session, district) == Source.FILE:
        raise FileOwnsIt


def _board(session: Session, district: str, start: datetime, end: datetime) -> Board:
    active = active_officers(session)
    duties = load_duties(session, since=start)
    return {
        tier: stretches(duty, start=start, end=end, active=active)
        for (where, tier), duty in duties.items()
        if where == district
    }


def _differences(before: Board, after: Board) -> list[Difference]:
    found: list[Difference] = []
    for tier in sorted({*before, *after}):
        one, other = before.get(tier, []), after.get(tier, [])
        moments = sorted({moment for stretch in (*one, *other) for moment in (stretch.start, stretch.end)})
        for since, until in pairwise(moments):
            old, new = _at(one, since), _at(other, since)
            if old != new:
                found.append(Difference(tier, since, until, old, new))
    return found


def _at(board: list[Stretch], moment: datetime) -> tuple[str, ...]:
    return next((stretch.officers for stretch in board if stretch.start <= moment < stretch.end), ())


def _was_so(thin: Thin, before: list[Thin]) -> bool:
    """Whether cover was no better at any moment of that time. `before` is in order of time."""
    until = thin.start
    for one in before:
        if severity(one.level) <= severity(thin.level) and one.start <= until < one.end:
            until = one.end
    return until >= thin.end
