"""Tables of what people do about a case after they have taken it."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from hotline.models.states import CallbackState, NotificationState


class CaseNote(SQLModel, table=True):
    """What somebody wrote down about a case. Never changed; a correction is another note."""

    __tablename__ = "case_note"

    id: int = Field(default=None, primary_key=True)  # the database gives it
    case_id: int = Field(foreign_key="case.id", index=True)
    at: datetime
    by: str = Field(foreign_key="officer.id")
    body: str = Field(repr=False)
    form_id: str = Field(unique=True, description="Of the form that sent it: sent twice, it is written once")


class CasePerson(SQLModel, table=True):
    """Somebody who has to do with a case: the child, who hurts them, who told us."""

    __tablename__ = "case_person"

    id: int = Field(default=None, primary_key=True)  # the database gives it
    case_id: int = Field(foreign_key="case.id", index=True)
    part: str = Field(description="child, parent, reporter, suspect, helper, other")
    name: str = Field(repr=False)
    born: int | None = Field(default=None, repr=False, description="Year of birth")
    about: str = Field(default="", repr=False)
    version: int = Field(default=1, description="Grows with each change: who changes an older one is told")
    added_at: datetime
    added_by: str = Field(foreign_key="officer.id")
    removed_at: datetime | None = None


class Draft(SQLModel, table=True):
    """What an officer has typed and not sent yet."""

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    officer: str = Field(primary_key=True, foreign_key="officer.id")
    field: str = Field(primary_key=True)
    body: str = Field(repr=False)
    saved_at: datetime


class CaseViewing(SQLModel, table=True):
    """An officer has this case's page open. Not kept through a crash of the database: it is true for seconds only."""

    __tablename__ = "case_viewing"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    officer: str = Field(primary_key=True, foreign_key="officer.id")
    seen_at: datetime = Field(description="When their page last said so; it does every few seconds")


class CaseMessage(SQLModel, table=True):
    """A text that an officer sends to a caller, by the hotline's number."""

    __tablename__ = "case_message"
    __table_args__ = (Index("case_message_due", "send_after", postgresql_where=text("state = 'queued'")),)

    id: int = Field(default=None, primary_key=True)  # the database gives it
    case_id: int = Field(foreign_key="case.id", index=True)
    contact_id: int = Field(foreign_key="contact.id", description="Whose number it goes to")
    by: str = Field(foreign_key="officer.id")
    body: str = Field(repr=False)
    form_id: str = Field(unique=True, description="Of the form that sent it: sent twice, it goes out once")
    state: NotificationState = Field(default=NotificationState.QUEUED, sa_type=Text)
    sid: str | None = Field(default=None, index=True)
    attempts: int = 0
    error: str | None = None
    created_at: datetime
    send_after: datetime | None = None
    give_up_at: datetime | None = None
    claimed_until: datetime | None = Field(default=None, description="Until then one process is busy sending it")
    unsure_since: datetime | None = Field(
        default=None, description="An order was given then, and nobody knows whether the network took it"
    )
    sent_at: datetime | None = None


class Callback(SQLModel, table=True):
    """A call back to a caller through the hotline's number: first the officer is rung, then the caller."""

    __table_args__ = (
        Index("callback_due", "send_after", postgresql_where=text("state = 'queued'")),
        Index("callback_stale", "stale_at", postgresql_where=text("ended_at IS NULL")),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    case_id: int = Field(foreign_key="case.id", index=True)
    contact_id: int = Field(foreign_key="contact.id", description="Who is called")
    officer: str = Field(foreign_key="officer.id")
    form_id: str = Field(unique=True, description="Of the form that asked for it: sent twice, it rings once")
    state: CallbackState = Field(default=CallbackState.QUEUED, sa_type=Text)
    sid: str | None = Field(default=None, index=True, description="Of the officer's leg")
    error: str | None = None
    created_at: datetime
    send_after: datetime | None = None
    claimed_until: datetime | None = None
    stale_at: datetime | None = Field(default=None, description="When it counts as over though nobody has told so")
    connected_at: datetime | None = None
    ended_at: datetime | None = None


class PhoneTest(SQLModel, table=True):
    """A test call that proves an officer's telephone: they answer and press a key."""

    __tablename__ = "phone_test"
    __table_args__ = (Index("phone_test_due", "send_after", postgresql_where=text("state = 'queued'")),)

    id: int = Field(default=None, primary_key=True)  # the database gives it
    officer: str = Field(foreign_key="officer.id", index=True)
    phone: str = Field(description="The number at that time, E.164")
    asked_by: str | None = Field(default=None, description="An officer's id; null: the service itself")
    state: NotificationState = Field(default=NotificationState.QUEUED, sa_type=Text)
    sid: str | None = Field(default=None, index=True)
    error: str | None = None
    created_at: datetime
    send_after: datetime | None = None
    claimed_until: datetime | None = None
    proven_at: datetime | None = None
    ended_at: datetime | None = None
