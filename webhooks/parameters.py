"""What every endpoint takes."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Path, Request

from webhooks.forms import Form

RowNumber = Annotated[int, Path(ge=1, le=2**31 - 1)]
SignedForm = Callable[[Request], Awaitable[Form]]
"""Reads the form of a request that the network has signed; raises HTTPException for any other."""
