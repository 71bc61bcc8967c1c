"""Officers pass hours on to each other. Whoever offers stays on duty until somebody has taken over."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from hotline.rosters.locking import lock_rosters
from hotline.rosters.noting import note_change
from hotline.rosters.telling import forget_offer, tell_of_offer, tell_of_taking
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right, Viewer
from routing.models import Officer, Override, Source, SwapOffer
from routing.roster import can_be_rung, load_duty, stretches

FARTHEST = timedelta(days=92)
"""Hours are offered that long ahead: nobody knows a later roster."""


class Refused(StrEnum):
    """Why hours can't be offered or taken, as a word for the page to explain."""

    PAST = "past"
    FAR = "far"
    ORDER = "order"
    NOT_YOURS = "not_yours"
    TWICE = "twice"
    TAKEN = "taken"
    STALE = "stale"
    ALREADY_ON_DUTY = "already_on_duty"


class SwapRefused(Exception):
    def __init__(self, why: Refused) -> None:
        super().__init__(why)
        self.why = why


def open_offers(session: Session, districts: list[str], *, now: datetime) -> list[SwapOffer]:
    """Those that can still be taken, the soonest first."""
    offers = select(SwapOffer).where(col(SwapOffer.district).in_(districts), _is_open(now))
    return list(session.exec(offers.order_by(col(SwapOffer.starts_at), col(SwapOffer.id))))


def settled_offers(session: Session, officer: str, *, now: datetime) -> list[SwapOffer]:
    """This officer's hours to come that somebody has taken over, or that they have taken over themselves.

    Not those that a manager has given back since: nobody may believe that somebody else stands in for them.
    """
    theirs = (col(SwapOffer.officer) == officer) | (col(SwapOffer.taken_by) == officer)
    taken = select(SwapOffer).where(theirs, _still_holds(), col(SwapOffer.ends_at) > now)
    return list(session.exec(taken.order_by(col(SwapOffer.starts_at))))


def visible_offer(session: Session, viewer: Viewer, offer_id: int) -> SwapOffer | None:
    """None for one of a district that the viewer doesn't see, as if there were no such offer."""
    row = session.get(SwapOffer, offer_id)
    return row if row and (viewer.may(Right.ALL_DISTRICTS) or row.district in viewer.districts) else None


def offer(
    session: Session, viewer: Viewer, district: str, tier: int, *, starts_at: datetime, ends_at: datetime, now: datetime
) -> SwapOffer:
    """Offer hours of one's own. Raises SwapRefused."""
    lock_rosters(session)
    if starts_at >= ends_at:
        raise SwapRefused(Refused.ORDER)
    if ends_at <= now:
        raise SwapRefused(Refused.PAST)
    if ends_at > now + FARTHEST:
        raise SwapRefused(Refused.FAR)
    starts_at = max(starts_at, now)
    if not all(viewer.id in group for group in _shares(session, district, tier, starts_at, ends_at)):
        raise SwapRefused(Refused.NOT_YOURS)
    if any(
        one.officer == viewer.id and one.tier == tier and one.starts_at < ends_at and starts_at < one.ends_at
        for one in open_offers(session, [district], now=now)
    ):
        raise SwapRefused(Refused.TWICE)
    row = SwapOffer(
        district=district, tier=tier, officer=viewer.id, starts_at=starts_at, ends_at=ends_at, offered_at=now
    )
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
    if why := why_not(session, viewer.id, row, now=now):
        raise SwapRefused(why)
    if not _settle(session, row.id, now=now, taken_by=viewer.id, taken_at=now):
        raise SwapRefused(Refused.TAKEN)
    session.add(
        Override(
            district=row.district,
            tier=row.tier,
            officers=[viewer.id],
            instead_of=row.officer,
            starts_at=max(row.starts_at, now),
            ends_at=row.ends_at,
            source=Source.CONSOLE,
            made_by=viewer.id,
            made_at=now,
        )
    )
    session.refresh(row)
    tell_of_taking(session, row, now=now)
    note_change(session, viewer, "roster.changed", now=now, subject=row.id, detail=_said(row, viewer.id))
    session.flush()
    return row


def why_not(session: Session, taker: str, row: SwapOffer, *, now: datetime) -> Refused | None:
    """Why this officer can't take over what is left of somebody's hours; None if they can.

    Whoever has these hours already would leave one officer less; and the roster may have changed since.
    """
    start = max(row.starts_at, now)
    if start >= row.ends_at:
        return Refused.STALE
    groups = _shares(session, row.district, row.tier, start, row.ends_at)
    if not any(row.officer in group for group in groups):
        return Refused.STALE
    if any(taker in group for group in groups):
        return Refused.ALREADY_ON_DUTY
    rung = session.exec(select(Officer.id).where(Officer.id == taker, can_be_rung())).first()
    return None if rung else Refused.STALE


def withdraw(session: Session, viewer: Viewer, offer_id: int, *, now: datetime) -> None:
    """One's own, or as a manager anybody's. Raises SwapRefused when somebody has taken it already."""
    row = visible_offer(session, viewer, offer_id)
    if row is None or (row.officer != viewer.id and not viewer.may(Right.ROSTER)):
        raise SwapRefused(Refused.STALE)
    if not _settle(session, row.id, now=now, withdrawn_at=now):
        raise SwapRefused(Refused.TAKEN)
    forget_offer(session, row)
    note_access(session, viewer, "roster.withdrawn", now=now, subject=row.id, detail=row.district)


def _shares(session: Session, district: str, tier: int, start: datetime, end: datetime) -> list[frozenset[str]]:
    """Who is on duty together, one group after the other."""
    found = stretches(load_duty(session, district=district, tier=tier, since=start), start=start, end=end)
    return [frozenset(stretch.officers) for stretch in found]


def _settle(session: Session, offer_id: int, *, now: datetime, **values: object) -> bool:
    settled = update(SwapOffer).where(col(SwapOffer.id) == offer_id, _is_open(now)).values(**values)
    return session.connection().execute(settled.returning(col(SwapOffer.id))).scalar_one_or_none() is not None


def _is_open(now: datetime) -> ColumnElement[bool]:
    return col(SwapOffer.taken_by).is_(None) & col(SwapOffer.withdrawn_at).is_(None) & (col(SwapOffer.ends_at) > now)


def _still_holds() -> ColumnElement[bool]:
    """Where what `take` has written stands in the roster as long as the hours last."""
    written = select(Override.id).where(
        Override.district == SwapOffer.district,
        Override.tier == SwapOffer.tier,
        Override.instead_of == SwapOffer.officer,
        Override.made_by == SwapOffer.taken_by,
        Override.made_at == SwapOffer.taken_at,
        Override.ends_at == SwapOffer.ends_at,
    )
    return written.correlate(SwapOffer).exists() & ~_is_replaced()


def _is_replaced() -> ColumnElement[bool]:
    """Where a manager has put somebody on duty for everybody since: that says who is on duty now."""
    later = select(Override.id).where(
        Override.district == SwapOffer.district,
        Override.tier == SwapOffer.tier,
        col(Override.instead_of).is_(None),
        Override.source == Source.CONSOLE,
        col(Override.made_at) > col(SwapOffer.taken_at),
        col(Override.starts_at) < col(SwapOffer.ends_at),
        col(Override.ends_at) > col(SwapOffer.starts_at),
    )
    return later.correlate(SwapOffer).exists()


def _said(row: SwapOffer, taker: str) -> str:
    return f"{row.district}: tier {row.tier}, {taker} instead of {row.officer}"
