"""One change of rosters at a time, whether by people or by `hotline apply`."""

from sqlalchemy import text
from sqlmodel import Session


def lock_rosters(session: Session) -> None:
    """Until the end of the transaction others who change rosters wait here; readers do not."""
    session.connection().execute(text("LOCK TABLE city IN SHARE ROW EXCLUSIVE MODE"))
