"""Where nobody is on duty, or hardly anybody, within the next 30 days: all districts on one page."""

from collections import Counter

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from hotline.console.console import Console
from hotline.console.rosters.access import names, visible_districts, zone_of
from hotline.rosters.cover import HORIZON, Level, Thin, thin_cover, worst_first
from hotline.rosters.recurring import recurring
from hotline.staff.rights import Right


def add_gaps(app: FastAPI, console: Console) -> None:
    @app.get("/roster/gaps")
    def gaps(request: Request) -> HTMLResponse:
        """Of the viewer's own districts; a manager sees all."""
        now = console.now()
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            districts = visible_districts(session, viewer)
            zone = zone_of(session)
            thin = worst_first(thin_cover(session, districts, start=now, end=now + HORIZON))
            return console.page(
                request,
                viewer,
                "rosters/gaps.html",
                thin=recurring(thin, zone),
                counts=_counts(thin),
                names=names(session),
                zone=zone,
            )


def _counts(thin: list[Thin]) -> list[tuple[Level, int]]:
    """How often each level comes, the worst first."""
    found = Counter(one.level for one in thin)
    return [(level, found[level]) for level in Level if found[level]]
