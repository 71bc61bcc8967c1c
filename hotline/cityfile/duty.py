"""The shape of shifts, rotations and overrides in a city file."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hotline.cityfile.fields import Days, MinuteOfDay, Moment, TurnLength

Tier = Annotated[int, Field(ge=1, le=99)]
Officers = Annotated[tuple[str, ...], Field(min_length=1)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=False)


class DutyEntry(Entry):
    """What shifts, rotations and overrides share: whose duty it is, and where."""

    district: str
    tier: Tier = 1
    officers: Officers


class ShiftEntry(DutyEntry):
    """Either once (`from`, `to`) or every week (`days`, `start`, `end`)."""

    starts_at: Moment | None = Field(default=None, alias="from")
    ends_at: Moment | None = Field(default=None, alias="to")
    days: Days = ()
    start: MinuteOfDay | None = None
    end: MinuteOfDay | None = None

    @model_validator(mode="after")
    def _has_one_kind_of_hours(self) -> Self:
        once = self.starts_at is not None and self.ends_at is not None
        weekly = bool(self.days) and self.start is not None and self.end is not None
        mixed = (self.starts_at or self.ends_at) and (self.days or self.start is not None or self.end is not None)
        if mixed or not (once or weekly):
            raise ValueError("needs its hours: either from and to, or days, start and end")
        if self.start == 24 * 60:
            raise ValueError("cannot start at 24:00; write 00:00 and the next day")
        return self


class RotationEntry(DutyEntry):
    start: Moment
    every: TurnLength


class OverrideEntry(DutyEntry):
    starts_at: Moment = Field(alias="from")
    ends_at: Moment = Field(alias="to")
