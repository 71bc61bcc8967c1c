"""The list behind a number."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from hotline.console.console import Console
from hotline.console.figures.asking import Asked, ask, refuse
from hotline.console.figures.page import shown
from hotline.console.words import language_of
from hotline.reports.behind import choices, rows_behind
from hotline.reports.scope import BadScope
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right

A_PAGE = 100
LARGEST_ID = 2**31 - 1


def add_behind(app: FastAPI, console: Console) -> None:
    @app.get("/figures/cases")
    def behind(request: Request, kind: str = "contacts", only: str = "", after: str = "") -> HTMLResponse:
        """Only for who may see all of these cases; `kind`: contacts, cases or alerts."""
        with console.transaction() as session:
            asked = ask(console, request, session, Right.CASES, Right.ALL_DISTRICTS)
            try:
                values = _list(asked, kind, only, after_of(after))
            except BadScope as bad:
                return refuse(console, request, asked.viewer, bad)
            note_access(session, asked.viewer, "figures.list", now=asked.now, detail=f"{kind} {only}".strip())
            values |= shown(language_of(request, asked.viewer), asked)
            return console.page(request, asked.viewer, "figures/behind.html", **values)


def after_of(text: str) -> int:
    """The id after which a list goes on. Raises BadScope."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > LARGEST_ID:
        raise BadScope("after")
    return int(text)


def _list(asked: Asked, kind: str, only: str, after: int) -> dict[str, Any]:
    rows = rows_behind(
        asked.session,
        asked.scope,
        asked.targets,
        kind=kind,
        only=only,
        now=asked.now,
        after=after,
        limit=A_PAGE + 1,
    )
    return {
        "kind": kind,
        "only": only,
        "choices": choices(kind),
        "rows": rows[:A_PAGE],
        "next": rows[A_PAGE - 1]["id"] if len(rows) > A_PAGE else None,
        "scope": asked.scope,
        "zone": asked.scope.zone,
    }
