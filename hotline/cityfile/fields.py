"""The kinds of values in a city file. Each comes as the text that was written."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from hotline.cityfile.durations import parse_duration
from hotline.cityfile.problems import suggest
from routing.phones import parse_phone

LONGEST_WAIT = timedelta(days=1)


class Day(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


DAYS = tuple(Day)


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("holds a sign that cannot be printed")
    return text


def _id(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", text):
        raise ValueError(
            f"{text!r} must be at most 40 letters a-z, digits, '-', '_' or '.', starting with a letter or digit"
        )
    return text


def _digits(text: str) -> str:
    if not re.fullmatch(r"[0-9]{2,15}", text):
        raise ValueError(f"{text!r} must be digits only, such as 111")
    return text


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[A-Z0-9]{1,8}", text):
        raise ValueError(f"{text!r} must be one to eight capital letters A-Z or digits")
    return text


def _timezone(text: str) -> ZoneInfo:
    if text not in available_timezones():
        near = suggest(text, available_timezones()) if text else ""
        raise ValueError(
            f"{text!r} is not a time zone" + (near if "did you mean" in near else ", such as Asia/Ho_Chi_Minh")
        )
    return ZoneInfo(text)


def _duration(text: Any) -> timedelta:
    return parse_duration(_as_text(text))


def _wait(length: timedelta) -> timedelta:
    if not timedelta() < length <= LONGEST_WAIT:
        raise ValueError("must be longer than nothing and at most a day")
    return length


def _turn(length: timedelta) -> timedelta:
    if length < timedelta(seconds=1):
        raise ValueError("must be at least a second")
    return length


def _moment(text: Any) -> datetime:
    try:
        return datetime.fromisoformat(_as_text(text))
    except ValueError:
        raise ValueError(f"{text!r} is not a time; write it like 2026-01-31T07:00") from None


def _minute_of_day(text: Any) -> int:
    written = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])", _as_text(text))
    minute = int(written[1]) * 60 + int(written[2]) if written else -1
    if not 0 <= minute <= 24 * 60:
        raise ValueError(f"{text!r} is not a time of day; write it like 07:00 or 24:00")
    return minute


def _days(value: Any) -> Any:
    return DAYS if value == "daily" else value


def _as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a text, not a list or a mapping")
    return value.strip()


Label = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_printable)]
Id = Annotated[str, AfterValidator(_id)]
Phone = Annotated[str, AfterValidator(parse_phone)]
ShortNumber = Annotated[str, AfterValidator(_digits)]
CasePrefix = Annotated[str, AfterValidator(_prefix)]
Timezone = Annotated[ZoneInfo, BeforeValidator(lambda text: _timezone(_as_text(text)))]
Wait = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_wait)]
TurnLength = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_turn)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
MinuteOfDay = Annotated[int, BeforeValidator(_minute_of_day)]
Days = Annotated[tuple[Day, ...], BeforeValidator(_days)]
