"""Districts come and go with care: cases name them, and no two may have one key even for a moment."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, func, select

from hotline.cityfile.changes import Change
from hotline.cityfile.plan import CityPlan
from hotline.cityfile.rows import save
from hotline.errors import UsageError
from hotline.models import Case, Contact
from routing.models import District


def leaving_districts(session: Session, plan: CityPlan) -> Sequence[District]:
    """Raises UsageError for one that cannot leave."""
    staying = [district.code for district in plan.districts]
    leaving = session.exec(
        select(District).where(col(District.code).not_in(staying)).order_by(col(District.code))
    ).all()
    for district in leaving:
        _refuse_if_named(session, district.code)
    return leaving


def apply_districts(session: Session, plan: CityPlan, leaving: Sequence[District]) -> Iterator[Change]:
    digits = {district.code: district.digit for district in plan.districts}
    for district in session.exec(select(District)):
        if district in leaving or district.digit != digits[district.code]:
            district.digit = None  # so that two districts can swap their keys
    session.flush()
    yield from save(session, "districts", plan.districts, key="code")


def remove_districts(session: Session, leaving: Sequence[District]) -> Iterator[Change]:
    """Their places must be gone already."""
    for district in leaving:
        session.delete(district)
        yield Change("districts", "removed", district.code)


def _refuse_if_named(session: Session, code: str) -> None:
    cases = session.exec(select(func.count()).select_from(Case).where(Case.district == code)).one()
    contacts = session.exec(select(func.count()).select_from(Contact).where(Contact.district == code)).one()
    if cases or contacts:
        raise UsageError(
            f"District {code!r} is not in the file, but {cases} cases and {contacts} contacts belong to it. "
            "Put it back, without a digit or officers if it is out of use."
        )
