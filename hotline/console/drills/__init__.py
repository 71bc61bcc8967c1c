"""Drills, placed by a manager with one button, and how the latest ones went."""

from functools import partial
from typing import Annotated

from fastapi import FastAPI, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel
from sqlmodel import Session, col, select

from hotline.console.console import Console, NotFound
from hotline.console.figures.showing import length
from hotline.console.words import language_of
from hotline.drills.placing import DrillRefused, NoDrill, place_drill
from hotline.drills.report import latest_reports
from hotline.models import ContactChannel
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right
from routing.models import District
from routing.roster import city

PLACED = "placed"
SAID = (PLACED, *NoDrill)


class Asked(BaseModel):
    """What the address says: what came of the button."""

    said: str = ""


def add_drills(app: FastAPI, console: Console) -> None:
    def show(request: Request, template: str, said: str = "") -> HTMLResponse:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.ALL_DISTRICTS)
            return console.page(
                request,
                viewer,
                template,
                said=said if said in SAID else "",
                is_set_up=city(session).drill_number is not None,
                districts=_districts(session),
                drills=latest_reports(session),
                length=partial(length, language_of(request)),
            )

    @app.get("/drills")
    def page(request: Request, asked: Annotated[Asked, Query()]) -> HTMLResponse:
        return show(request, "drills/page.html", asked.said)

    @app.get("/drills/latest")
    def latest(request: Request) -> HTMLResponse:
        return show(request, "drills/latest.html")

    @app.post("/drills")
    def begin(request: Request, district: Annotated[str, Form()]) -> Response:
        """Pressed twice, there is one drill: the second is told that one runs."""
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.ALL_DISTRICTS)
            if district not in _districts(session):
                raise NotFound
            note_access(session, viewer, "drill.asked", now=console.now(), detail=district)
        try:
            place_drill(console.service, ContactChannel.VOICE, district)
        except DrillRefused as refused:
            return RedirectResponse(f"/console/drills?said={refused.reason}", 303)
        return RedirectResponse(f"/console/drills?said={PLACED}", 303)


def _districts(session: Session) -> dict[str, str]:
    """Names by code, in the order of the city file."""
    return dict(session.exec(select(District.code, District.name).order_by(col(District.position))).all())
