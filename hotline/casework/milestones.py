"""What has been reached for the child: the first action, somebody there, the child seen safe."""

from datetime import datetime

from sqlmodel import Session

from hotline.casework.changing import claim, must_be_taken
from hotline.casework.due import Due
from hotline.casework.notes import add_note
from hotline.casework.refusals import Stale, Unusable
from hotline.models import Case, event

COLUMNS = {
    Due.FIRST_ACTION: "first_action_at",
    Due.ARRIVAL: "arrived_at",
    Due.CHILD_SAFE: "child_safe_at",
}


def reach(
    session: Session, case_id: int, milestone: Due, *, who: str, now: datetime, at: datetime | None, version: int
) -> None:
    """Write down that this was reached, now or at an earlier moment. Said again without a moment, it changes nothing.

    A moment that is written down already is only changed by who has seen it (`version`). Raises Refused.
    """
    case = claim(session, case_id)
    must_be_taken(case)
    before: datetime | None = getattr(case, COLUMNS[milestone])
    if before and at is None:
        return
    if before and case.version != version + 1:
        raise Stale
    moment = _checked(case, at, now=now)
    setattr(case, COLUMNS[milestone], moment)
    session.add(case)
    was = before.isoformat() if before else None
    session.add(
        event(case.id, f"case.{milestone}", now=now, subject=case.id, before=was, after=moment.isoformat(), who=who)
    )


def act_first(
    session: Session,
    case_id: int,
    words: str,
    *,
    who: str,
    now: datetime,
    at: datetime | None,
    version: int,
    form_id: str,
) -> None:
    """The first action, with what it was; that stands in a note. Raises Refused."""
    if add_note(session, case_id, words, who=who, form_id=form_id, now=now, draft="first_action") is not None:
        reach(session, case_id, Due.FIRST_ACTION, who=who, now=now, at=at, version=version)


def _checked(case: Case, at: datetime | None, *, now: datetime) -> datetime:
    if at is not None and at > now:
        raise Unusable("future", "at")
    # a field of a form tells whole minutes
    if at is not None and at < case.opened_at.replace(second=0, microsecond=0):
        raise Unusable("before_opening", "at")
    return max(at, case.opened_at) if at else now
