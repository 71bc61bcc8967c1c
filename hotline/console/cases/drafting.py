"""Keeps what is being typed, so that a dead battery loses nothing."""

from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, BeforeValidator

from hotline.casework.drafts import Known, Overtaken, keep_draft
from hotline.casework.refusals import Unusable
from hotline.console.cases.access import work_on
from hotline.console.cases.forms import Clean
from hotline.console.console import Console
from hotline.console.cookies import session_token
from hotline.console.csrf import csrf_token


class Typed(BaseModel):
    """`known` and `sent`: see Known."""

    field: str
    body: Clean = ""
    known: Annotated[AwareDatetime | None, BeforeValidator(lambda value: value or None)] = None
    sent: list[Clean] = []


def add_drafts(app: FastAPI, console: Console) -> None:
    @app.post("/cases/{number}/draft")
    def draft(request: Request, number: str, typed: Annotated[Typed, Form()]) -> Response:
        """The header tells when the draft that there is was saved; nothing, when there is none."""
        with console.transaction() as session:
            work = work_on(console, request, session, number)
            try:
                known = Known(typed.known, typed.sent)
                saved_at = keep_draft(
                    session, work.case.id, work.who, typed.field, typed.body, known=known, now=work.now
                )
            except Unusable as error:
                return Response(error.field, status_code=422)
            except Overtaken as error:
                return Response(status_code=409, headers=_header(error.saved_at))
        return Response(status_code=204, headers=_header(saved_at))

    @app.get("/cases/{number}/token")
    def token(request: Request, number: str, officer: str = "") -> Response:
        """With which a page goes on after a new sign-in in another tab, if it is the same officer's."""
        with console.transaction() as session:
            work = work_on(console, request, session, number)
            if work.who != officer:
                return Response(status_code=409)
        secret = console.service.settings.secret_key
        return JSONResponse({"csrf": csrf_token(secret, session_token(request))})


def _header(saved_at: datetime | None) -> dict[str, str]:
    return {"X-Draft": saved_at.isoformat() if saved_at else ""}
