"""Many contacts of one number in a short time: a desperate child, a broken machine, or somebody who wants to harm.

Nobody can tell these apart at once, so every contact is kept, every call is answered and nobody is blocked. Only the
officers are not rung anew for each.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from hotline.models import Contact
from routing.phones import is_withheld

MANY = 20
WITHIN = timedelta(minutes=5)
STAYED = timedelta(seconds=10)
"""Among many calls of one number, one that stays on the line this long is rung for like any other."""


def is_flooding(session: Session, caller: str, *, now: datetime) -> bool:
    """Whether this number has contacted us so often lately. Withheld numbers may be anybody's, and never do."""
    if is_withheld(caller):
        return False
    lately = select(Contact.id).where(Contact.caller == caller, col(Contact.started_at) > now - WITHIN).limit(MANY)
    return session.exec(select(func.count()).select_from(lately.subquery())).one() >= MANY
