"""One's own shifts as a calendar: where its secret address is shown, made anew, and read."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from hotline.console.console import Console, NotFound
from hotline.console.words import LANGUAGES, language_of
from hotline.rosters.feeds import address_of, feed
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right

PAGE = "/console/roster/calendar"


def add_calendar(app: FastAPI, console: Console) -> None:
    settings = console.service.settings

    @app.get("/roster/calendar")
    def show(request: Request) -> HTMLResponse:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            path = address_of(session, viewer.id, secret_key=settings.secret_key)
            language = language_of(request)
            address = settings.public_url.rstrip("/") + path
            address += "" if language == LANGUAGES[0] else f"?language={language}"
            return console.page(request, viewer, "rosters/calendar.html", address=address)

    @app.post("/roster/calendar")
    def renew(request: Request) -> RedirectResponse:
        """For an address that somebody else has seen."""
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            address_of(session, viewer.id, secret_key=settings.secret_key, anew=True)
            note_access(session, viewer, "calendar.renewed", now=console.now())
        return RedirectResponse(PAGE, 303)

    @app.get("/roster/feeds/{officer}/{secret}.ics")
    def read(officer: str, secret: str, language: str = "") -> Response:
        """Asked by calendars, which have no cookie: the address alone is the key, and tells the language."""
        spoken = language if language in LANGUAGES else LANGUAGES[0]
        with console.transaction() as session:
            now, secret_key = console.now(), settings.secret_key
            found = feed(session, officer, secret, secret_key=secret_key, language=spoken, now=now)
        if found is None:
            raise NotFound
        return Response(found, media_type="text/calendar; charset=utf-8")
