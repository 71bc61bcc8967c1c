"""The list behind a number."""

import math
import re
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from hotline.console.console import Console
from hotline.console.figures.asking import Asked, ask, refuse
from hotline.console.figures.calling import called
from hotline.console.figures.page import shown
from hotline.console.words import language_of
from hotline.reports.behind import rows_behind
from hotline.reports.narrowing import Which, part_of, usual_choices
from hotline.reports.order import Place, place_of
from hotline.reports.scope import BadScope
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right

A_PAGE = 100
LARGEST_ID = 2**31 - 1
PLACE = re.compile(r"([0-9]{1,10})(?:~([0-9.e+-]{1,25}))?", re.ASCII)
"""The id of a row, and the seconds that it took if it took any that is known."""


def add_behind(app: FastAPI, console: Console) -> None:
    @app.get("/figures/cases")
    def behind(request: Request, kind: str = "contacts", only: str = "", after: str = "") -> HTMLResponse:
        """Only for who may see all of these cases; `kind`: contacts, cases or alerts."""
        with console.transaction() as session:
            asked = ask(console, request, session, Right.CASES, Right.ALL_DISTRICTS)
            try:
                values = _list(asked, kind, only, place_in(after))
            except BadScope as bad:
                return refuse(console, request, asked.viewer, bad)
            note_access(session, asked.viewer, "figures.list", now=asked.now, detail=f"{kind} {only}".strip())
            language = language_of(request)
            values |= shown(language, asked)
            values["called"] = partial(called, language, targets=asked.targets)
            return console.page(request, asked.viewer, "figures/behind.html", **values)


def place_in(address: str) -> Place | None:
    """The place after which a list goes on. Raises BadScope."""
    if not address:
        return None
    found = PLACE.fullmatch(address)
    if not found or int(found[1]) > LARGEST_ID:
        raise BadScope("after")
    try:
        return Place(int(found[1]), float(found[2] or math.inf))
    except ValueError:
        raise BadScope("after") from None


def in_address(place: Place) -> str:
    return f"{place.id}" if math.isinf(place.seconds) else f"{place.id}~{place.seconds!r}"


def _list(asked: Asked, kind: str, only: str, after: Place | None) -> dict[str, Any]:
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
        "choices": dict.fromkeys((*usual_choices(kind), *([only] if only else []))),
        "rows": rows[:A_PAGE],
        "order": _order(only),
        "next": in_address(place_of(rows[A_PAGE - 1], only)) if len(rows) > A_PAGE else None,
        "scope": asked.scope,
        "zone": asked.scope.zone,
    }


def _order(only: str) -> str:
    part = part_of(only)
    if part is None or part.which == Which.PENDING:
        return "oldest"
    return "longest" if part.which in (Which.TIMED, Which.WITHIN, Which.TOOK) else "never_then_longest"
