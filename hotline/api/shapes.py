"""The records, as they are described to other programs. hotline.record_shapes makes them."""

from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    next: int | None = Field(description="The cursor of the page after this one; null: this was the last")


class CaseRecord(BaseModel):
    id: int
    number: str
    state: str
    urgency: str
    district: str | None = Field(description="Null: the city desk's")
    opened_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    first_action_at: datetime | None
    arrived_at: datetime | None
    child_safe_at: datetime | None
    closed_at: datetime | None
    closed_by: str | None
    disposition: str | None
    contacts: list[int]
    drill: bool


class ContactRecord(BaseModel):
    id: int
    channel: str
    sid: str
    from_: str = Field(alias="from", description="Masked")
    to: str = Field(description="Masked")
    district: str | None
    place: str | None
    case: str | None
    state: str
    stage: str
    outcome: str | None
    has_recording: bool
    started_at: datetime
    answered_at: datetime | None
    answered_by: str | None
    ended_at: datetime | None
    disposition: str | None
    found: str | None
    drill: bool


class AlertRecord(BaseModel):
    id: int
    case: str
    state: str
    step: int
    turn: int
    round: int
    next_step_at: datetime | None
    opened_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None


class NotificationRecord(BaseModel):
    id: int
    alert: int
    round: int
    step: int
    turn: int
    officer: str
    phone: str = Field(description="Masked")
    channel: str
    purpose: str
    state: str
    sid: str | None
    attempts: int
    error: str | None
    created_at: datetime
    sent_at: datetime | None
    ended_at: datetime | None


class DistrictRecord(BaseModel):
    code: str
    name: str
