"""A caller's number in full: asked for each time, and written down who asked."""

from typing import Annotated

from fastapi import FastAPI, Form, Request, Response

from hotline.casework.callers import cases_told_of
from hotline.console.cases.access import work_on
from hotline.console.cases.forms import RowNumber
from hotline.console.console import Console, NotFound
from hotline.models import Contact
from hotline.staff.accesses import note_access


def add_reveal(app: FastAPI, console: Console) -> None:
    @app.post("/cases/{number}/reveal")
    def reveal(request: Request, number: str, contact: Annotated[RowNumber, Form()]) -> Response:
        with console.transaction() as session:
            work = work_on(console, request, session, number)
            row = session.get(Contact, contact)
            if row is None or row.case_id not in cases_told_of(session, work.case.id):
                raise NotFound
            note_access(session, work.viewer, "number.revealed", now=work.now, case_id=work.case.id, subject=contact)
            return console.page(
                request, work.viewer, "cases/number.html", case=work.case, caller_number=row.caller, contact=contact
            )
