"""The shape of a city file. Keys and meaning are the contract of the README; what refers to what is in `checks`."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, model_validator

from hotline.cityfile.duty import Entry, OverrideEntry, RotationEntry, ShiftEntry, Tier
from hotline.cityfile.fields import (
    CasePrefix,
    Id,
    Label,
    Phone,
    ShortNumber,
    Timezone,
    Wait,
)
from hotline.cityfile.problems import Location
from routing.models import Channel, Role


class CityEntry(Entry):
    name: Label
    timezone: Timezone = ZoneInfo("Asia/Ho_Chi_Minh")
    languages: Annotated[tuple[Literal["vi", "en"], ...], Field(min_length=1)] = ("vi",)
    national_line: ShortNumber = "111"
    desk: Phone | None = None
    case_prefix: CasePrefix | None = None


class PlaceEntry(Entry):
    name: Label
    kind: Label | None = None
    aliases: tuple[Label, ...] = ()
    also_in: tuple[str, ...] = ()
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="until")


class OutsideEntry(Entry):
    """Places of one former province or the like, which the city desk answers for."""

    area: Label
    places: Annotated[tuple[Label, ...], Field(min_length=1)]


def _place(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class DistrictEntry(Entry):
    code: Id
    name: Label
    digit: Annotated[int, Field(ge=1, le=9)] | None = None
    aliases: tuple[Label, ...] = ()
    lines: tuple[Phone, ...] = ()
    places: tuple[Annotated[PlaceEntry, BeforeValidator(_place)], ...] = ()


class OfficerEntry(Entry):
    id: Id
    name: Label
    phone: Phone
    role: Role = Role.OFFICER
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)] = (Channel.CALL, Channel.SMS)
    districts: tuple[str, ...] = ()


class HolidayEntry(Entry):
    day: date
    name: Label


class RingEntry(Entry):
    tier: Tier | None = None
    role: Literal["officer", "manager"] | None = None
    district: str | None = None
    officers: tuple[str, ...] = ()

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


class DrillEntry(Entry):
    """The number that drills call from, and the time that each of their legs may take."""

    number: Phone | None = None
    answered: Wait = timedelta(seconds=5)
    rung: Wait = timedelta(seconds=5)
    accepted: Wait = timedelta(seconds=60)


class TargetEntry(Entry):
    """So many of all within so many seconds."""

    seconds: Wait
    share: Annotated[float, Field(gt=0, le=1)]


Targets = Annotated[tuple[TargetEntry, ...], Field(min_length=1, max_length=4)]


class TargetsEntry(Entry):
    """What is not named keeps the product's own target; see `hotline.targets`."""

    answer: Targets | None = None
    acknowledge: Targets | None = None
    first_action: Targets | None = None
    arrival: Targets | None = None
    child_safe: Targets | None = None


Ladder = Annotated[tuple[StepEntry, ...], Field(min_length=1)]


class CityFile(Entry):
    city: CityEntry
    districts: Annotated[tuple[DistrictEntry, ...], Field(min_length=1)]
    officers: Annotated[tuple[OfficerEntry, ...], Field(min_length=1)]
    shifts: tuple[ShiftEntry, ...] = ()
    rotations: tuple[RotationEntry, ...] = ()
    overrides: tuple[OverrideEntry, ...] = ()
    holidays: tuple[HolidayEntry, ...] = ()
    proof_days: Annotated[int, Field(ge=1, le=366)] = 30
    escalation: dict[str, Ladder] = Field(default_factory=dict, min_length=1)
    repeat_exhausted: Wait | None = None
    call: CallEntry = CallEntry()
    texts: TextsEntry = TextsEntry()
    drill: DrillEntry = DrillEntry()
    targets: TargetsEntry = TargetsEntry()
    outside: tuple[Label | OutsideEntry, ...] = ()


_MODELS: dict[str, type[Entry]] = {
    "city": CityEntry,
    "districts": DistrictEntry,
    "places": PlaceEntry,
    "officers": OfficerEntry,
    "shifts": ShiftEntry,
    "rotations": RotationEntry,
    "overrides": OverrideEntry,
    "holidays": HolidayEntry,
    "ring": RingEntry,
    "call": CallEntry,
    "texts": TextsEntry,
    "drill": DrillEntry,
    "targets": TargetsEntry,
    **dict.fromkeys(TargetsEntry.model_fields, TargetEntry),
    "outside": OutsideEntry,
}


def known_keys(at: Location) -> set[str]:
    """The keys that may stand where the one at this location stands."""
    names = [part for part in at[:-1] if isinstance(part, str)]
    inside_step = names[:1] == ["escalation"] and names[-1] != "ring"
    model = StepEntry if inside_step else _MODELS[names[-1]] if names else CityFile
    return {field.alias or name for name, field in model.model_fields.items()}
