"""Keys of the city's other systems, for administrators, and for managers, who alone may open cases to them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import FastAPI, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from hotline.console.console import Console, NotFound
from hotline.console.signing_in.proving import Refused, own_proof
from hotline.console.signing_in.visitors import Entrance
from hotline.models import Access
from hotline.staff import tokens
from hotline.staff.rights import Viewer

TOKENS = "/console/accounts/tokens"
LONGEST_NAME = 80
DAYS = (30, 90, 180, 365)
"""How long a key may be good: a forgotten one ends within a year."""
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Wanted:
    name: str
    scopes: list[str]
    lasts: timedelta


def add_tokens(app: FastAPI, entrance: Entrance) -> None:
    console = entrance.console

    def page(
        request: Request, *, issued: tokens.Issued | None = None, refused: Refused | None = None, name: str = ""
    ) -> Response:
        with console.transaction() as session:
            viewer = _giver(console, request, session)
            return console.page(
                request,
                viewer,
                "accounts/tokens.html",
                status=422 if refused else 200,
                tokens=tokens.all_of_them(session),
                scopes=tokens.SCOPES,
                to_give=tokens.scopes_to_give(viewer),
                days=DAYS,
                issued=issued,
                name=name,
                trouble=refused.key if refused else "",
                seconds=refused.seconds if refused else 0,
            )

    @app.get("/accounts/tokens")
    def keys(request: Request) -> Response:
        return page(request)

    @app.post("/accounts/tokens")
    def issue(
        request: Request,
        name: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
        scopes: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies it
        days: Annotated[int, Form(ge=1, le=DAYS[-1])] = DAYS[0],
        password: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            issued = _issue(entrance, request, Wanted(name.strip(), scopes, timedelta(days=days)), password)
        except Refused as refused:
            return page(request, refused=refused, name=name)
        return page(request, issued=issued)

    @app.post("/accounts/tokens/{token}/end")
    def end(request: Request, token: Annotated[int, Path(ge=1, le=LARGEST)]) -> Response:
        now = console.now()
        with console.transaction() as session:
            viewer = _giver(console, request, session)
            if tokens.end(session, token, now=now) is None:
                raise NotFound
            session.add(Access(at=now, who=viewer.id, what="token.ended", subject=token))
        return RedirectResponse(TOKENS, 303)


def _giver(console: Console, request: Request, session: Session) -> Viewer:
    viewer = console.viewer(request, session)
    if not tokens.scopes_to_give(viewer):
        raise NotFound
    return viewer


def _issue(entrance: Entrance, request: Request, wanted: Wanted, password: str) -> tokens.Issued:
    """A key outlives the sign-in that made it, so a thief of that must not make one. Raises Refused."""
    console, now = entrance.console, entrance.console.now()
    with console.transaction() as session:
        viewer = _giver(console, request, session)
    _check(viewer, wanted)
    proof = own_proof(entrance, request, viewer, password)
    with console.transaction() as session:
        viewer = _giver(console, request, session)
        proof.forgive(session)
        until = now + wanted.lasts
        issued = tokens.issue(session, name=wanted.name, scopes=wanted.scopes, by=viewer.id, now=now, expires_at=until)
        session.add(Access(at=now, who=viewer.id, what="token.issued", subject=issued.row.id))
        return issued


def _check(viewer: Viewer, wanted: Wanted) -> None:
    if not wanted.name or not wanted.scopes or not set(wanted.scopes) <= set(tokens.SCOPES):
        raise Refused("accounts.token_incomplete")
    if not set(wanted.scopes) <= set(tokens.scopes_to_give(viewer)):
        raise Refused("accounts.token_of_cases")
