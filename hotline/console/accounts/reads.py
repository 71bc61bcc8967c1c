"""Who read what, for administrators."""

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import FastAPI, Query, Request, Response
from pydantic import BeforeValidator, Field
from sqlmodel import col, select

from hotline.console.console import Console
from hotline.console.words.accounts import WHAT
from hotline.console.zone import FIRST_DAY, LAST_DAY, city_zone
from hotline.staff.reads import PAGE, Wanted, reads
from hotline.staff.rights import Right
from routing.models import Officer

KnownDay = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Day = Annotated[KnownDay | None, BeforeValidator(lambda given: given or None), Query()]
LARGEST = 2**31 - 1


def add_reads(app: FastAPI, console: Console) -> None:
    @app.get("/accounts/reads")
    def record(
        request: Request,
        officer: str = "",
        case: str = "",
        day: Day = None,
        before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
    ) -> Response:
        wanted = Wanted(officer, case.strip().upper(), day, before)
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.SETTINGS)
            found = reads(session, wanted, zone=city_zone())
            officers = session.exec(select(Officer.id, Officer.name).order_by(col(Officer.id))).all()
            return console.page(
                request,
                viewer,
                "accounts/reads.html",
                wanted=wanted,
                reads=found[:PAGE],
                older=_older(wanted, found[PAGE - 1].access.id) if len(found) > PAGE else "",
                officers=officers,
                known=WHAT,
            )


def _older(wanted: Wanted, before: int) -> str:
    """The query of the page after this one."""
    return urlencode({"officer": wanted.officer, "case": wanted.case, "day": wanted.day or "", "before": before})
