"""Which rows of a list were asked for, in the words of Twilio's clients: `To`, `StartTime>` and so on."""

from collections.abc import Mapping
from datetime import UTC, datetime

from fastapi import Request

from hotline.simulator.rest.errors import INVALID_PARAMETER, RestError


def is_wanted(request: Request, same: Mapping[str, str], times: Mapping[str, datetime | None]) -> bool:
    """Whether a row with these values was asked for. Times count in whole seconds, or days when a day was given."""
    wanted = request.query_params
    if any(wanted.get(name, value) != value for name, value in same.items()):
        return False
    return all(_is_within(request, name, moment) for name, moment in times.items())


def _is_within(request: Request, name: str, moment: datetime | None) -> bool:
    on, since, until = (_time(request.query_params.get(f"{name}{sign}")) for sign in ("", ">", "<"))
    if moment is None:  # has not come to that yet
        return on is since is until is None
    moment = moment.replace(microsecond=0)
    return (
        (on is None or on.date() == moment.date())
        and (since is None or moment >= since)
        and (until is None or moment <= until)
    )


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise RestError(400, INVALID_PARAMETER, f"{text!r} is no ISO 8601 time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
