"""Hours that officers offer to each other, as others see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from hotline.staff.rights import Right, Viewer
from routing.models import Officer, Override, Source, SwapOffer
from routing.roster import Duty, can_be_rung, stretches

MOST_SHOWN = 50


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


@dataclass(frozen=True)
class Offer:
    row: SwapOffer
    why_not: Refused | None
    """Why the viewer can't take it; None if they can."""


def shown_offers(
    session: Session, viewer: Viewer, district: str, duties: Mapping[int, Duty], *, now: datetime
) -> list[Offer]:
    """Those that can still be taken, the soonest first; MOST_SHOWN of them, the viewer's own among them.

    `duties`: by tier, the hours of this district from now on.
    """
    offers = select(SwapOffer).where(SwapOffer.district == district, is_open(now))
    own_first = offers.order_by(col(SwapOffer.officer) != viewer.id, col(SwapOffer.starts_at), col(SwapOffer.id))
    rows = sorted(session.exec(own_first.limit(MOST_SHOWN)), key=lambda row: (row.starts_at, row.id))
    may_take = can_take(session, viewer.id)
    return [Offer(row, why_not(row, viewer.id, duties.get(row.tier), may_take=may_take, now=now)) for row in rows]


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


def why_not(row: SwapOffer, taker: str, duty: Duty | None, *, may_take: bool, now: datetime) -> Refused | None:
    """Why this officer can't take over what is left of somebody's hours; None if they can.

    Whoever has these hours already would leave one officer less; and the roster may have changed since.
    """
    start = max(row.starts_at, now)
    if start >= row.ends_at or duty is None:
        return Refused.STALE
    groups = shares(duty, start, row.ends_at)
    if not any(row.officer in group for group in groups):
        return Refused.STALE
    if any(taker in group for group in groups):
        return Refused.ALREADY_ON_DUTY
    return None if may_take else Refused.STALE


def can_take(session: Session, officer: str) -> bool:
    """Whether alerts would reach them."""
    return session.exec(select(Officer.id).where(Officer.id == officer, can_be_rung())).first() is not None


def shares(duty: Duty, start: datetime, end: datetime) -> list[frozenset[str]]:
    """Who is on duty together, one group after the other."""
    return [frozenset(stretch.officers) for stretch in stretches(duty, start=start, end=end)]


def is_open(now: datetime) -> ColumnElement[bool]:
    """Where a SwapOffer can still be taken."""
    return col(SwapOffer.taken_by).is_(None) & col(SwapOffer.withdrawn_at).is_(None) & (col(SwapOffer.ends_at) > now)


def _still_holds() -> ColumnElement[bool]:
    """Where what `swaps.take` has written stands in the roster as long as the hours last."""
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
