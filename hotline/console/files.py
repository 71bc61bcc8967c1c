"""Scripts, styles and pictures, all served by ourselves; no build step makes them."""

from importlib.resources import files as files_of
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parent / "static"
HTMX = Path(str(files_of("django_htmx"))) / "static" / "django_htmx" / "htmx-2.min.js"


class ConsoleFiles(StaticFiles):
    """Asked for anew after each change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


files = FastAPI(openapi_url=None)


@files.get("/htmx.js")
def htmx() -> FileResponse:
    return FileResponse(HTMX, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


files.mount("/", ConsoleFiles(directory=HERE))
