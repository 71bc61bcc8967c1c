"""Hands a roster to the console, or back to the city file."""

from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse

from hotline.console.console import Console
from hotline.console.rosters.access import back_to, visible_district
from hotline.rosters.noting import note_change
from hotline.rosters.ownership import hand_to_console, hand_to_file
from hotline.staff.rights import Right
from routing.models import Source


def add_owning(app: FastAPI, console: Console) -> None:
    @app.post("/roster/owner")
    def hand_over(
        request: Request, district: Annotated[str, Form()], to: Annotated[Source, Form()], sure: Annotated[bool, Form()]
    ) -> RedirectResponse:
        """Takes a tick: whoever hands back to the file gives up what was changed here."""
        del sure
        now = console.now()
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.ROSTER)
            visible_district(session, viewer, district)
            hand = hand_to_console if to == Source.CONSOLE else hand_to_file
            if hand(session, district, by=viewer.id, now=now):
                note_change(session, viewer, "roster.owner", now=now, detail=f"{district}: {to.value}")
        return back_to("/edit", district=district, said="owner")
