"""The escalation policy: which step comes next and whom it rings. Pure; knows no clock and no database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from routing.models import CITY_DESK, Role

DEFAULT_POLICY = "default"


@dataclass(frozen=True)
class Ring:
    """Whom a step reaches: everybody that any of its fields names.

    `tier` means the officers on duty there, in `district` or, without one, in the case's own district.
    """

    tier: int | None = None
    role: Role | None = None
    district: str | None = None
    officers: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        role = data.get("role")
        return cls(
            tier=data.get("tier"),
            role=Role(role) if role else None,
            district=data.get("district"),
            officers=tuple(data.get("officers", ())),
        )

    def to_json(self) -> dict[str, Any]:
        fields = {
            "tier": self.tier,
            "role": self.role and self.role.value,
            "district": self.district,
            "officers": list(self.officers),
        }
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True)
class Step:
    """One rung of the ladder. It runs `repeat` times in total; each turn lasts `wait` until the next begins."""

    ring: Ring
    wait: timedelta
    repeat: int = 1

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            ring=Ring.from_json(data["ring"]),
            wait=timedelta(seconds=data["wait_seconds"]),
            repeat=data.get("repeat", 1),
        )

    def to_json(self) -> dict[str, Any]:
        return {"ring": self.ring.to_json(), "wait_seconds": self.wait.total_seconds(), "repeat": self.repeat}


@dataclass(frozen=True, order=True)
class Position:
    """A turn of a step, both counted from 1; Position(0, 0) is before the first."""

    step: int
    turn: int


@dataclass(frozen=True)
class EscalationPolicy:
    steps: tuple[Step, ...]

    def positions_after(self, position: Position) -> Iterator[Position]:
        """Every turn still to come, in order; none if the policy has become shorter than `position`."""
        return (later for later in self._positions() if later > position)

    def step_at(self, position: Position) -> Step:
        """Raises LookupError if this policy has no such step."""
        if not 1 <= position.step <= len(self.steps):
            raise LookupError(f"The escalation policy has {len(self.steps)} steps, no step {position.step}.")
        return self.steps[position.step - 1]

    def _positions(self) -> Iterator[Position]:
        for number, step in enumerate(self.steps, start=1):
            for turn in range(1, step.repeat + 1):
                yield Position(number, turn)


DEFAULT_STEPS = (
    Step(Ring(tier=1), timedelta(seconds=25)),
    Step(Ring(tier=2), timedelta(seconds=25)),
    Step(Ring(role=Role.MANAGER), timedelta(seconds=25)),
    Step(Ring(district=CITY_DESK, tier=1), timedelta(seconds=30), repeat=3),
)
"""For a city that wrote no policy of its own: on duty, backup, managers, city desk."""


def choose_policy(
    escalation: dict[str, list[dict[str, Any]]], *, urgency: str, district: str | None
) -> EscalationPolicy:
    """The policy of the case's district, else of its urgency, else the city's default. `escalation` is City's."""
    names = (district or CITY_DESK, urgency, DEFAULT_POLICY)
    chosen: Sequence[dict[str, Any]] = next((escalation[name] for name in names if escalation.get(name)), ())
    return EscalationPolicy(tuple(Step.from_json(step) for step in chosen) or DEFAULT_STEPS)
