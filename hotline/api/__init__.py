"""The same reads for the city's other systems, as JSON under /api/v1. Nothing can be changed here.

A key (`hotline.staff.tokens`) opens what its scopes say. The description of the interface itself needs none: it is the
same in every city, and holds nothing of this one.
"""

from fastapi import FastAPI

from hotline.api.describing import add_description
from hotline.api.figures import add_figures
from hotline.api.lists import add_lists
from hotline.api.problems import add_problems
from hotline.api.rosters import add_rosters
from hotline.api.turns import Turns
from hotline.console import Console
from hotline.console.security import SecurityHeaders

DESCRIPTION = """Reads of the child protection hotline. Send the key as `Authorization: Bearer hotline_…`.
Times are ISO 8601 in UTC, telephone numbers are masked, unknown is null, drills are left out unless they are asked for.
Lists come in the order of their ids: pass `next` of a page as `cursor` to get the one after it. A cursor leads to the
end of a list; what is new or has changed is found by asking again with `since` some minutes back, since two that come
at once may be seen in either order. A few requests of a key are answered at a time, the others wait their turn, and are
told 429 if it takes too long. Problems are told as `application/problem+json` (RFC 9457)."""


def create_api(console: Console) -> FastAPI:
    """An application of its own, so that its errors are told as a program reads them."""
    api = FastAPI(
        title="Child protection hotline",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": "/api/v1"}],
        root_path_in_servers=False,
    )
    api.add_middleware(Turns)
    api.add_middleware(SecurityHeaders, over_tls=console.service.settings.public_url.startswith("https://"))
    add_problems(api)
    for add in (add_lists, add_figures, add_rosters):
        add(api, console)
    add_description(api)
    return api


def add_api(app: FastAPI, console: Console) -> None:
    app.mount("/api/v1", create_api(console))
