"""Tables of the service's own health: who is alive, what is wrong, and whom we have told."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from hotline.models.states import NotificationState
from routing.models import Channel


class Heartbeat(SQLModel, table=True):
    """The newest sign of life of one part of the service, from whichever of its processes gave it."""

    part: str = Field(primary_key=True)
    at: datetime
    by: str = Field(description="The process: host name and process id")


class Alarm(SQLModel, table=True):
    """Something is wrong with the service itself. Raised once, and cleared when it is well again."""

    __table_args__ = (
        # several processes see the same thing at once: one of them raises the alarm
        Index("one_alarm_at_a_time", "kind", "subject", unique=True, postgresql_where=text("cleared_at IS NULL")),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    kind: str
    subject: str = Field(default="", description="Which district, officer, part or case; nothing personal")
    since: datetime | None = Field(default=None, description="When it began or will begin, as far as is known")
    raised_at: datetime
    seen_at: datetime = Field(description="When some process last saw it; unseen for a while, it is over")
    tell_at: datetime = Field(description="When the managers are to be told if it still lasts")
    told_at: datetime | None = None
    cleared_at: datetime | None = None


class AlarmNotice(SQLModel, table=True):
    """One attempt to tell one manager about an alarm, or that it is over."""

    __tablename__ = "alarm_notice"
    __table_args__ = (
        Index("one_notice_per_manager", "alarm_id", "all_clear", "officer", "channel", unique=True),
        Index("alarm_notice_due", "send_after", postgresql_where=text("state = 'queued'")),
    )

    id: int = Field(default=None, primary_key=True)  # the database gives it
    alarm_id: int = Field(foreign_key="alarm.id", index=True)
    all_clear: bool = False
    officer: str = Field(foreign_key="officer.id")
    channel: Channel = Field(sa_type=Text)
    phone: str = Field(description="The manager's number at that time, E.164")
    state: NotificationState = Field(default=NotificationState.QUEUED, sa_type=Text)
    sid: str | None = None
    attempts: int = 0
    error: str | None = None
    created_at: datetime
    send_after: datetime | None = Field(default=None, description="When the next attempt is due")
    give_up_at: datetime | None = Field(default=None, description="When a temporary error becomes final")
    claimed_until: datetime | None = Field(default=None, description="Until then one process is busy sending it")
    sent_at: datetime | None = None
