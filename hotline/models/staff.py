"""Tables of the people who use the console: how they sign in, and where they are reached besides their telephone."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from hotline.models.states import NotificationState
from routing.models import json_column


class Account(SQLModel, table=True):
    """How one officer signs in. Without a password hash they can't."""

    officer: str = Field(primary_key=True, foreign_key="officer.id")
    password_hash: str | None = Field(default=None, repr=False)
    password_set_at: datetime | None = None
    password_temporary_until: datetime | None = Field(
        default=None, description="Set by somebody else: good until then, and only for choosing one's own"
    )
    authenticator: str | None = Field(
        default=None, repr=False, description="Secret shared with an authenticator app, encrypted with SECRET_KEY"
    )
    authenticator_step: int = Field(default=0, description="Time step of the last code used: none is good twice")
    calendar: str | None = Field(
        default=None, repr=False, description="Part of the secret address of their shifts as a calendar; null: none yet"
    )


class SignIn(SQLModel, table=True):
    """One device on which somebody has signed in. Its cookie is kept nowhere, only the hash of it."""

    __tablename__ = "sign_in"

    id: int = Field(default=None, primary_key=True)  # the database gives it
    token_hash: str = Field(unique=True, repr=False)
    officer: str = Field(foreign_key="officer.id", index=True)
    device: str = Field(description="The browser and system, as the person would call them")
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    proven_at: datetime | None = Field(default=None, description="When the second step was passed, where one is due")
    ended_at: datetime | None = None


class OneTimeCode(SQLModel, table=True):
    """A code that was sent to prove that the officer holds their telephone."""

    __tablename__ = "one_time_code"

    id: int = Field(default=None, primary_key=True)  # the database gives it
    sign_in_id: int = Field(foreign_key="sign_in.id", index=True)
    sealed: str = Field(repr=False, description="The code, encrypted with SECRET_KEY: a call must be able to read it")
    created_at: datetime
    expires_at: datetime
    tries: int = 0
    used_at: datetime | None = None
    sid: str | None = Field(default=None, description="Of the call that reads it")


class SignInFailure(SQLModel, table=True):
    """A wrong password or code. Says nothing of whether such an account exists."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("sign_in_failure_by_subject", "subject", "at"),)

    id: int = Field(default=None, primary_key=True)  # the database gives it
    subject: str = Field(description="Keyed hash of the number that was given, or of where it came from")
    at: datetime


class PushSubscription(SQLModel, table=True):
    """A browser that shows an officer's alerts (RFC 8030). Gone as soon as its push service says so."""

    __tablename__ = "push_subscription"

    id: int = Field(default=None, primary_key=True)  # the database gives it
    officer: str = Field(foreign_key="officer.id", index=True)
    sign_in_id: int = Field(foreign_key="sign_in.id", description="Revoked with it")
    endpoint: str = Field(unique=True, repr=False)
    keys: dict[str, str] = Field(sa_column=json_column(), repr=False, description="p256dh and auth, RFC 8291")
    created_at: datetime
    ended_at: datetime | None = None


class ApiToken(SQLModel, table=True):
    """A key of another system of the city."""

    __tablename__ = "api_token"

    id: int = Field(default=None, primary_key=True)  # the database gives it
    name: str
    token_hash: str = Field(unique=True, repr=False)
    scopes: list[str] = Field(default_factory=list, sa_column=json_column())
    created_by: str = Field(foreign_key="officer.id")
    created_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    ended_at: datetime | None = None


class Access(SQLModel, table=True):
    """Who read what, and who changed a setting. Append-only: a database trigger refuses anything else."""

    __table_args__ = (
        Index("access_by_case", "case_id", "id", postgresql_where=text("case_id IS NOT NULL")),
        Index("access_by_time", "at"),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    at: datetime
    who: str = Field(index=True, description="An officer's id, or 'token:' and the id of an API token")
    what: str = Field(description="Such as 'case.read', 'number.revealed', 'recording.heard', 'export'")
    case_id: int | None = Field(default=None, foreign_key="case.id")
    subject: int | None = Field(
        default=None,
        description="Id of the contact or other row concerned; of 'case.read', how many messages were told",
    )
    detail: str | None = Field(default=None, description="Nothing personal")


class OfficerText(SQLModel, table=True):
    """A text that tells an officer of their hours or their account. Nothing about a case."""

    __tablename__ = "officer_text"
    __table_args__ = (
        Index("officer_text_due", "send_after", postgresql_where=text("state = 'queued'")),
        Index("officer_text_by_matter", "about", postgresql_where=text("state = 'queued'")),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    officer: str = Field(foreign_key="officer.id")
    phone: str = Field(description="The number at that time, E.164")
    about: str = Field(description="What it tells of: one that has not left is taken back when that is over")
    body: str = Field(repr=False)
    state: NotificationState = Field(default=NotificationState.QUEUED, sa_type=Text)
    sid: str | None = None
    attempts: int = 0
    error: str | None = None
    created_at: datetime
    send_after: datetime | None = None
    give_up_at: datetime
    claimed_until: datetime | None = Field(default=None, description="Until then one process is busy sending it")
    unsure_since: datetime | None = Field(
        default=None, description="An order was given then, and nobody knows whether the network took it"
    )
    sent_at: datetime | None = None
