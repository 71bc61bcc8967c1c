"""The roster of one district by week or month: who is on duty, what is to be handed over, what is missing."""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from hotline.console.console import Console
from hotline.console.rosters.access import names, visible_district, visible_districts, zone_of
from hotline.console.rosters.bars import rows_of
from hotline.rosters.cover import HORIZON, thin_cover, worst_first
from hotline.rosters.days import days_of
from hotline.rosters.handover import LONGEST, latest_handover
from hotline.rosters.offers import MOST_SHOWN, Refused, settled_offers, shown_offers
from hotline.rosters.own_hours import own_hours
from hotline.rosters.ownership import drift_of, owner_of
from hotline.rosters.recurring import recurring
from hotline.rosters.versions import known_since
from hotline.staff.rights import Right, Viewer
from routing.models import CITY_DESK
from routing.roster import Duty, active_officers, load_duties

View = Literal["week", "month"]
AnyDay = Annotated[date | None, Query(alias="from", ge=date(2000, 1, 1), le=date(2100, 1, 1))]
WEEK = 7
OWN_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Span:
    """The days that a page shows, and where its neighbours begin."""

    first: date
    count: int
    before: date
    after: date


def add_page(app: FastAPI, console: Console) -> None:
    @app.get("/roster")
    def roster(
        request: Request, district: str = "", view: View = "week", first: AnyDay = None, said: str = ""
    ) -> HTMLResponse:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            return roster_page(console, request, session, viewer, district=district, view=view, first=first, said=said)


def roster_page(
    console: Console,
    request: Request,
    session: Session,
    viewer: Viewer,
    *,
    district: str = "",
    view: View = "week",
    first: date | None = None,
    said: str = "",
    status: int = 200,
) -> HTMLResponse:
    """`said`: what has just been done or refused, as a key of words `rosters.said.…`."""
    now, districts = console.now(), visible_districts(session, viewer)
    if not districts:
        return console.page(request, viewer, "rosters/none.html")
    district = visible_district(session, viewer, district) if district else _usual(districts, viewer)
    duties = _duties_of(session, district, now=now)
    values = (
        {"district": district, "districts": districts, "names": names(session), "said": said if said in SAID else ""}
        | _calendar(session, district, duties.keys(), view, first, now=now)
        | _now(session, duties, now=now)
        | _beside(session, viewer, district, duties, now=now)
    )
    return console.page(request, viewer, "rosters/roster.html", status=status, **values)


SAID = {"offered", "taken", "withdrawn", "noted", "saved", "owner", "taken_by_other", *Refused}


def _calendar(
    session: Session, district: str, tiers: Collection[int], view: View, first: date | None, *, now: datetime
) -> dict[str, Any]:
    """The days that are shown."""
    zone = zone_of(session)
    today = now.astimezone(zone).date()
    span = _span(view, first or today)
    days = days_of(session, district, first=span.first, count=span.count, zone=zone, expected=tiers)
    return {
        "zone": zone,
        "view": view,
        "span": span,
        "today": today,
        "month": first or today,
        "days": days,
        "rows": rows_of(days),
        "kept_since": known_since(session, district),
    }


def _now(session: Session, duties: Mapping[int, Duty], *, now: datetime) -> dict[str, Any]:
    active = active_officers(session)
    return {
        "local_now": now.astimezone(zone_of(session)),
        "on_duty": {tier: [one for one in duty.officers_at(now) if one in active] for tier, duty in duties.items()},
    }


def _beside(
    session: Session, viewer: Viewer, district: str, duties: Mapping[int, Duty], *, now: datetime
) -> dict[str, Any]:
    return {
        "notes": latest_handover(session, [district], now),
        "longest": LONGEST,
        "thin": recurring(worst_first(thin_cover(session, [district], start=now, end=now + HORIZON)), zone_of(session)),
        "offers": shown_offers(session, viewer, district, duties, now=now),
        "most_offers": MOST_SHOWN,
        "settled": [one for one in settled_offers(session, viewer.id, now=now) if one.district == district],
        "mine": [
            one for one in own_hours(session, viewer.id, start=now, end=now + OWN_AHEAD) if one.district == district
        ],
        "owner": owner_of(session, district),
        "drift": drift_of(session, district) if viewer.may(Right.ROSTER) else None,
    }


def _usual(districts: list[str], viewer: Viewer) -> str:
    return next((code for code in districts if code in viewer.districts), districts[0])


def _span(view: View, first: date) -> Span:
    week = timedelta(days=WEEK)
    if view == "week":
        return Span(first, WEEK, first - week, first + week)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    before, after = first.replace(day=1) - timedelta(days=1), first.replace(day=28) + timedelta(days=4)
    return Span(weeks[0][0], WEEK * len(weeks), before.replace(day=1), after.replace(day=1))


def _duties_of(session: Session, district: str, *, now: datetime) -> dict[int, Duty]:
    """By tier; the tiers that everybody expects are there even when nobody is in them."""
    zone = zone_of(session)
    found = {tier: duty for (where, tier), duty in load_duties(session, since=now).items() if where == district}
    expected = (1,) if district == CITY_DESK else (1, 2)
    return {tier: found.get(tier, Duty((), (), (), zone)) for tier in sorted({*found, *expected})}
