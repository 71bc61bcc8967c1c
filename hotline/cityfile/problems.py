"""What is wrong with a city file, said so that the person at the editor finds the place and knows what to write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic_core import ErrorDetails

Location = tuple[str | int, ...]
"""Keys and list indices from the top of the file to a value."""


@dataclass(frozen=True)
class Problem:
    at: Location
    sentence: str


def field_name(at: Location) -> str:
    """'officers.phone': without indices, since the line says which one."""
    return ".".join(part for part in at if isinstance(part, str)) or "file"


def suggest(word: str, known: Iterable[str]) -> str:
    """'; did you mean …?' with the nearest known word, or the known words if none is near."""
    words = sorted(map(str, known))
    near = get_close_matches(word, words, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {', '.join(words)}" if words else ""


def from_validation(error: ErrorDetails, known_keys: Callable[[Location], Iterable[str]]) -> Problem:
    """Turn one finding of pydantic into a problem. `known_keys` tells which keys may stand at a location."""
    at = error["loc"]
    if error["type"] == "extra_forbidden":
        return Problem(at, f"is not known here{suggest(str(at[-1]), known_keys(at))}")
    return Problem(at, _sentence(error))


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "missing":
        return "is missing"
    if error["input"] is None:
        return "has no value"
    template = _SENTENCES.get(error["type"])
    context = {"input": _shown(error["input"]), **error.get("ctx", {})}
    return template.format(**context) if template else error["msg"].removeprefix("Value error, ")


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, str) and len(value) <= 60 else "this"


_SENTENCES = {
    "enum": "must be {expected}, not {input}",
    "literal_error": "must be {expected}, not {input}",
    "int_parsing": "must be a whole number, not {input}",
    "int_from_float": "must be a whole number, not {input}",
    "int_type": "must be a whole number",
    "bool_parsing": "must be true or false, not {input}",
    "bool_type": "must be true or false",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}, not {input}",
    "less_than_equal": "must be at most {le}, not {input}",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
    "string_too_long": "must not be longer than {max_length} signs",
    "string_type": "must be a text, not a list or a mapping",
    "tuple_type": "must be a list",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
    "model_attributes_type": "must be a mapping",
    "date_from_datetime_parsing": "must be a date like 2025-07-01, not {input}",
    "date_parsing": "must be a date like 2025-07-01, not {input}",
}
