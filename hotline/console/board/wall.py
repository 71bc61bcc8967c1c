"""A board for the wall of the room: how it stands in the whole city, and nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Request, Response
from sqlmodel import Session, col, func, select

from hotline.console.board.duty import Cover, cover_now
from hotline.console.board.rings import Ring, count_ringing, ringing
from hotline.console.console import Console
from hotline.console.figures.showing import length, percent
from hotline.console.words import language_of
from hotline.console.zone import city_zone
from hotline.models import Case, CaseState
from hotline.reports.figures import report_of_contacts
from hotline.reports.measures import Measure, Share
from hotline.reports.scope import Scope
from hotline.staff.rights import Right
from routing.models import CITY_DESK
from routing.roster import city

MOST = 6
"""Alerts named on the wall; all are counted."""


@dataclass(frozen=True)
class Wall:
    rings: list[Ring]
    ringing: int
    covers: list[Cover]
    open_cases: dict[str, int]
    """By district, which is 'city' for the city desk."""
    answered: Share
    """Of today's calls, by the tightest target."""

    @property
    def longest(self) -> datetime | None:
        """Since when the first one has waited."""
        return self.rings[0].alert.opened_at if self.rings else None

    def district(self, code: str | None) -> str | None:
        """Its name; None: the city desk."""
        return next((cover.name for cover in self.covers if cover.code == code), None)


def add_wall(app: FastAPI, console: Console) -> None:
    def wall(request: Request, template: str) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            now, language = console.now(), language_of(request)
            page = console.page(
                request,
                viewer,
                template,
                wall=_wall(session, now=now),
                zone=city_zone(),
                length=partial(length, language),
                percent=partial(percent, language),
            )
            page.headers["X-Now"] = now.isoformat()
            return page

    @app.get("/wall")
    def whole(request: Request) -> Response:
        return wall(request, "wall/page.html")

    @app.get("/wall/now")
    def part(request: Request) -> Response:
        return wall(request, "wall/wall.html")


def _wall(session: Session, *, now: datetime) -> Wall:
    real = col(Case.drill).is_(False)
    unfinished = select(Case.district, func.count()).where(Case.state != CaseState.CLOSED, real)
    counts = session.exec(unfinished.group_by(col(Case.district))).all()
    return Wall(
        rings=ringing(session, real, most=MOST),
        ringing=count_ringing(session, real),
        covers=cover_now(session, now=now),
        open_cases={district or CITY_DESK: count for district, count in counts},
        answered=_answered_today(session, now=now),
    )


def _answered_today(session: Session, *, now: datetime) -> Share:
    where = city(session)
    today = now.astimezone(ZoneInfo(where.timezone)).date()
    found = report_of_contacts(session, Scope(today, today, zone=where.timezone), where.targets, now=now, by=())
    return found.total.times[Measure.ANSWER].shares[0]
