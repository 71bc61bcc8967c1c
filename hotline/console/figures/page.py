"""The page of the response times."""

from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from hotline.console.console import Console
from hotline.console.figures.asking import Asked, ask
from hotline.console.figures.charts import CHARTS
from hotline.console.figures.showing import key_name, length, percent
from hotline.console.words import definitions, language_of
from hotline.models import ContactChannel
from hotline.reports.endings import Ending
from hotline.reports.measures import Measure
from hotline.reports.scope import PERIODS, BadScope
from hotline.reports.small import FEWEST


def add_page(app: FastAPI, console: Console) -> None:
    @app.get("/figures")
    def figures(request: Request) -> HTMLResponse:
        with console.transaction() as session:
            asked = ask(console, request, session)
            values = _form(asked) | shown(language_of(request), asked)
            try:
                values["report"] = asked.report()
            except BadScope as bad:
                return console.page(
                    request, asked.viewer, "figures/figures.html", status=422, bad=bad.field, report=None, **values
                )
            return console.page(request, asked.viewer, "figures/figures.html", bad=None, **values)


def shown(language: str, asked: Asked) -> dict[str, Any]:
    """What every template of the figures uses to write numbers."""
    return {
        "length": partial(length, language),
        "percent": partial(percent, language),
        "key_name": lambda key: key_name(language, key, asked.districts),
        "link": asked.address,
        "sees_cases": asked.sees_cases,
        "fewest": FEWEST,
    }


def _form(asked: Asked) -> dict[str, Any]:
    return {
        "given": asked.given,
        "periods": list(PERIODS),
        "usual": asked.usual,
        "channels": list(ContactChannel),
        "districts": asked.districts,
        "endings": list(Ending),
        "measures": list(Measure),
        "charts": CHARTS,
        "definitions": definitions.NAMES,
    }
