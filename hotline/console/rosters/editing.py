"""A manager's page for a roster: what it consists of, and changes that are first shown, then done."""

from datetime import datetime
from functools import partial
from typing import Annotated, Literal

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.datastructures import FormData

from hotline.console.console import Console
from hotline.console.rosters.access import back_to, form_of, visible_district, zone_of
from hotline.console.rosters.choosing import choice_for
from hotline.console.rosters.edit_pages import EditPages, Sent
from hotline.console.rosters.forms import Mistakes, Reader, removal
from hotline.console.rosters.page import SAID
from hotline.rosters.changing import ChangedMeanwhile, FileOwnsIt, change
from hotline.rosters.edits import Edit, GoneError
from hotline.staff.rights import Right

KindOfEdit = Literal["shift", "rotation", "override", "remove"]
Fields = Annotated[FormData, Depends(form_of)]


def add_editing(app: FastAPI, console: Console) -> None:
    pages = EditPages(console)

    @app.get("/roster/edit")
    def edit_page(request: Request, district: str, said: str = "") -> HTMLResponse:
        now = console.now()
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.ROSTER)
            visible_district(session, viewer, district)
            return pages.lines(request, session, viewer, district, now=now, said=said if said in SAID else "")

    @app.post("/roster/edit/{kind}")
    def edit(request: Request, kind: KindOfEdit, form: Fields) -> Response:
        """Without `sure` it is only shown what would change."""
        district, now = str(form.get("district", "")), console.now()
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.ROSTER)
            visible_district(session, viewer, district)
            lines = partial(pages.lines, request, session, viewer, district, now=now)
            try:
                wanted = _read(session, district, kind, form, now=now)
                shown = partial(
                    pages.preview, request, session, viewer, district, wanted, now=now, kind=kind, form=form
                )
                if not form.get("sure"):
                    return shown()
                change(session, viewer, district, wanted, seen=str(form.get("seen", "")), now=now)
            except Mistakes as found:
                return lines(status=422, sent=Sent(kind, form, found.fields))
            except ChangedMeanwhile:
                return shown(is_late=True)
            except FileOwnsIt:
                return lines(status=409, problem="rosters.file_owns")
            except GoneError:
                return lines(status=409, problem="rosters.gone")
        return back_to("/edit", district=district, said="saved")


def _read(session: Session, district: str, kind: KindOfEdit, form: FormData, *, now: datetime) -> Edit:
    if kind == "remove":
        return removal(form)
    people = choice_for(session, district, now=now).everybody
    return Reader(form, people, now.astimezone(zone_of(session))).edit(kind)
