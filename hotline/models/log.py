"""The log: one line for each change, never rewritten."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel


class CaseEvent(SQLModel, table=True):
    """One line of a case's log. Append-only: a database trigger refuses anything else."""

    __tablename__ = "case_event"
    __table_args__ = (
        # reports ask of each alert whether it ever ran out of steps, and from which one it began anew; few did
        Index("case_event_anew", "subject", "before", postgresql_where=text("what = 'alert.step' AND after = '0.0'")),
        Index("case_event_exhausted", "subject", postgresql_where=text("what = 'alert.state' AND after = 'exhausted'")),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    at: datetime
    what: str = Field(description="Which thing changed and how, such as 'alert.state'")
    subject: int | None = Field(default=None, description="Id of the contact, alert or notification concerned")
    before: str | None = None
    after: str | None = None
    who: str | None = Field(default=None, description="An officer's id; null: the service itself")
    why: str | None = None


def event(
    case_id: int | None,
    what: str,
    *,
    now: datetime,
    subject: int | None = None,
    before: str | None = None,
    after: str | None = None,
    who: str | None = None,
    why: str | None = None,
) -> CaseEvent:
    """A line for the log. `why` is for people and must hold no personal data."""
    return CaseEvent(case_id=case_id, at=now, what=what, subject=subject, before=before, after=after, who=who, why=why)
