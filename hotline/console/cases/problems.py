"""Why something could not be done, as it is shown beside the form."""

from dataclasses import dataclass, field

from pydantic import ValidationError

from hotline.casework.lines import Line
from hotline.casework.refusals import Refused, Unusable


@dataclass(frozen=True)
class Problem:
    key: str
    """Of the sentence."""
    status: int
    fields: frozenset[str] = frozenset()
    """Names of the fields that can't be used."""
    changes: list[Line] = field(default_factory=list)
    """What others have done since the page was loaded."""


def problem_of(error: Refused | ValidationError) -> Problem:
    if isinstance(error, ValidationError):
        return Problem(
            "cases.refused.input", 422, frozenset(str(one["loc"][-1]) for one in error.errors() if one["loc"])
        )
    if isinstance(error, Unusable):
        return Problem(f"cases.refused.{error.reason}", 422, frozenset({error.field}))
    return Problem(f"cases.refused.{error.reason}", 409)
