"""The second step: a code from an app, or one that is sent."""

from typing import Annotated, Literal

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from hotline.console.signing_in.visitors import WAYS, Entrance, visit_of
from hotline.errors import TelephonyError
from hotline.models import Account
from hotline.staff import codes
from hotline.staff.delivery import send_code
from hotline.staff.failures import Wait
from hotline.staff.sign_ins import NextStep
from routing.models import Channel
from routing.phones import mask


def add_code(app: FastAPI, entrance: Entrance) -> None:
    console = entrance.console

    def page(request: Request, session: Session, *, trouble: str = "", seconds: int = 0) -> Response:
        row, officer = entrance.halfway(request, session, NextStep.CODE)
        account = session.get(Account, officer.id)
        return console.page(
            request,
            None,
            "signing_in/code.html",
            has_app=bool(account and account.authenticator),
            is_lent=bool(account and account.password_temporary_until),
            phone=mask(officer.phone),
            sent=codes.latest(session, row.id, now=console.now()),
            trouble=trouble,
            seconds=seconds,
        )

    @app.get("/code")
    def ask(request: Request) -> Response:
        with console.transaction() as session:
            return page(request, session)

    @app.post("/code/send")
    def send(request: Request, how: Annotated[Literal["sms", "call"], Form()]) -> Response:
        with console.transaction() as session:
            row, officer = entrance.halfway(request, session, NextStep.CODE)
        trouble, seconds = "", 0
        try:
            send_code(console.service, entrance.door.keyring, row, officer, Channel(how))
        except Wait as wait:
            trouble, seconds = "signing_in.code_wait", wait.seconds
        except TelephonyError:
            trouble = "signing_in.network"
        if not trouble:
            return RedirectResponse(WAYS[NextStep.CODE], 303)
        with console.transaction() as session:
            return page(request, session, trouble=trouble, seconds=seconds)

    @app.post("/code")
    def prove(request: Request, code: Annotated[str, Form()] = "") -> Response:
        with console.transaction() as session:
            row, officer = entrance.halfway(request, session, NextStep.CODE)
        visit, digits = visit_of(request), "".join(sign for sign in code[:20] if sign.isdecimal())
        trouble, seconds, token = "signing_in.code_wrong", 0, None
        try:
            token = entrance.door.prove(visit, row, officer, digits, now=console.now())
        except Wait as wait:
            trouble, seconds = "signing_in.wait", wait.seconds
        if token:
            return entrance.go_on(request, token, officer.phone)
        with console.transaction() as session:
            return page(request, session, trouble=trouble, seconds=seconds)
