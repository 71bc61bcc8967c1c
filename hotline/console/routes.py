"""The console's application: every page, behind one guard."""

from collections.abc import Callable

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import DataError, SQLAlchemyError

from hotline.console.accounts import add_accounts
from hotline.console.board import add_board
from hotline.console.cases import add_cases
from hotline.console.coming_back import remember_page
from hotline.console.console import Console, NotFound, NotSignedIn
from hotline.console.csrf import SAFE, CsrfCheck
from hotline.console.drills import add_drills
from hotline.console.figures import add_figures
from hotline.console.files import files
from hotline.console.language import add_language
from hotline.console.push import add_push
from hotline.console.rosters import add_rosters
from hotline.console.security import SecurityHeaders, secure
from hotline.console.signing_in import add_signing_in
from hotline.console.sizes import SizeLimit
from hotline.console.stream import add_stream
from hotline.console.zone import CityTime
from webhooks.answers import TryAgain

Answer = Callable[[Request, Exception], Response]
HOME = "/console/"
SIGN_IN = "/console/sign-in"
PARTS = (
    add_stream,
    add_signing_in,
    add_accounts,
    add_board,
    add_push,
    add_cases,
    add_drills,
    add_rosters,
    add_figures,
)


def create_console(console: Console) -> FastAPI:
    """An application of its own under /console, so that nothing of it touches the webhooks."""
    settings = console.service.settings
    app = FastAPI(
        title="Console",
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(CsrfCheck(settings.secret_key, settings.public_url))],
    )
    app.state.over_tls = settings.public_url.startswith("https://")
    app.add_middleware(SizeLimit)
    app.add_middleware(CityTime, last_known=console.service.last_known)
    app.add_middleware(SecurityHeaders, over_tls=app.state.over_tls)
    _add_errors(app, console)
    app.mount("/static", files)
    add_language(app)
    for add_part in PARTS:
        add_part(app, console)
    return app


def add_console(app: FastAPI, console: Console) -> None:
    app.add_api_route("/console", lambda: RedirectResponse(HOME, 303), include_in_schema=False)
    app.mount("/console", create_console(console))


def _add_errors(app: FastAPI, console: Console) -> None:
    def page(status: int, key: str) -> Answer:
        def answer(request: Request, error: Exception) -> Response:
            fields = ", ".join(_fields_of(error))
            return console.page(request, None, "error.html", status=status, key=key, fields=fields)

        return answer

    app.add_exception_handler(NotSignedIn, ask_to_sign_in)
    app.add_exception_handler(NotFound, page(404, "error.not_found"))
    app.add_exception_handler(404, page(404, "error.not_found"))
    app.add_exception_handler(405, page(405, "error.not_found"))
    app.add_exception_handler(403, page(403, "error.form"))
    app.add_exception_handler(RequestValidationError, _unless_stranger(console, page(422, "error.input")))
    app.add_exception_handler(TryAgain, page(503, "error.trouble"))
    app.add_exception_handler(DataError, page(404, "error.not_found"))  # no row is called what can't be written
    app.add_exception_handler(SQLAlchemyError, page(503, "error.trouble"))
    app.add_exception_handler(Exception, _secured(page(500, "error.trouble"), over_tls=app.state.over_tls))


def _secured(answer: Answer, *, over_tls: bool) -> Answer:
    """A fault of ours is answered outside of all middleware, and logged all the same."""

    def secured(request: Request, error: Exception) -> Response:
        response = answer(request, error)
        secure(response.headers, over_tls=over_tls)
        return response

    return secured


def _unless_stranger(console: Console, answer: Answer) -> Answer:
    """Which fields a form has is nothing that a stranger needs to be told."""

    def answer_unless_stranger(request: Request, error: Exception) -> Response:
        try:
            with console.transaction() as session:
                console.viewer(request, session)
        except NotSignedIn:
            return ask_to_sign_in(request, error)
        return answer(request, error)

    return answer_unless_stranger


def _fields_of(error: Exception) -> list[str]:
    """Names of the fields that can't be used, never what was in them."""
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    return [str(problem["loc"][-1]) for problem in problems]


def ask_to_sign_in(request: Request, _: Exception) -> Response:
    """A page leads to the way in, and so does a form; a part of a page tells its page to go there."""
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"HX-Redirect": SIGN_IN})
    if "text/html" not in request.headers.get("accept", ""):
        return Response(status_code=401)
    response = RedirectResponse(SIGN_IN, 303)
    if request.method not in SAFE:
        remember_page(request, response)
    return response
