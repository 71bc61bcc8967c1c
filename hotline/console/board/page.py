"""The board's page, and the part of it that is fetched anew when something has changed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel
from sqlmodel import Session

from hotline.console.board.said import Notice, Said, notice_of
from hotline.console.board.seen import board_of
from hotline.console.console import Console
from hotline.console.home import home_of
from hotline.staff.rights import Right, Viewer


class Asked(BaseModel):
    """What the address says: what came of a button that was pressed."""

    said: Said | None = None
    case: str = ""


def add_page(app: FastAPI, console: Console) -> None:
    @app.get("/")
    def board(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session)
            if not viewer.may(Right.CASES):
                return RedirectResponse(home_of(viewer), 303)
            notice = notice_of(session, viewer, asked.said, asked.case) if asked.said else None
            return Shown(console, request, session, viewer).by("board/page.html", notice)

    @app.get("/board")
    def fragment(request: Request) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            return Shown(console, request, session, viewer).by("board/board.html")

    @app.get("/notice")
    def notice(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        """What has become of a notice; 204 while it is still true, so that nobody hears it twice."""
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            found = notice_of(session, viewer, asked.said, asked.case) if asked.said else None
            if found and found.said == asked.said:
                return Response(status_code=204)
            return console.page(request, viewer, "board/notice_line.html", notice=found)


@dataclass(frozen=True)
class Shown:
    """One viewer's board."""

    console: Console
    request: Request
    session: Session
    viewer: Viewer

    def by(self, template: str, notice: Notice | None = None) -> HTMLResponse:
        """X-Now tells the server's time, by which the page's clocks tick."""
        now = self.console.now()
        board = board_of(self.session, self.viewer, now=now)
        page = self.console.page(self.request, self.viewer, template, board=board, notice=notice)
        page.headers["X-Now"] = now.isoformat()
        return page
