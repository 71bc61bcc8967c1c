"""The shape of a city file. Keys and meaning are the contract of the README; what refers to what is in `checks`."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from hotline.cityfile.fields import (
    CasePrefix,
    Days,
    Id,
    Label,
    MinuteOfDay,
    Moment,
    Phone,
    ShortNumber,
    Timezone,
    TurnLength,
    Wait,
)
from hotline.cityfile.problems import Location
from routing.models import Channel, Role

Tier = Annotated[int, Field(ge=1, le=99)]
Officers = Annotated[list[str], Field(min_length=1)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=False)


class CityEntry(Entry):
    name: Label
    timezone: Timezone = ZoneInfo("Asia/Ho_Chi_Minh")
    languages: Annotated[list[Literal["vi", "en"]], Field(min_length=1)] = ["vi"]
    national_line: ShortNumber = "111"
    desk: Phone | None = None
    case_prefix: CasePrefix | None = None


class PlaceEntry(Entry):
    name: Label
    kind: Label | None = None
    aliases: list[Label] = []
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="until")


def _place(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class DistrictEntry(Entry):
    code: Id
    name: Label
    digit: Annotated[int, Field(ge=1, le=9)] | None = None
    aliases: list[Label] = []
    lines: list[Phone] = []
    places: list[Annotated[PlaceEntry, BeforeValidator(_place)]] = []


class OfficerEntry(Entry):
    id: Id
    name: Label
    phone: Phone
    role: Role = Role.OFFICER
    channels: Annotated[list[Channel], Field(min_length=1)] = [Channel.CALL, Channel.SMS]


class DutyEntry(Entry):
    """What shifts, rotations and overrides share: whose duty it is, and where."""

    district: str
    tier: Tier = 1
    officers: Officers


class ShiftEntry(DutyEntry):
    """Either once (`from`, `to`) or every week (`days`, `start`, `end`)."""

    starts_at: Moment | None = Field(default=None, alias="from")
    ends_at: Moment | None = Field(default=None, alias="to")
    days: Days = []
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


class RingEntry(Entry):
    tier: Tier | None = None
    role: Role | None = None
    district: str | None = None
    officers: list[str] = []

    @model_validator(mode="after")
    def _reaches_somebody(self) -> Self:
        if self.tier is None and self.role is None and not self.officers:
            raise ValueError("rings nobody: name a tier, a role or officers")
        return self


class StepEntry(Entry):
    ring: RingEntry
    wait: Wait
    repeat: Annotated[int, Field(ge=1, le=100)] = 1


class CallEntry(Entry):
    ask_seconds: Wait = timedelta(seconds=5)
    hold_limit: Wait = timedelta(seconds=120)
    repeat_exhausted: Wait | None = None


class TextsEntry(Entry):
    auto_reply: bool = True
    accents: bool = True


class CityFile(Entry):
    city: CityEntry
    districts: Annotated[list[DistrictEntry], Field(min_length=1)]
    officers: Annotated[list[OfficerEntry], Field(min_length=1)]
    shifts: list[ShiftEntry] = []
    rotations: list[RotationEntry] = []
    overrides: list[OverrideEntry] = []
    escalation: Annotated[dict[str, Annotated[list[StepEntry], Field(min_length=1)]], Field(min_length=1)] = {}
    repeat_exhausted: Wait | None = None
    call: CallEntry = CallEntry()
    texts: TextsEntry = TextsEntry()
    outside: list[Label] = []


_MODELS: dict[str, type[Entry]] = {
    "city": CityEntry,
    "districts": DistrictEntry,
    "places": PlaceEntry,
    "officers": OfficerEntry,
    "shifts": ShiftEntry,
    "rotations": RotationEntry,
    "overrides": OverrideEntry,
    "ring": RingEntry,
    "call": CallEntry,
    "texts": TextsEntry,
}


def known_keys(at: Location) -> set[str]:
    """The keys that may stand where the one at this location stands."""
    names = [part for part in at[:-1] if isinstance(part, str)]
    inside_step = names[:1] == ["escalation"] and names[-1] != "ring"
    model = StepEntry if inside_step else _MODELS[names[-1]] if names else CityFile
    return {field.alias or name for name, field in model.model_fields.items()}
