"""Whose telephone is proven to work, and test calls that prove it."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from hotline.console.console import Console, NotFound
from hotline.console.rosters.access import back_to, zone_of
from hotline.rosters.phone_tests import ask_for_test, being_tested
from hotline.rosters.proofs import Phone, phones
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right, Viewer
from routing.roster import city


def add_phones(app: FastAPI, console: Console) -> None:
    @app.get("/roster/phones")
    def show(request: Request, said: str = "") -> HTMLResponse:
        """One's own; a manager sees everybody's."""
        now = console.now()
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            shown = _visible(viewer, phones(session, now=now))
            testing = being_tested(session, [phone.officer.id for phone in shown], now=now)
            return console.page(
                request,
                viewer,
                "rosters/phones.html",
                phones=shown,
                testing=testing,
                said=said if said in {"calling", "busy"} else "",
                days=city(session).proof_days,
                zone=zone_of(session),
            )

    @app.post("/roster/phones/{officer}")
    def test(request: Request, officer: str) -> Response:
        now = console.now()
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            shown = _visible(viewer, phones(session, now=now))
            phone = next((one for one in shown if one.officer.id == officer), None)
            if phone is None:
                raise NotFound
            is_called = ask_for_test(session, phone.officer, by=viewer.id, now=now)
            if is_called:
                note_access(session, viewer, "phone.tested", now=now, detail=officer)
        return back_to("/phones", said="calling" if is_called else "busy")


def _visible(viewer: Viewer, every: list[Phone]) -> list[Phone]:
    return [phone for phone in every if viewer.may(Right.ROSTER) or phone.officer.id == viewer.id]
