"""The tables under the charts: one for each way to tell figures apart, read when somebody opens it."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from hotline.console.console import Console, NotFound
from hotline.console.figures.asking import Asked, ask, refuse
from hotline.console.figures.charts import CHARTS, SPREAD
from hotline.console.figures.page import shown
from hotline.console.words import language_of
from hotline.reports.grouping import By, Key
from hotline.reports.measures import Measure
from hotline.reports.scope import BadScope
from hotline.targets import targets_of


def add_tables(app: FastAPI, console: Console) -> None:
    @app.get("/figures/by/{name}")
    def table(request: Request, name: str) -> HTMLResponse:
        """A part of the page for htmx, a page of its own for a browser without scripts."""
        if name not in CHARTS:
            raise NotFound
        with console.transaction() as session:
            asked = ask(console, request, session)
            try:
                rows = {"spread": asked.spread()} if name == SPREAD else _groups(asked, By(name))
            except BadScope as bad:
                return refuse(console, request, asked.viewer, bad)
            values = rows | {"name": name, "scope": asked.scope} | shown(language_of(request), asked)
            template = "figures/table.html" if "HX-Request" in request.headers else "figures/by.html"
            return console.page(request, asked.viewer, template, **values)


def _groups(asked: Asked, by: By) -> dict[str, Any]:
    groups = asked.table(by).by[by]
    keys: dict[By, list[Key]] = {
        By.DAY: list(asked.scope.days()[::-1]),
        By.HOUR: list(range(24)),
        By.DISTRICT: [*asked.districts, "city"],
    }
    return {
        "rows": [(key, groups[key], _list_of(asked, by, key)) for key in keys[by] if key in groups],
        "goals": targets_of(asked.targets, Measure.ANSWER),
    }


def _list_of(asked: Asked, by: By, key: Key) -> str:
    """The address of the list that is about this group only."""
    return asked.address("/cases", **({"from": str(key), "to": str(key)} if by == By.DAY else {by.value: str(key)}))
