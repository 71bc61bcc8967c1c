"""The first step: number and password."""

from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse

from hotline.console.coming_back import page_to_come_back_to
from hotline.console.cookies import forget_session, session_token
from hotline.console.signing_in.visitors import WAYS, Entrance, visit_of
from hotline.staff import sign_ins
from hotline.staff.failures import Wait
from hotline.staff.passwords import TooBusy
from hotline.staff.sign_ins import NextStep

FORGET = {"Clear-Site-Data": '"cache"'}
"""Tells the browser to drop every page that it keeps for the button Back; the switch for alerts stays as it is."""


def add_password(app: FastAPI, entrance: Entrance) -> None:
    console = entrance.console

    def page(request: Request, *, number: str = "", trouble: str = "", seconds: int = 0) -> Response:
        """Whatever went wrong, the same page for a number that is known and for one that isn't."""
        return console.page(
            request,
            None,
            "signing_in/password.html",
            undone=bool(page_to_come_back_to(request)),
            number=number,
            trouble=trouble,
            seconds=seconds,
        )

    @app.get("/sign-in")
    def ask(request: Request) -> Response:
        way = entrance.next_way(session_token(request))
        return page(request) if way == WAYS[NextStep.START] else RedirectResponse(way, 303)

    @app.post("/sign-in")
    def sign_in(
        request: Request, number: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
    ) -> Response:
        now, visit = console.now(), visit_of(request)
        try:
            proof = entrance.door.check(visit, number, password, now=now)
            former = session_token(request)
            begun = entrance.door.let_in(proof, visit, password, now=now, former=former) if proof else None
        except Wait as wait:
            return page(request, number=number, trouble="signing_in.wait", seconds=wait.seconds)
        except TooBusy:
            return page(request, number=number, trouble="signing_in.busy")
        if proof is None or begun is None:
            return page(request, number=number, trouble="signing_in.wrong")
        return entrance.go_on(request, begun.token, proof.officer.phone)

    @app.post("/sign-out")
    def sign_out(request: Request) -> Response:
        with console.transaction() as session:
            sign_ins.leave(session, session_token(request), now=console.now())
        response = RedirectResponse(WAYS[NextStep.START], 303, headers=FORGET)
        forget_session(response)
        return response
