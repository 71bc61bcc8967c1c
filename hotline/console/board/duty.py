"""Who is on duty now, district by district."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from routing.models import CITY_DESK, District, Officer
from routing.roster import can_be_rung, load_duties

FIRST_TIER = 1


@dataclass(frozen=True)
class Tier:
    tier: int
    people: dict[str, str]
    """Names by their ids, in the roster's order."""


@dataclass(frozen=True)
class Cover:
    """One district, or the city desk, whose name is None."""

    code: str
    name: str | None
    tiers: tuple[Tier, ...]

    @property
    def nobody(self) -> bool:
        """Whether nobody is rung first."""
        return not any(tier.people for tier in self.tiers if tier.tier == FIRST_TIER)

    @property
    def present(self) -> int:
        """People; somebody may be in two tiers."""
        return len({officer for tier in self.tiers for officer in tier.people})


def cover_now(session: Session, *, now: datetime, first: frozenset[str] = frozenset()) -> list[Cover]:
    """Every district in the order of the city file, the city desk last.

    But those of `first` come before the others, and in both parts those where nobody is come first.
    """
    districts = session.exec(select(District.code, District.name).order_by(col(District.position))).all()
    duties = load_duties(session, since=now)
    names = dict(session.exec(select(Officer.id, Officer.name).where(can_be_rung())).all())
    tiers: dict[str, list[Tier]] = {}
    for (district, tier), duty in sorted(duties.items()):
        present = {officer: names[officer] for officer in duty.officers_at(now) if officer in names}
        tiers.setdefault(district, []).append(Tier(tier, present))
    everywhere: list[tuple[str, str | None]] = [*districts, (CITY_DESK, None)]
    covers = [Cover(code, name, tuple(tiers.get(code, ()))) for code, name in everywhere]
    return sorted(covers, key=lambda cover: (cover.code not in first, not cover.nobody))  # stable
