"""Officers pass hours on to each other. Whoever offers stays on duty until somebody has taken over."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline.rosters.locking import lock_rosters
from hotline.rosters.noting import note_change
from hotline.rosters.offers import Refused, can_take, is_open, shares, visible_offer, why_not
from hotline.rosters.telling import forget_offer, tell_of_offer, tell_of_taking
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right, Viewer
from routing.models import Override, Source, SwapOffer
from routing.roster import load_duty

FARTHEST = timedelta(days=92)
"""Hours are offered that long ahead: nobody knows a later roster."""


class SwapRefused(Exception):
    def __init__(self, why: Refused) -> None:
        super().__init__(why)
        self.why = why


def offer(
    session: Session, viewer: Viewer, district: str, tier: int, *, starts_at: datetime, ends_at: datetime, now: datetime
) -> SwapOffer:
    """Offer hours of one's own. Raises SwapRefused."""
    lock_rosters(session)
    _check_hours(starts_at, ends_at, now=now)
    row = SwapOffer(
        district=district,
        tier=tier,
        officer=viewer.id,
        starts_at=max(starts_at, now),
        ends_at=ends_at,
        offered_at=now,
    )
    _check_roster(session, row, now=now)
    session.add(row)
    session.flush()
    tell_of_offer(session, row, now=now)
    note_access(session, viewer, "roster.offered", now=now, subject=row.id, detail=district)
    return row


def take(session: Session, viewer: Viewer, offer_id: int, *, now: datetime) -> SwapOffer:
    """Take over what is left of these hours. Of two who take them at once, one gets them. Raises SwapRefused."""
    lock_rosters(session)
    row = visible_offer(session, viewer, offer_id)
    if row is None or row.officer == viewer.id:
        raise SwapRefused(Refused.STALE)
    duty = load_duty(session, district=row.district, tier=row.tier, since=now)
    if why := why_not(row, viewer.id, duty, may_take=can_take(session, viewer.id), now=now):
        raise SwapRefused(why)
    if not _settle(session, row.id, now=now, taken_by=viewer.id, taken_at=now):
        raise SwapRefused(Refused.TAKEN)
    session.add(_stands_in(viewer.id, row, now=now))
    session.refresh(row)
    tell_of_taking(session, row, now=now)
    note_change(session, viewer, "roster.changed", now=now, subject=row.id, detail=_said(row, viewer.id))
    session.flush()
    return row


def withdraw(session: Session, viewer: Viewer, offer_id: int, *, now: datetime) -> None:
    """One's own, or as a manager anybody's. Raises SwapRefused when somebody has taken it already."""
    row = visible_offer(session, viewer, offer_id)
    if row is None or (row.officer != viewer.id and not viewer.may(Right.ROSTER)):
        raise SwapRefused(Refused.STALE)
    if not _settle(session, row.id, now=now, withdrawn_at=now):
        raise SwapRefused(Refused.TAKEN)
    forget_offer(session, row)
    note_access(session, viewer, "roster.withdrawn", now=now, subject=row.id, detail=row.district)


def _check_hours(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    if starts_at >= ends_at:
        raise SwapRefused(Refused.ORDER)
    if ends_at <= now:
        raise SwapRefused(Refused.PAST)
    if ends_at > now + FARTHEST:
        raise SwapRefused(Refused.FAR)


def _check_roster(session: Session, row: SwapOffer, *, now: datetime) -> None:
    """They are this officer's hours, all of them, and none of them is offered already."""
    duty = load_duty(session, district=row.district, tier=row.tier, since=row.starts_at)
    if not all(row.officer in group for group in shares(duty, row.starts_at, row.ends_at)):
        raise SwapRefused(Refused.NOT_YOURS)
    offered = select(SwapOffer.id).where(
        SwapOffer.district == row.district,
        SwapOffer.tier == row.tier,
        SwapOffer.officer == row.officer,
        col(SwapOffer.starts_at) < row.ends_at,
        col(SwapOffer.ends_at) > row.starts_at,
        is_open(now),
    )
    if session.exec(offered.limit(1)).first() is not None:
        raise SwapRefused(Refused.TWICE)


def _stands_in(taker: str, row: SwapOffer, *, now: datetime) -> Override:
    return Override(
        district=row.district,
        tier=row.tier,
        officers=[taker],
        instead_of=row.officer,
        starts_at=max(row.starts_at, now),
        ends_at=row.ends_at,
        source=Source.CONSOLE,
        made_by=taker,
        made_at=now,
    )


def _settle(session: Session, offer_id: int, *, now: datetime, **values: object) -> bool:
    settled = update(SwapOffer).where(col(SwapOffer.id) == offer_id, is_open(now)).values(**values)
    return session.connection().execute(settled.returning(col(SwapOffer.id))).scalar_one_or_none() is not None


def _said(row: SwapOffer, taker: str) -> str:
    return f"{row.district}: tier {row.tier}, {taker} instead of {row.officer}"
