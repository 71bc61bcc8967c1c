"""Whether it is safe to call or write back. Whoever answers that telephone may be the one who hurts the child."""

from datetime import datetime

from sqlmodel import Session

from hotline.casework.refusals import Refused, Unusable
from hotline.models import Case, event


def say_safe(session: Session, case: Case, *, ticked: bool, who: str, now: datetime, version: int) -> None:
    """Before each call or message, of a case that is claimed. Raises Unusable without the tick.

    Raises Refused when it is known to be unsafe and the person has seen an older case (`version`): who ticks against a
    warning must have read it.
    """
    if not ticked:
        raise Unusable("not_safe", "safe")
    if case.callback_safe is False and case.version != version + 1:
        raise Refused("unsafe_now")
    set_safety(session, case, safe=True, who=who, now=now)


def set_safety(session: Session, case: Case, *, safe: bool, who: str, now: datetime, why: str | None = None) -> None:
    """Of a locked case; an officer who accepts it by telephone hears it, too."""
    if case.callback_safe == safe:
        return
    words = {None: "unknown", True: "safe", False: "unsafe"}
    before, after = words[case.callback_safe], words[safe]
    session.add(
        event(case.id, "case.callback_safe", now=now, subject=case.id, before=before, after=after, who=who, why=why)
    )
    case.callback_safe = safe
    session.add(case)
