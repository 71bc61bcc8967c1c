"""One thing that can be done on a case's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from hotline.console.cases.access import Work


@dataclass(frozen=True)
class Action:
    name: str
    """Of its address and its form."""
    form: type[BaseModel]
    do: Callable[[Work, Any], None]
    """Raises casework.refusals.Refused."""
    reloads: bool = False
    """Whether other forms are wanted afterwards."""
