"""How fast a city aims to be: of what share of the cases something is reached within so many seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Target:
    seconds: float
    share: float
    """From 0 to 1."""


DEFAULTS: Mapping[str, tuple[Target, ...]] = {
    # 90 % of emergency calls within 15 s, 95 % within 20 s (NENA-STA-020.1-2020, 2.2.1)
    "answer": (Target(15, 0.90), Target(20, 0.95)),
    # ours: two steps of the usual escalation, 25 s each, and 10 s of the third
    "acknowledge": (Target(60, 0.90),),
    "first_action": (Target(15 * 60, 0.90),),
    "arrival": (Target(2 * 3600, 0.90),),
    # emergency measures are due 12 hours after the information came (Decree 56/2017/NĐ-CP, article 26.3)
    "child_safe": (Target(12 * 3600, 1.0),),
}
"""What counts where the city file says nothing."""


def targets_of(stored: Mapping[str, Any], what: str) -> tuple[Target, ...]:
    """`stored` are City.targets; the tightest comes first. Raises KeyError for something that has no target."""
    written = stored.get(what)
    if not written:
        return DEFAULTS[what]
    return tuple(sorted((Target(one["seconds"], one["share"]) for one in written), key=lambda one: one.seconds))
