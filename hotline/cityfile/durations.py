"""Lengths of time as people write them in a city file."""

import re
from datetime import timedelta

_UNITS = {
    "ms": timedelta(milliseconds=1),
    **dict.fromkeys(("", "s", "sec"), timedelta(seconds=1)),
    **dict.fromkeys(("m", "min"), timedelta(minutes=1)),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_DURATION = re.compile(r"([0-9]{1,7}(?:\.[0-9]{1,6})?)\s*([a-z]*)", re.IGNORECASE)


def parse_duration(text: str) -> timedelta:
    """Read '25s', '1.5 s', '500ms', '2m', '5 min', '12h', '7d'; a plain number means seconds.

    Raises ValueError with a sentence for the person who wrote it.
    """
    written = _DURATION.fullmatch(text.strip())
    unit = _UNITS.get(written[2].lower()) if written else None
    if written is None or unit is None:
        raise ValueError(f"{text!r} is not a length of time; write it like 25s, 2m or 1h")
    return float(written[1]) * unit
