"""Templates of the console, and what all of them can use."""

from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from hotline.console.words import say
from hotline.console.zone import city_zone

HERE = Path(__file__).parent

templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, *, language: str, status: int = 200, **values: Any) -> HTMLResponse:
    """`t` says a sentence of hotline.console.words in the viewer's language."""
    html = templates.get_template(template).render(t=partial(say, language), language=language, **values)
    return HTMLResponse(html, status)


def local_time(moment: datetime | None, pattern: str = "%H:%M:%S %d/%m", zone: tzinfo | None = None) -> Markup:
    """A moment in the city's time, or another one; a dash when it is not known."""
    if moment is None:
        return Markup("–")
    shown = moment.astimezone(zone or city_zone()).strftime(pattern)
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), shown)


templates.filters["at"] = local_time
