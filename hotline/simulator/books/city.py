"""The city as it stands now: who has which telephone, and whom a case would ring, in which order and when."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.models import Urgency
from routing.models import Channel, City, District, Officer, Role
from routing.policy import choose_policy
from routing.roster import city, officers_for, on_duty

TIERS = (1, 2, 3)


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    phone: str
    role: str
    takes_calls: bool
    duty: tuple[tuple[str, int], ...]
    """Districts and tiers that this person is on duty for now."""


@dataclass(frozen=True)
class Rung:
    """One step of the escalation. `after` and `seconds` count from the first ring, if nobody accepts."""

    step: int
    after: float
    seconds: float
    is_managers: bool
    people: tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """A district, or with an empty code the place that is not known."""

    code: str
    name: str
    digit: int | None
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class CityBook:
    name: str
    language: str
    national_line: str
    desk: str | None
    ask_seconds: int
    hold_limit: float
    people: Mapping[str, Person]
    areas: tuple[Area, ...]

    def area(self, code: str) -> Area:
        """Raises LookupError for a district that the city does not have."""
        found = next((area for area in self.areas if area.code == code), None)
        if found is None:
            raise LookupError(f"the city has no district {code!r}")
        return found


def read_city(session: Session, *, now: datetime) -> CityBook:
    """Raises routing.roster.NoCityError before the first city file is applied."""
    where = city(session)
    districts = list(session.exec(select(District).order_by(col(District.position), col(District.code))))
    areas = [Area(one.code, one.name, one.digit, _rungs(session, where, one.code, now)) for one in districts]
    return CityBook(
        name=where.name,
        language=where.languages[0],
        national_line=where.national_line,
        desk=where.desk,
        ask_seconds=where.ask_seconds,
        hold_limit=where.hold_limit_seconds,
        people=_people(session, [one.code for one in districts], now),
        areas=(*areas, Area("", "", None, _rungs(session, where, None, now))),
    )


def _rungs(session: Session, where: City, district: str | None, now: datetime) -> tuple[Rung, ...]:
    return tuple(_climb(session, where, district, now))


def _climb(session: Session, where: City, district: str | None, now: datetime) -> Iterator[Rung]:
    """The steps that reach somebody; the others are skipped and cost no time."""
    after = 0.0
    for number, step in enumerate(choose_policy(where.escalation, urgency=Urgency.URGENT, district=district).steps, 1):
        people = tuple(one.id for one in officers_for(session, step.ring, district=district, now=now))
        if people:
            seconds = step.wait.total_seconds() * step.repeat
            yield Rung(number, after, seconds, step.ring.role == Role.MANAGER, people)
            after += seconds


def _people(session: Session, districts: list[str], now: datetime) -> dict[str, Person]:
    duty: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for code in (*districts, "city"):
        for tier in TIERS:
            for officer in on_duty(session, district=code, tier=tier, now=now):
                duty[officer.id].append((code, tier))
    rows = session.exec(select(Officer).where(Officer.active).order_by(col(Officer.id)))
    return {
        one.id: Person(one.id, one.name, one.phone, one.role, Channel.CALL in one.channels, tuple(duty[one.id]))
        for one in rows
    }
