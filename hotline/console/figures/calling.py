"""What a list that is narrowed is called: as the number that leads to it."""

from collections.abc import Mapping
from math import inf
from typing import Any

from hotline.console.figures.showing import length
from hotline.console.words import say
from hotline.reports.narrowing import OF_ALERTS, OF_TARGET, Part, Which, part_of
from hotline.reports.spread import places
from hotline.targets import targets_of


def called(language: str, only: str, *, targets: Mapping[str, Any]) -> str:
    """`only` is one of the choices of a list."""
    part = part_of(only)
    if part is None:
        return say(language, f"figures.{only}" if only in OF_ALERTS else f"figures.ending.{only}")
    if part.which in (Which.LATE, Which.TIMED):
        return say(language, f"figures.only.{only}")
    return f"{say(language, f'figures.measure.{part.measure}')}: {_which(language, part, targets)}"


def _which(language: str, part: Part, targets: Mapping[str, Any]) -> str:
    if part.which in OF_TARGET:
        goal = targets_of(targets, part.measure)[part.number]
        return say(language, f"figures.share_{part.which}", s=f"{goal.seconds:g}")
    if part.which == Which.DUE:
        return say(language, "figures.due")
    above, up_to = places(targets)[part.number]
    if up_to == inf:
        return say(language, "figures.beyond_length", length=length(language, above))
    return say(language, "figures.up_to", length=length(language, up_to))
