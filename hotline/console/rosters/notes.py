"""Leaves a note to whoever comes on duty."""

from typing import Annotated

from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.responses import RedirectResponse

from hotline.console.console import Console
from hotline.console.rosters.access import back_to, visible_district
from hotline.rosters.handover import LONGEST, write_handover
from hotline.staff.rights import Right


def add_notes(app: FastAPI, console: Console) -> None:
    @app.post("/roster/notes")
    def leave(
        request: Request,
        district: Annotated[str, Form()],
        body: Annotated[str, Form(min_length=1, max_length=LONGEST, pattern=r"[^\s\x00]")],
        by: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        """`by`: who had the page open. Somebody else may have signed in since, and does not sign for their words."""
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            visible_district(session, viewer, district)
            if by not in {"", viewer.id}:
                raise HTTPException(403, "Somebody else is signed in")
            words = body.replace("\x00", "").strip()
            write_handover(session, viewer, district, words, now=console.now())
        return back_to("", district=district, said="noted")
