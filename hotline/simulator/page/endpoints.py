"""The phones page and its stream. Loopback only, like everything that acts for people with telephones."""

from http import HTTPStatus
from pathlib import Path
from typing import Annotated
from urllib.parse import urljoin

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.types import Scope

from hotline.simulator.local_access import local_network
from hotline.simulator.network import Network
from hotline.simulator.page.stream import Studio
from hotline.simulator.sentences import PAGE, STORIES
from hotline.simulator.stories.plays import ALL

HERE = Path(__file__).parent
COOKIE = "language"
YEAR = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape())
LocalNetwork = Annotated[Network, Depends(local_network)]
router = APIRouter()


class PageFiles(StaticFiles):
    """The page's own scripts and styles, asked for anew after each change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


files = PageFiles(directory=HERE / "static")


@router.get("/")
async def show_phones(network: LocalNetwork, request: Request, lang: str = "") -> Response:
    """`lang` switches the language, and a cookie keeps it."""
    if lang in PAGE:
        response = RedirectResponse("/", HTTPStatus.SEE_OTHER, HEADERS)
        response.set_cookie(COOKIE, lang, max_age=YEAR, httponly=True, samesite="strict")
        return response
    language = request.cookies.get(COOKIE, "")
    language = language if language in PAGE else "vi"
    words = {**PAGE[language], **STORIES[language]}
    line = next(iter(network.exchange.lines.values()), None)
    page = templates.get_template("phones.html").render(
        language=language,
        words=words,
        stories=list(ALL),
        number=line.number if line else "",
        cases=urljoin(line.voice.url, "/console/cases/") if line else "",
    )
    return HTMLResponse(page, headers=HEADERS)


@router.get("/page/stream")
async def stream(network: LocalNetwork, request: Request, network_id: str = "", seen: int = 0) -> StreamingResponse:
    """What is new for a window that has seen the first `seen` events of the log `network_id`."""
    del network  # asked for to keep others out
    studio: Studio = request.app.state.studio
    frames = studio.frames(seen if network_id == studio.id else 0)
    return StreamingResponse(frames, media_type="text/event-stream", headers={**HEADERS, "Cache-Control": "no-store"})
