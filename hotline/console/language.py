"""The switch between languages."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse

from hotline.console.cookies import keep_language
from hotline.console.words import LANGUAGES


def add_language(app: FastAPI) -> None:
    @app.post("/language")
    def switch(request: Request, language: Annotated[str, Form()]) -> RedirectResponse:
        """Back to the page where the switch was pressed."""
        response = RedirectResponse(_page_before(request), 303)
        if language in LANGUAGES:
            keep_language(response, language)
        return response


def _page_before(request: Request) -> str:
    """Only ever a page of the console: an address from outside leads nowhere else."""
    path = urlsplit(request.headers.get("referer", "")).path
    return path if path.startswith("/console/") and "\\" not in path else "/console/"
