"""Whom a manager can choose for a roster, in the order in which they are looked for."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from hotline.staff.districts import districts_of_all
from hotline.texts import alphabetical
from routing.models import Officer
from routing.roster import can_be_rung


@dataclass(frozen=True)
class Choice:
    """Names by id."""

    of_the_district: dict[str, str]
    others: dict[str, str]

    @property
    def everybody(self) -> dict[str, str]:
        return self.of_the_district | self.others


def choice_for(session: Session, district: str, *, now: datetime) -> Choice:
    """Those who may be on duty."""
    districts = districts_of_all(session, now=now)
    choice = Choice({}, {})
    for officer in sorted(session.exec(select(Officer).where(can_be_rung())), key=lambda one: alphabetical(one.name)):
        is_theirs = district in districts.get(officer.id, set()) | set(officer.districts)
        (choice.of_the_district if is_theirs else choice.others)[officer.id] = officer.name
    return choice
