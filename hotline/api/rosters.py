"""Who is on duty, and when nobody is."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel
from sqlmodel import col, select

from hotline.api.keys import check
from hotline.api.lists import PROBLEMS, Key
from hotline.api.problems import responses
from hotline.console import Console
from routing.models import Officer
from routing.roster import active_officers, load_duties, uncovered

ROSTER = "roster:read"


class OfficerRecord(BaseModel):
    id: str
    name: str


class DutyRecord(BaseModel):
    district: str
    tier: int
    officers: list[OfficerRecord]


class GapRecord(BaseModel):
    district: str
    tier: int
    start: datetime
    end: datetime


def add_rosters(api: FastAPI, console: Console) -> None:
    @api.get("/roster/on-duty", response_model=list[DutyRecord], responses=responses(401, 403, 429, 503))
    def on_duty(request: Request, key: Key) -> list[dict[str, Any]]:
        """Needs the scope roster:read. Now, in each district and tier; 'city' is the city desk."""
        now = console.now()
        with console.transaction() as session:
            check(session, key, request, ROSTER, now=now)
            duties, active = load_duties(session, since=now), active_officers(session)
            there = {where: [one for one in duty.officers_at(now) if one in active] for where, duty in duties.items()}
            ids = {one for officers in there.values() for one in officers}
            rows = session.exec(select(Officer.id, Officer.name).where(col(Officer.id).in_(ids)))
            names = dict(rows.all())
            return [
                {
                    "district": district,
                    "tier": tier,
                    "officers": [{"id": officer, "name": names[officer]} for officer in officers],
                }
                for (district, tier), officers in there.items()
            ]

    @api.get("/roster/gaps", response_model=list[GapRecord], responses=PROBLEMS)
    def gaps(
        request: Request,
        key: Key,
        days: Annotated[int, Query(ge=1, le=60)] = 30,
        tier: Annotated[int, Query(ge=1, le=99)] = 1,
    ) -> list[dict[str, Any]]:
        """Needs the scope roster:read. From now on, when nobody is on duty."""
        now = console.now()
        with console.transaction() as session:
            check(session, key, request, ROSTER, now=now)
            found = uncovered(session, start=now, end=now + timedelta(days=days), tier=tier)
            return [vars(gap) for gap in found]
