"""Tells who else has the case open, and notes that this viewer has."""

from typing import Any

from fastapi import FastAPI, Request, Response

from hotline.casework.viewing import look_on
from hotline.console.cases.access import Work, work_on
from hotline.console.console import Console

UNCHANGED = 204
"""Of which a page takes no notice."""


def add_others(app: FastAPI, console: Console) -> None:
    @app.get("/cases/{number}/others")
    def others(request: Request, number: str, known: str = "") -> Response:
        """`known`: the officers whom the page names already; nothing is announced twice."""
        with console.transaction() as session:
            work = work_on(console, request, session, number)
            seen = others_on(work)
            if seen["known"] == known:
                return Response(status_code=UNCHANGED)
            return console.page(request, work.viewer, "cases/others.html", case=work.case, **seen)


def others_on(work: Work) -> dict[str, Any]:
    others = look_on(work.session, work.case.id, work.who, now=work.now)
    return {"others": [one.name for one in others], "known": " ".join(one.id for one in others)}
