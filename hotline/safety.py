"""Work whose failure must stop nothing else, and must not be quoted: a database's error repeats the row it refused."""

import logging
import traceback
from collections.abc import Callable
from typing import ParamSpec

from webhooks.answers import TryAgain

log = logging.getLogger(__name__)

Arguments = ParamSpec("Arguments")
INNERMOST = -3
"""Calls of an error's trace that are logged: what fails is tried again and again, and somebody has to read it."""


def safely(work: Callable[Arguments, object], *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
    """Do it, and once more if the database refused it in passing; another error is logged by its kind and place.

    The row it was for stays due, and is done again.
    """
    try:
        try:
            work(*args, **kwargs)
        except TryAgain:
            work(*args, **kwargs)
    except Exception as error:
        log.error(
            "%s failed: %s\n%s",
            getattr(work, "__qualname__", work),
            type(error).__name__,
            "".join(traceback.format_tb(error.__traceback__, limit=INNERMOST)),
        )
