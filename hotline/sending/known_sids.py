"""SIDs of the network's calls and texts that rows have already: none is taken for another order's."""

from sqlmodel import Session, col, select

from hotline.models import AlarmNotice, Callback, CaseMessage, Notification, OfficerText, OneTimeCode, PhoneTest

TABLES = (Notification, AlarmNotice, Callback, CaseMessage, OfficerText, PhoneTest, OneTimeCode)


def is_known(session: Session, sid: str, *, besides: tuple[type, int]) -> bool:
    """Whether a row has it; `besides`: the table and id of the one that asks."""
    mine, row = besides
    for table in TABLES:
        having = select(table.id).where(col(table.sid) == sid)
        having = having.where(col(table.id) != row) if table is mine else having
        if session.exec(having.limit(1)).first() is not None:
            return True
    return False
