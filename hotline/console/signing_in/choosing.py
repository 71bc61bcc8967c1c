"""The last step of somebody whose password was set by another: choose one of their own."""

from typing import Annotated

from fastapi import FastAPI, Form, Request, Response

from hotline.console.signing_in.visitors import Entrance
from hotline.models import SignIn
from hotline.staff import accounts, passwords, sign_ins
from hotline.staff.sign_ins import NextStep


def add_choosing(app: FastAPI, entrance: Entrance) -> None:
    console = entrance.console

    def page(request: Request, trouble: str = "") -> Response:
        return console.page(request, None, "signing_in/choosing.html", trouble=trouble, shortest=passwords.SHORTEST)

    @app.get("/new-password")
    def ask(request: Request) -> Response:
        with console.transaction() as session:
            entrance.halfway(request, session, NextStep.CHOOSE)
        return page(request)

    @app.post("/new-password")
    def choose(request: Request, password: Annotated[str, Form()] = "", again: Annotated[str, Form()] = "") -> Response:
        now = console.now()
        with console.transaction() as session:
            row, officer = entrance.halfway(request, session, NextStep.CHOOSE)
        if trouble := trouble_with(password, again, officer.phone):
            return page(request, trouble)
        try:
            password_hash = passwords.hashed(password)
        except passwords.TooBusy:
            return page(request, "signing_in.busy")
        with console.transaction() as session:
            entrance.halfway(request, session, NextStep.CHOOSE)
            accounts.set_password(session, officer.id, password_hash, who=officer.id, now=now, but=row.id)
            token = sign_ins.renew(session, session.get_one(SignIn, row.id), now=now)
        return entrance.go_on(request, token, officer.phone)


def trouble_with(password: str, again: str, phone: str) -> str:
    """The key of what is wrong with a new password; '' when nothing is."""
    if password != again:
        return "signing_in.again"
    weakness = passwords.weakness_of(password, phone)
    return f"signing_in.weak.{weakness}" if weakness else ""
