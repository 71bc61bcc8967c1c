"""Who has to do with a case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline.casework.drafts import forget_drafts_of_person
from hotline.casework.refusals import Stale, Unusable
from hotline.models import CasePerson, event

PARTS = ("child", "parent", "reporter", "suspect", "helper", "other")
LONGEST_NAME, LONGEST_ABOUT = 200, 2000
OLDEST = 120


@dataclass(frozen=True)
class Person:
    """What is written down of somebody."""

    part: str
    name: str
    born: int | None
    """Year of birth."""
    about: str


def add_person(session: Session, case_id: int, person: Person, *, who: str, now: datetime) -> None:
    """Raises Unusable. The same person added twice within one case stands there once."""
    _check(person, now=now)
    forget_drafts_of_person(session, case_id, who, 0)
    if any(
        (one.part, one.name, one.born) == (person.part, person.name, person.born) for one in people_of(session, case_id)
    ):
        return
    row = CasePerson(case_id=case_id, added_at=now, added_by=who, **vars(person))
    session.add(row)
    session.flush()
    session.add(event(case_id, "case.person", now=now, subject=row.id, after="added", who=who))


def change_person(
    session: Session, case_id: int, row: int, person: Person, *, who: str, now: datetime, version: int
) -> None:
    """Raises Stale when somebody else has changed or removed them meanwhile, and Unusable.

    The log keeps which fields were changed, never what is in them.
    """
    _check(person, now=now)
    fields = _differing(session, row, person)
    _change(session, case_id, row, version, **vars(person))
    session.add(event(case_id, "case.person", now=now, subject=row, after="changed", who=who, why=fields))
    forget_drafts_of_person(session, case_id, who, row)


def remove_person(session: Session, case_id: int, row: int, *, who: str, now: datetime, version: int) -> None:
    """They stay in the records, and are shown no more. Raises Stale."""
    _change(session, case_id, row, version, removed_at=now)
    session.add(event(case_id, "case.person", now=now, subject=row, after="removed", who=who))
    forget_drafts_of_person(session, case_id, who, row)


def people_of(session: Session, case_id: int) -> list[CasePerson]:
    theirs = select(CasePerson).where(CasePerson.case_id == case_id, col(CasePerson.removed_at).is_(None))
    return list(session.exec(theirs.order_by(col(CasePerson.id))).all())


def _differing(session: Session, row: int, person: Person) -> str:
    """Names of the fields, with spaces between them. Locked, so that nobody changes them before we do."""
    before = session.get(CasePerson, row, with_for_update={"key_share": True}, populate_existing=True)
    return " ".join(name for name, value in vars(person).items() if before and getattr(before, name) != value)


def _change(session: Session, case_id: int, row: int, version: int, **values: object) -> None:
    as_seen = (
        (col(CasePerson.id) == row)
        & (col(CasePerson.case_id) == case_id)
        & (col(CasePerson.version) == version)
        & col(CasePerson.removed_at).is_(None)
    )
    changed = session.exec(
        update(CasePerson).where(as_seen).values(version=CasePerson.version + 1, **values).returning(col(CasePerson.id))
    ).scalar_one_or_none()
    if changed is None:
        raise Stale


def _check(person: Person, *, now: datetime) -> None:
    if person.part not in PARTS:
        raise Unusable("person", "part")
    if not 0 < len(person.name) <= LONGEST_NAME:
        raise Unusable("person", "name")
    if person.born is not None and not now.year - OLDEST <= person.born <= now.year:
        raise Unusable("person", "born")
    if len(person.about) > LONGEST_ABOUT:
        raise Unusable("person", "about")
