"""Where one is signed in, and one's password."""

from typing import Annotated

from fastapi import FastAPI, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from hotline.console.accounts.own_page import DEVICES, own_page
from hotline.console.signing_in.choosing import trouble_with
from hotline.console.signing_in.proving import Refused, own_proof
from hotline.console.signing_in.visitors import Entrance
from hotline.models import SignIn
from hotline.staff import accounts, passwords, sign_ins

Row = Annotated[int, Path(ge=1, le=2**31 - 1)]
ENDED, CHANGED = f"{DEVICES}?done=ended", f"{DEVICES}?done=password"


def add_devices(app: FastAPI, entrance: Entrance) -> None:
    console = entrance.console

    @app.get("/devices")
    def devices(request: Request) -> Response:
        return own_page(console, request)

    @app.post("/devices/end-others")
    def end_others(request: Request) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session)
            sign_ins.end(session, viewer.id, now=console.now(), but=viewer.sign_in)
        return RedirectResponse(ENDED, 303)

    @app.post("/devices/{sign_in}/end")
    def end_one(request: Request, sign_in: Row) -> Response:
        """One's own only: somebody else's device stays as it is."""
        with console.transaction() as session:
            viewer = console.viewer(request, session)
            sign_ins.end(session, viewer.id, now=console.now(), only=sign_in)
        return RedirectResponse(ENDED, 303)

    @app.post("/devices/password")
    def change_password(
        request: Request,
        old: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        again: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            token = _change_password(entrance, request, old, password, again)
        except Refused as refused:
            return own_page(console, request, refused)
        response = RedirectResponse(CHANGED, 303)
        entrance.keep(response, token)
        return response


def _change_password(entrance: Entrance, request: Request, old: str, password: str, again: str) -> str:
    """The new secret of this device: others are signed out, and so is whoever has copied the former one.

    Raises Refused.
    """
    console, now = entrance.console, entrance.console.now()
    with console.transaction() as session:
        viewer = console.viewer(request, session)
    if trouble := trouble_with(password, again, viewer.officer.phone):
        raise Refused(trouble)
    proof = own_proof(entrance, request, viewer, old)
    try:
        password_hash = passwords.hashed(password)
    except passwords.TooBusy as busy:
        raise Refused("signing_in.busy") from busy
    with console.transaction() as session:
        viewer = console.viewer(request, session)
        proof.forgive(session)
        accounts.set_password(session, viewer.id, password_hash, who=viewer.id, now=now, but=viewer.sign_in)
        return sign_ins.renew(session, session.get_one(SignIn, viewer.sign_in), now=now)
