"""Does what a form of a case's page asks for, or shows the form again with what was typed and why not."""

import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from hotline.casework.refusals import Refused
from hotline.console.board.said import Said
from hotline.console.cases.access import is_part, work_on
from hotline.console.cases.action import Action
from hotline.console.cases.page import Typed, show_form, show_page
from hotline.console.cases.problems import problem_of
from hotline.console.console import Console
from hotline.staff.rights import visible_case


async def read_fields(request: Request) -> dict[str, str]:
    """Every field of a form, each once; a file is none."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


Fields = Annotated[dict[str, str], Depends(read_fields)]


@dataclass(frozen=True)
class Done:
    version: int
    """Of the case, which has come of it."""
    is_seen: bool
    """Whether who did it may still see the case: they may have given it to a district that is not theirs."""


def add_action(app: FastAPI, console: Console, action: Action) -> None:
    @app.post(f"/cases/{{number}}/{action.name}", name=action.name)
    def act(request: Request, number: str, fields: Fields) -> Response:
        try:
            done = _do(console, request, number, action, fields)
        except (Refused, ValidationError) as error:
            typed = Typed(action.name, fields, problem_of(error))
            return (show_form if is_part(request) else show_page)(console, request, number, typed)
        return _done(console, request, number, action, done)


def _do(console: Console, request: Request, number: str, action: Action, fields: dict[str, str]) -> Done:
    """All of it, or nothing."""
    with console.transaction() as session:
        work = work_on(console, request, session, number)
        action.do(work, action.form.model_validate(fields))
        session.flush()
        return Done(work.case.version, is_seen=visible_case(session, work.viewer, number) is not None)


def _done(console: Console, request: Request, number: str, action: Action, done: Done) -> Response:
    """The page is told to fetch its parts anew, without waiting for the stream."""
    if not is_part(request):
        return RedirectResponse(_where_next(number, action, done), 303)
    if action.reloads:
        return Response(status_code=204, headers={"HX-Redirect": _where_next(number, action, done)})
    response = show_form(console, request, number, Typed(action.name, done=True))
    response.headers["HX-Trigger"] = json.dumps({"case-changed": {"version": done.version}})
    return response


def _where_next(number: str, action: Action, done: Done) -> str:
    if not done.is_seen:
        return f"/console/?said={Said.MOVED}&case={number}"
    here = f"/console/cases/{number}"
    return f"{here}?said={action.name}" if action.reloads else f"{here}#{action.name}"
