"""Tables of the city: its districts and places, its officers and their hours."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

CITY_DESK = "city"
"""The district code of the city desk, which answers for every place that is not known."""


class Role(StrEnum):
    """What somebody may do: an admin keeps the settings, an auditor reads figures; neither is rung."""

    OFFICER = "officer"
    MANAGER = "manager"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Channel(StrEnum):
    """A way to reach an officer."""

    CALL = "call"
    SMS = "sms"
    PUSH = "push"


def json_column() -> Column[Any]:
    return Column(JSONB, nullable=False)


class City(SQLModel, table=True):
    """The one city that this installation serves; always the row with id 1."""

    __table_args__ = (CheckConstraint("id = 1", name="one_city"),)

    id: int = Field(default=1, primary_key=True)
    name: str
    case_prefix: str = Field(description="Letters before a case number, such as CT in CT-0042")
    timezone: str = "Asia/Ho_Chi_Minh"
    languages: list[str] = Field(default_factory=lambda: ["vi"], sa_column=json_column())
    national_line: str = "111"
    desk: str | None = Field(default=None, description="Telephone of the city desk, E.164")
    ask_seconds: int = Field(default=5, description="Silence after which a question counts as unanswered")
    hold_limit_seconds: float = Field(default=120, description="Longest wait before a caller is dialled to the desk")
    repeat_exhausted_seconds: float = Field(default=300, description="How often managers hear of an exhausted alert")
    drill_number: str | None = Field(default=None, description="The number (E.164) that drills call from")
    drill_targets: dict[str, float] = Field(
        default_factory=dict,
        sa_column=json_column(),
        description="Seconds within which a drill must be answered, rung and accepted",
    )
    targets: dict[str, Any] = Field(
        default_factory=dict,
        sa_column=Column(JSONB, nullable=False, server_default="{}"),
        description="Seconds and shares of the response times that the city aims at; see hotline.reports",
    )
    proof_days: int = Field(
        default=30,
        sa_column_kwargs={"server_default": "30"},
        description="An officer's telephone counts as proven for so many days after it has answered",
    )
    auto_reply: bool = Field(default=True, description="Whether a text is answered by a neutral text")
    accents: bool = Field(default=True, description="Whether texts keep Vietnamese marks (70 instead of 160 signs)")
    outside: list[str | dict[str, Any]] = Field(
        default_factory=list,
        sa_column=json_column(),
        description="Whose cases go to the city desk: names, or {area, places}. One that a district has too: ask",
    )
    escalation: dict[str, list[dict[str, Any]]] = Field(
        default_factory=dict,
        sa_column=json_column(),
        description="Steps by policy name: 'default', an urgency, or a district code; see routing.policy",
    )


class District(SQLModel, table=True):
    code: str = Field(primary_key=True)
    name: str
    digit: int | None = Field(default=None, unique=True, ge=1, le=9, description="The key that a caller presses")
    aliases: list[str] = Field(default_factory=list, sa_column=json_column())
    lines: list[str] = Field(
        default_factory=list,
        sa_column=json_column(),
        description="Telephone lines (E.164) that belong to this district: a call on or from one needs no question",
    )
    position: int = Field(default=0, description="Order in the city file, which is the order on screens")


class Place(SQLModel, table=True):
    """A ward, commune or landmark inside a district, by a name that people use."""

    id: int | None = Field(default=None, primary_key=True)
    district: str = Field(foreign_key="district.code", index=True)
    name: str
    kind: str | None = Field(default=None, description="phường, xã, thị trấn … or null")
    aliases: list[str] = Field(default_factory=list, sa_column=json_column())
    also_in: list[str] = Field(
        default_factory=list, sa_column=json_column(), description="Further districts that a part of it lies in"
    )
    valid_from: date | None = None
    valid_to: date | None = None


class Officer(SQLModel, table=True):
    """A person who can be rung. Never deleted, since cases name them: one who left is inactive."""

    id: str = Field(primary_key=True)
    name: str
    phone: str = Field(description="E.164")
    role: Role = Field(default=Role.OFFICER, sa_type=Text)
    districts: list[str] = Field(
        default_factory=list,
        sa_column=Column(JSONB, nullable=False, server_default="[]"),
        description="Districts whose cases they see besides those where they have shifts",
    )
    channels: list[str] = Field(default_factory=lambda: ["call", "sms"], sa_column=json_column())
    active: bool = True


class Source(StrEnum):
    """Who wrote something into the roster, and may change it."""

    FILE = "file"
    CONSOLE = "console"


class Shift(SQLModel, table=True):
    """One officer on duty for one district and tier: either once (starts_at/ends_at) or weekly (days, minutes)."""

    __table_args__ = (Index("shift_by_duty", "district", "tier"),)

    id: int | None = Field(default=None, primary_key=True)
    district: str = Field(description="A district code, or 'city' for the city desk")
    tier: int = Field(ge=1)
    officer: str = Field(foreign_key="officer.id")
    position: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    days: list[int] = Field(
        default_factory=list, sa_column=json_column(), description="Weekdays of a weekly shift, Monday is 0"
    )
    start_minute: int = Field(default=0, description="Minute of the city's day at which a weekly shift starts")
    end_minute: int = Field(default=1440, description="Minute at which it ends; at or before the start: the next day")


class Rotation(SQLModel, table=True):
    """Officers who take turns: each is on duty for turn_hours, then the next."""

    id: int | None = Field(default=None, primary_key=True)
    district: str
    tier: int = Field(ge=1)
    officers: list[str] = Field(sa_column=json_column())
    starts_at: datetime
    turn_hours: float


class Override(SQLModel, table=True):
    """Replaces whoever would be on duty for a district and tier, from starts_at until ends_at."""

    id: int | None = Field(default=None, primary_key=True)
    district: str
    tier: int = Field(ge=1)
    officers: list[str] = Field(sa_column=json_column())
    instead_of: str | None = Field(default=None, description="Replaces this officer only; null: everybody on duty")
    starts_at: datetime
    ends_at: datetime
    source: Source = Field(default=Source.FILE, sa_type=Text, sa_column_kwargs={"server_default": "file"})
    made_by: str | None = Field(default=None, description="An officer's id; null: the city file")
    made_at: datetime | None = None


class Roster(SQLModel, table=True):
    """Who owns the regular hours of a district. Without a row the city file does."""

    district: str = Field(primary_key=True)
    owner: Source = Field(default=Source.FILE, sa_type=Text)
    since: datetime
    by: str = Field(foreign_key="officer.id")
    filed: dict[str, Any] = Field(
        default_factory=dict,
        sa_column=json_column(),
        description="What the city file last said about this district's hours while the console owned them",
    )


class RosterVersion(SQLModel, table=True):
    """What a district's roster said from `since` on, until a later version: past weeks show what was true then."""

    __tablename__ = "roster_version"
    __table_args__ = (Index("roster_version_by_district", "district", "since"),)

    id: int = Field(default=None, primary_key=True)  # the database gives it
    district: str
    since: datetime
    said: dict[str, Any] = Field(
        sa_column=json_column(),
        description="Its shifts, rotations and the city file's overrides, and who of their officers could be rung",
    )


class Holiday(SQLModel, table=True):
    day: date = Field(primary_key=True)
    name: str


class SwapOffer(SQLModel, table=True):
    """An officer's hours that somebody else may take over."""

    __tablename__ = "swap_offer"

    id: int = Field(default=None, primary_key=True)  # the database gives it
    district: str
    tier: int = Field(ge=1)
    officer: str = Field(foreign_key="officer.id")
    starts_at: datetime
    ends_at: datetime
    offered_at: datetime
    taken_by: str | None = None
    taken_at: datetime | None = None
    withdrawn_at: datetime | None = None


class HandoverNote(SQLModel, table=True):
    """What those who go off duty leave to those who come on."""

    __tablename__ = "handover_note"
    __table_args__ = (Index("handover_note_by_district", "district", "at"),)

    id: int = Field(default=None, primary_key=True)  # the database gives it
    district: str
    at: datetime
    by: str = Field(foreign_key="officer.id")
    body: str = Field(repr=False)
