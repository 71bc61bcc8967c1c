"""A copy of the roster: enough to tell at any later moment who is on duty, without a database."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from sqlmodel import Session, col, select

from routing.models import Channel, District, Officer, Override, Role, Rotation, Shift
from routing.roster import can_be_rung, city
from routing.roster.hours import Duty

Row = TypeVar("Row", Shift, Rotation, Override)


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except KeyError:
        raise ValueError("is no time zone that this machine knows") from None
    return name


class OnCall(BaseModel):
    """An active officer who can be telephoned, or a manager, who hears of alarms."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    phone: str
    is_manager: bool = False
    channels: tuple[Channel, ...] = (Channel.CALL, Channel.SMS)
    """Older copies say nothing of them."""

    @property
    def can_be_called(self) -> bool:
        return Channel.CALL in self.channels


class Roster(BaseModel):
    """The city, its lines, and everybody's hours. As it is without arguments, only the national line is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    """Of the copy's form. One that another version of the product wrote is not read."""
    desk: str | None = None
    national_line: str = "111"
    drill_number: str | None = None
    language: str = "vi"
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "Asia/Ho_Chi_Minh"
    auto_reply: bool = True
    accents: bool = True
    lines: dict[str, str] = {}
    """Which district a telephone line belongs to."""
    officers: tuple[OnCall, ...] = ()
    # rows of tables check nothing by themselves
    shifts: tuple[Annotated[Shift, BeforeValidator(Shift.model_validate)], ...] = ()
    rotations: tuple[Annotated[Rotation, BeforeValidator(Rotation.model_validate)], ...] = ()
    overrides: tuple[Annotated[Override, BeforeValidator(Override.model_validate)], ...] = ()

    def on_duty(self, *, district: str, tier: int, now: datetime) -> list[OnCall]:
        """Those on duty for a district (or 'city', the city desk) and tier who can be telephoned."""
        by_id = {officer.id: officer for officer in self.officers}
        duty = Duty(
            shifts=_of(self.shifts, district, tier),
            rotations=_of(self.rotations, district, tier),
            overrides=_of(self.overrides, district, tier),
            timezone=ZoneInfo(self.timezone),
        )
        return [by_id[one] for one in duty.officers_at(now) if one in by_id and by_id[one].can_be_called]


def _of(rows: tuple[Row, ...], district: str, tier: int) -> tuple[Row, ...]:
    return tuple(row for row in rows if (row.district, row.tier) == (district, tier))


def read_roster(session: Session, *, now: datetime) -> Roster:
    """The roster from `now` on, as the database has it. Raises NoCityError before the first `hotline apply`."""
    where = city(session)
    overrides = select(Override).where(col(Override.ends_at) > now).order_by(col(Override.id))
    return Roster(
        desk=where.desk,
        national_line=where.national_line or Roster().national_line,
        drill_number=where.drill_number,
        language=next(iter(where.languages), "vi"),
        timezone=where.timezone,
        auto_reply=where.auto_reply,
        accents=where.accents,
        lines={line: district.code for district in session.exec(select(District)) for line in district.lines},
        officers=tuple(_on_call(session)),
        # in the order that `routing.roster` asks for
        shifts=tuple(session.exec(select(Shift).order_by(col(Shift.position), col(Shift.id)))),
        rotations=tuple(session.exec(select(Rotation).order_by(col(Rotation.id)))),
        overrides=tuple(session.exec(overrides)),
    )


def _on_call(session: Session) -> Iterator[OnCall]:
    for officer in session.exec(select(Officer).where(can_be_rung()).order_by(col(Officer.id))):
        channels = tuple(Channel(name) for name in officer.channels)
        one = OnCall(id=officer.id, phone=officer.phone, is_manager=officer.role == Role.MANAGER, channels=channels)
        if one.can_be_called or one.is_manager:
            yield one
