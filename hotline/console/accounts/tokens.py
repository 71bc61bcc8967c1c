"""Keys of the city's other systems, for administrators, and for managers, who alone may open cases to them."""

from datetime import timedelta
from typing import Annotated

from fastapi import FastAPI, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from hotline.console.console import Console, NotFound
from hotline.models import Access
from hotline.staff import tokens
from hotline.staff.rights import Viewer

TOKENS = "/console/accounts/tokens"
LONGEST_NAME = 80
DAYS = (30, 90, 180, 365)
"""How long a key may be good: a forgotten one ends within a year."""
LARGEST = 2**31 - 1


def add_tokens(app: FastAPI, console: Console) -> None:
    def page(
        request: Request, session: Session, viewer: Viewer, *, issued: tokens.Issued | None = None, trouble: str = ""
    ) -> Response:
        return console.page(
            request,
            viewer,
            "accounts/tokens.html",
            status=422 if trouble else 200,
            tokens=tokens.all_of_them(session),
            scopes=tokens.SCOPES,
            to_give=tokens.scopes_to_give(viewer),
            days=DAYS,
            issued=issued,
            trouble=trouble,
        )

    def giver(request: Request, session: Session) -> Viewer:
        viewer = console.viewer(request, session)
        if not tokens.scopes_to_give(viewer):
            raise NotFound
        return viewer

    @app.get("/accounts/tokens")
    def keys(request: Request) -> Response:
        with console.transaction() as session:
            return page(request, session, giver(request, session))

    @app.post("/accounts/tokens")
    def issue(
        request: Request,
        name: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
        scopes: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies it
        days: Annotated[int, Form(ge=1, le=DAYS[-1])] = DAYS[0],
    ) -> Response:
        now = console.now()
        with console.transaction() as session:
            viewer = giver(request, session)
            if not name.strip() or not scopes or not set(scopes) <= set(tokens.SCOPES):
                return page(request, session, viewer, trouble="accounts.token_incomplete")
            if not set(scopes) <= set(tokens.scopes_to_give(viewer)):
                return page(request, session, viewer, trouble="accounts.token_of_cases")
            until = now + timedelta(days=days)
            issued = tokens.issue(session, name=name.strip(), scopes=scopes, by=viewer.id, now=now, expires_at=until)
            session.add(Access(at=now, who=viewer.id, what="token.issued", subject=issued.row.id))
            return page(request, session, viewer, issued=issued)

    @app.post("/accounts/tokens/{token}/end")
    def end(request: Request, token: Annotated[int, Path(ge=1, le=LARGEST)]) -> Response:
        with console.transaction() as session:
            viewer = giver(request, session)
            if tokens.end(session, token, now=console.now()) is None:
                raise NotFound
            session.add(Access(at=console.now(), who=viewer.id, what="token.ended", subject=token))
        return RedirectResponse(TOKENS, 303)
