"""Keeps what is being typed, so that a dead battery loses nothing."""

from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import JSONResponse

from hotline.casework.drafts import keep_draft
from hotline.casework.refusals import Unusable
from hotline.console.cases.access import work_on
from hotline.console.cases.forms import Clean
from hotline.console.console import Console
from hotline.console.cookies import session_token
from hotline.console.csrf import csrf_token


def add_drafts(app: FastAPI, console: Console) -> None:
    @app.post("/cases/{number}/draft")
    def draft(
        request: Request, number: str, field: Annotated[str, Form()], body: Annotated[Clean, Form()] = ""
    ) -> Response:
        with console.transaction() as session:
            work = work_on(console, request, session, number)
            try:
                keep_draft(session, work.case.id, work.who, field, body, now=work.now)
            except Unusable as error:
                return Response(error.field, status_code=422)
        return Response(status_code=204)

    @app.get("/cases/{number}/token")
    def token(request: Request, number: str, officer: str = "") -> Response:
        """With which a page goes on after a new sign-in in another tab, if it is the same officer's."""
        with console.transaction() as session:
            work = work_on(console, request, session, number)
            if work.who != officer:
                return Response(status_code=409)
        secret = console.service.settings.secret_key
        return JSONResponse({"csrf": csrf_token(secret, session_token(request))})
