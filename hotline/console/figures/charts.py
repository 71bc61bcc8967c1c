"""The charts, each a picture with an address of its own. The tables on the page say the same."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from fastapi import FastAPI, Request, Response

from hotline.console.console import Console, NotFound
from hotline.console.figures.asking import Asked, ask, refuse
from hotline.console.figures.drawing import BLUE, GREEN, GREY, ORANGE, PURPLE, RED, TEAL, Series, draw
from hotline.console.figures.policy import policy_for
from hotline.console.figures.showing import key_name, length
from hotline.console.words import language_of, say
from hotline.reports.endings import Ending
from hotline.reports.figures import Figures
from hotline.reports.grouping import By, Key
from hotline.reports.measures import Measure
from hotline.reports.scope import BadScope
from hotline.targets import targets_of

HUMAN = (Ending.OFFICER, Ending.ELSEWHERE)
SPREAD = "spread"
CHARTS = (By.DAY.value, By.HOUR.value, By.DISTRICT.value, SPREAD)
MOST_LABELS = 16


def add_charts(app: FastAPI, console: Console) -> None:
    @app.get("/figures/chart/{name}.svg")
    def chart(request: Request, name: str) -> Response:
        if name not in CHARTS:
            raise NotFound
        with console.transaction() as session:
            asked = ask(console, request, session)
            language = language_of(request)
            try:
                picture = _spread(asked, language) if name == SPREAD else _groups(asked, language, By(name))
            except BadScope as bad:
                return refuse(console, request, asked.viewer, bad)
        return Response(picture, media_type="image/svg+xml", headers={"Content-Security-Policy": policy_for(picture)})


def _groups(asked: Asked, language: str, by: By) -> bytes:
    groups = asked.report_of_contacts(by).by[by]
    keys: Mapping[By, list[Key]] = {
        By.DAY: list(asked.scope.days()),
        By.HOUR: list(range(24)),
        By.DISTRICT: [*asked.districts, "city"],
    }
    labels = [key_name(language, key, asked.districts) for key in keys[by]]
    found = [groups.get(key, Figures()) for key in keys[by]]
    series = [
        Series(say(language, f"figures.chart.{name}"), [count(one) for one in found], colour)
        for name, (count, colour) in PARTS.items()
    ]
    return draw(labels, series, every=1 + len(labels) // MOST_LABELS)


def _in_time(figures: Figures) -> int:
    times = figures.times.get(Measure.ANSWER)
    return times.shares[0].within if times else 0


def _late(figures: Figures) -> int:
    return figures.endings.get(Ending.OFFICER, 0) - _in_time(figures)


def _untold(figures: Figures) -> int:
    """So few, or so told apart, that this viewer is not told how they ended."""
    return 0 if figures.endings else figures.calls


def _without_human(figures: Figures) -> int:
    ended = sum(figures.endings.get(one, 0) for one in (*HUMAN, Ending.OPEN))
    return figures.calls - ended - _untold(figures)


PARTS: Mapping[str, tuple[Callable[[Figures], int], str]] = {
    "in_time": (_in_time, BLUE),
    "late": (_late, ORANGE),
    "untold": (_untold, GREY),
    "elsewhere": (lambda figures: figures.endings.get(Ending.ELSEWHERE, 0), GREEN),
    "nobody": (_without_human, RED),
    "open": (lambda figures: figures.endings.get(Ending.OPEN, 0), TEAL),
    "texts": (lambda figures: figures.texts, PURPLE),
}
"""What a bar is made of, in one colour each, whatever else is in the chart."""


def _spread(asked: Asked, language: str) -> bytes:
    """Bars change their series at each target, which so shows as a line between two colours."""
    places = asked.spread() or []
    goals = [target.seconds for target in targets_of(asked.targets, Measure.ANSWER)]
    bounds = [0.0, *goals, None]
    series = []
    for low, high in pairwise(bounds):
        counts = [place.calls if _is_between(place.below, low or 0.0, high) else None for place in places]
        name, colour = ("within", BLUE if not low else TEAL) if high is not None else ("beyond", ORANGE)
        limit = high if high is not None else low or 0
        series.append(Series(say(language, f"figures.chart.{name}", length=length(language, limit)), counts, colour))
    labels = [
        f"≤ {length(language, place.below)}" if place.below else f"> {length(language, places[-2].below)}"
        for place in places
    ]
    return draw(labels, series)


def _is_between(below: float | None, low: float, high: float | None) -> bool:
    if below is None:
        return high is None
    return below > low and (high is None or below <= high)
