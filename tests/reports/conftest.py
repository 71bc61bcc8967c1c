"""A town whose history is made by hand."""

import pytest
from sqlmodel import Session

from .history import History


@pytest.fixture
def history(session: Session) -> History:
    return History(session)
