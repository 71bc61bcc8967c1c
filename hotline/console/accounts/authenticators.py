"""An app that makes one's codes: take it on, and let it go."""

from datetime import timedelta
from typing import Annotated

import segno
from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse

from hotline.console.accounts.own_page import DEVICES, own_page
from hotline.console.signing_in.proving import Refused, own_proof
from hotline.console.signing_in.visitors import Entrance
from hotline.models import Access
from hotline.staff import accounts, authenticator

TAKING_ON = timedelta(minutes=15)


def add_authenticators(app: FastAPI, entrance: Entrance) -> None:
    console, keyring = entrance.console, entrance.door.keyring

    def page_with(request: Request, secret: str, officer: str, refused: Refused | None = None) -> Response:
        """Between the two pages the secret is kept by the form alone, sealed for this officer."""
        qr = segno.make(authenticator.address(secret, officer)).svg_data_uri(scale=5, border=4, light="#fff")
        sealed = keyring.seal(_purpose(officer), secret)
        return own_page(console, request, refused, qr=qr, secret=secret, sealed=sealed)

    @app.post("/devices/authenticator")
    def begin(request: Request) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session)
        return page_with(request, authenticator.new_secret(), viewer.id)

    @app.post("/devices/authenticator/confirm")
    def confirm(
        request: Request,
        sealed: Annotated[str, Form()] = "",
        code: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
    ) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session)
        secret = keyring.unseal(_purpose(viewer.id), sealed, within=TAKING_ON)
        if secret is None:
            return own_page(console, request, Refused("accounts.app_late"))
        try:
            _take_on(entrance, request, secret, code, password)
        except Refused as refused:
            return page_with(request, secret, viewer.id, refused)
        return RedirectResponse(f"{DEVICES}?done=app", 303)

    @app.post("/devices/authenticator/remove")
    def remove(request: Request, password: Annotated[str, Form()] = "") -> Response:
        try:
            _let_go(entrance, request, password)
        except Refused as refused:
            return own_page(console, request, refused)
        return RedirectResponse(f"{DEVICES}?done=no_app", 303)


def _take_on(entrance: Entrance, request: Request, secret: str, code: str, password: str) -> None:
    console = entrance.console
    with console.transaction() as session:
        viewer = console.viewer(request, session)
    proof = own_proof(entrance, request, viewer, password)
    with console.transaction() as session:
        proof.forgive(session)
        now, account = console.now(), accounts.account_of(session, viewer.id)
        if not authenticator.enrol(account, entrance.door.keyring, secret, _digits(code), now=now):
            raise Refused("accounts.app_wrong")
        session.add(Access(at=now, who=viewer.id, what="authenticator.added", detail=viewer.id))


def _let_go(entrance: Entrance, request: Request, password: str) -> None:
    console = entrance.console
    with console.transaction() as session:
        viewer = console.viewer(request, session)
    proof = own_proof(entrance, request, viewer, password)
    with console.transaction() as session:
        proof.forgive(session)
        accounts.forget_authenticator(session, viewer.id, who=viewer.id, now=console.now())


def _purpose(officer: str) -> str:
    return f"new authenticator of {officer}"


def _digits(code: str) -> str:
    return "".join(sign for sign in code if sign.isdecimal())
