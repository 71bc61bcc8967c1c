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
from hotline.reports.grouping import By
from hotline.reports.measures import Measure
from hotline.reports.scope import PERIODS, USUAL, BadScope
from hotline.reports.small import FEWEST
from hotline.targets import targets_of


def add_page(app: FastAPI, console: Console) -> None:
    @app.get("/figures")
    def figures(request: Request) -> HTMLResponse:
        with console.transaction() as session:
            asked = ask(console, request, session)
            values = _form(asked) | shown(language_of(request, asked.viewer), asked)
            try:
                values |= _numbers(asked)
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
    }


def _form(asked: Asked) -> dict[str, Any]:
    return {
        "given": asked.given,
        "periods": list(PERIODS),
        "usual": USUAL,
        "channels": list(ContactChannel),
        "districts": asked.districts,
        "endings": list(Ending),
        "measures": list(Measure),
        "charts": CHARTS,
        "fewest": FEWEST,
        "goals": targets_of(asked.targets, Measure.ANSWER),
        "definitions": definitions.NAMES,
    }


def _numbers(asked: Asked) -> dict[str, Any]:
    report = asked.report(*By)
    return {
        "report": report,
        "spread": asked.spread(),
        "tables": {
            By.DAY: report.scope.days()[::-1],
            By.HOUR: list(range(24)),
            By.DISTRICT: [*asked.districts, "city"],
        },
    }
