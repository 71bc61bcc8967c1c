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


def local_time_beside(moment: datetime, other: datetime, pattern: str = "%H:%M") -> Markup:
    """A moment that is told beside another one: its day is told only where it is not the day of that one."""
    is_same_day = moment.astimezone(city_zone()).date() == other.astimezone(city_zone()).date()
    return local_time(moment, pattern if is_same_day else f"{pattern} %d/%m")


templates.filters["at"] = local_time
templates.filters["beside"] = local_time_beside
