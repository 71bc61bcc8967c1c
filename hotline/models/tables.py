"""Tables of what happened: contacts, cases, their alerts and every attempt to reach an officer.

Alembic's migrations make the tables; `tests/hotline/test_migrations.py` holds both to each other.
"""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from hotline.models.states import (
    RUNNING_SQL,
    AlertState,
    CaseState,
    ContactChannel,
    ContactState,
    Disposition,
    DrillState,
    Found,
    NotificationState,
    Outcome,
    Purpose,
    Stage,
    Urgency,
)
from routing.models import Channel, json_column


class Drill(SQLModel, table=True):
    """A synthetic call or text through the real path. Its case and contact count in no statistic."""

    id: int = Field(default=None, primary_key=True)  # the database gives it
    channel: ContactChannel = Field(sa_type=Text)
    district: str
    state: DrillState = Field(default=DrillState.PLACED, sa_type=Text)
    placed_at: datetime
    ended_at: datetime | None = None
    contact_id: int | None = Field(default=None, foreign_key="contact.id", unique=True)


class Case(SQLModel, table=True):
    """What is to be done for a child. Stays visible until a human closes it."""

    __table_args__ = (
        Index("case_by_time", "opened_at"),
        Index("case_unfinished", "opened_at", postgresql_where=text("state <> 'closed'")),
        Index("case_nothing_done", "nothing_done_at", postgresql_where=text("nothing_done_at IS NOT NULL")),
        Index("case_unread", "unread_at", postgresql_where=text("unread_at IS NOT NULL")),
        # reports leave out what belongs to a drill, and read a year from the index alone
        Index("case_drill", "id", postgresql_where=text("drill")),
        Index(
            "case_counted",
            "opened_at",
            postgresql_include=[
                *("id", "state", "district", "channel", "acknowledged_at", "first_action_at", "disposition"),
            ],
            postgresql_where=text("drill IS false"),
        ),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    number: str = Field(unique=True)
    state: CaseState = Field(default=CaseState.OPEN, sa_type=Text, index=True)
    urgency: Urgency = Field(default=Urgency.URGENT, sa_type=Text)
    district: str | None = Field(default=None, description="Null: not known yet, the city desk's")
    channel: ContactChannel | None = Field(default=None, sa_type=Text, description="How its first contact came")
    drill: bool = Field(default=False, description="Nobody is in need: made by a drill, counted nowhere")
    callback_safe: bool | None = Field(default=None, description="Null: nobody has said")
    opened_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = Field(default=None, index=True)
    nothing_done_at: datetime | None = Field(
        default=None, description="When it is rung for again if nobody has done anything since it was taken"
    )
    unread_at: datetime | None = Field(
        default=None, description="When it is rung for again if nobody has read what its caller wrote"
    )
    first_action_at: datetime | None = Field(
        default=None, description="When somebody first did something for the child"
    )
    arrived_at: datetime | None = Field(default=None, description="When somebody was with the child")
    child_safe_at: datetime | None = Field(default=None, description="When the child was seen safe")
    closed_at: datetime | None = None
    closed_by: str | None = None
    disposition: Disposition | None = Field(default=None, sa_type=Text, description="How it ended")
    joined_to: int | None = Field(
        default=None, foreign_key="case.id", index=True, description="The case of which this one was a duplicate"
    )
    version: int = Field(
        default=1, sa_column_kwargs={"server_default": "1"}, description="Grows with each change made by hand"
    )


class Contact(SQLModel, table=True):
    """One inbound call or message, written before it is answered."""

    __table_args__ = (
        Index("contact_by_caller", "caller", "started_at"),
        Index("contact_by_time", "started_at"),
        # what a text's reply asks about its sender, however many others they have sent
        Index("contact_replied", "caller", "started_at", postgresql_where=text("reply IS NOT NULL")),
        Index("contact_without_case", "caller", postgresql_where=text("case_id IS NULL")),
        # the hold loop and the offer to an officer who comes free look for live callers only
        Index("contact_live", "case_id", postgresql_where=text("state = 'open'")),
        Index("contact_stale", "stale_at", postgresql_where=text("state = 'open'")),
        Index("contact_recall", "recall_after", postgresql_where=text("recall_after IS NOT NULL")),
        # reports read a year from the index alone
        Index(
            "contact_counted",
            "started_at",
            postgresql_include=[
                *("channel", "case_id", "district", "state", "outcome", "found"),
                *("waiting_since", "answered_at", "answered_by", "ended_at"),
            ],
            postgresql_where=text("drill IS false"),
        ),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    channel: ContactChannel = Field(sa_type=Text)
    sid: str = Field(unique=True)
    caller: str = Field(description="As the network gave it; may be withheld or no number at all")
    called: str
    body: str | None = Field(default=None, description="What the message said")
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    district: str | None = None
    place: str | None = None
    asked_place: bool = Field(default=False, description="Whether the first answer asked for the place")
    offered: list[dict[str, str | None]] = Field(
        default_factory=list,
        sa_column=json_column(),
        description="Places (district, place) between which the person was asked to choose, by number from 1",
    )
    reply: str | None = Field(default=None, description="The text that answered a message; a replay gets it again")
    state: ContactState = Field(default=ContactState.OPEN, sa_type=Text)
    stage: Stage = Field(default=Stage.ASKING, sa_type=Text)
    outcome: Outcome | None = Field(default=None, sa_type=Text)
    stale_at: datetime | None = Field(
        default=None,
        description="When a caller not heard of any more counts as gone; kept while their end is only presumed",
    )
    recall_after: datetime | None = Field(
        default=None, description="To be called back into the queue: an officer waits"
    )
    found: Found | None = Field(
        default=None, sa_type=Text, description="How it came to us when its own webhook did not bring it"
    )
    recording: str | None = Field(default=None, description="Address of the recorded message at the provider")
    started_at: datetime
    waiting_since: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    ended_at: datetime | None = None
    disposition: str | None = None
    drill: bool = False


class Alert(SQLModel, table=True):
    """A case's demand for a human. Only a human ends it."""

    __table_args__ = (
        Index("one_running_alert_per_case", "case_id", unique=True, postgresql_where=text(f"state IN {RUNNING_SQL}")),
        # the watch loop's question: what is due?
        Index("alert_due", "next_step_at", postgresql_where=text(f"state IN {RUNNING_SQL}")),
        Index("alert_by_time", "opened_at"),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    case_id: int = Field(foreign_key="case.id", index=True)
    state: AlertState = Field(default=AlertState.RINGING, sa_type=Text)
    step: int = Field(default=0, description="The step of the policy that runs, from 1; 0: none has started")
    turn: int = Field(default=0, description="Which repetition of the step, from 1")
    round: int = Field(
        default=1, description="Counts how often the policy began anew, and reminders of an exhausted alert"
    )
    next_step_at: datetime | None = None
    opened_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    nothing_done: bool = Field(
        default=False,
        sa_column_kwargs={"server_default": "false"},
        description="It rings for a case that somebody took and did nothing about",
    )


class Notification(SQLModel, table=True):
    """One attempt to reach one officer over one channel."""

    __table_args__ = (
        # a step that runs twice, by two processes or after a crash, still reaches each officer once
        Index(
            "one_notification_per_turn",
            *("alert_id", "round", "step", "turn", "officer", "channel"),
            unique=True,
            postgresql_where=text("purpose = 'alert'"),
        ),
        # an officer gets one call at a time, whatever happens at once
        Index(
            "one_call_per_officer",
            "officer",
            unique=True,
            postgresql_where=text("channel = 'call' AND line_free_at IS NULL"),
        ),
        # an order whose answer is lost is looked up at the provider, and a call there is ours only once
        Index("notification_by_sid", "sid"),
        Index("notification_due", "send_after", postgresql_where=text("state = 'queued'")),
        Index("notification_stale", "line_stale_at", postgresql_where=text("line_free_at IS NULL")),
        Index("notification_hang_up", "hang_up_after", postgresql_where=text("hang_up_after IS NOT NULL")),
        # whose number fails: the refusals, and when they were last reached
        Index("notification_refused", "officer", "channel", "phone", "id", postgresql_where=text("refused")),
        Index("notification_by_officer", "officer", "channel", "phone", "id"),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    alert_id: int = Field(foreign_key="alert.id", index=True)
    round: int
    step: int
    turn: int
    officer: str = Field(foreign_key="officer.id")
    channel: Channel = Field(sa_type=Text)
    purpose: Purpose = Field(default=Purpose.ALERT, sa_type=Text)
    phone: str = Field(description="The officer's number at that time, E.164")
    state: NotificationState = Field(default=NotificationState.QUEUED, sa_type=Text)
    sid: str | None = None
    attempts: int = 0
    unsure_since: datetime | None = Field(
        default=None,
        description="An order was given then, and nobody knows whether the network took it: look before repeating",
    )
    refused: bool = Field(
        default=False, description="The network says that this number can't be reached; asking again is of no use"
    )
    error: str | None = None
    created_at: datetime
    send_after: datetime | None = Field(default=None, description="When the next attempt is due")
    give_up_at: datetime | None = Field(default=None, description="When a temporary error becomes final")
    ring_seconds: int = 30
    claimed_until: datetime | None = Field(default=None, description="Until then one process is busy sending it")
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    line_free_at: datetime | None = Field(
        default=None, description="When the officer's phone was free again; null on a call: it may still be in use"
    )
    line_stale_at: datetime | None = Field(
        default=None, description="When a call whose end the network never told counts as over"
    )
    hang_up_after: datetime | None = Field(default=None, description="The call is to be ended at the provider")
