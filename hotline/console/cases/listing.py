"""Cases: one's own open ones, and all that one may see."""

from datetime import date
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, StringConstraints
from sqlmodel import col, select

from hotline.casework.lists import Filter, cases_page, find_number, my_open_cases
from hotline.casework.timeline import names_of
from hotline.console.cases.forms import Clean
from hotline.console.console import Console
from hotline.console.zone import FIRST_DAY, LAST_DAY, city_zone
from hotline.models import CaseState
from hotline.staff.rights import Right, visible_case
from routing.models import District

STATES = ("unfinished", "untaken", *CaseState, "all")


class Asked(BaseModel):
    """What the address of the list says."""

    number: Clean = ""
    state: Annotated[str, StringConstraints(pattern=f"^({'|'.join(STATES)})$")] = "unfinished"
    district: Clean = ""
    day: str = ""
    after: str = ""
    """Where this page begins, as the page before it said."""


def add_list(app: FastAPI, console: Console) -> None:
    @app.get("/cases")
    def cases(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        wanted, number = Filter(asked.state, asked.district, _day(asked.day)), asked.number
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            if number and (case := visible_case(session, viewer, find_number(session, number))):
                return RedirectResponse(f"/console/cases/{case.number}", 303)
            now = console.now()
            return console.page(
                request,
                viewer,
                "cases/list.html",
                status=404 if number else 200,
                number=number,
                wanted=wanted,
                states=STATES,
                names=names_of(session),
                districts=session.exec(select(District).order_by(col(District.position))).all(),
                mine=my_open_cases(session, viewer, now=now),
                found=cases_page(session, viewer, wanted, after=asked.after, zone=city_zone(), now=now),
            )


def _day(typed: str) -> date | None:
    """An empty field of a form is no day, and neither is what can't be read, or one on which there was no hotline."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
