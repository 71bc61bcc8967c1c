"""What a process takes care of before it begins."""

import resource
from collections.abc import Iterator

import pytest

from hotline.cli.processes import MOST_FILES, take_room_for_connections


@pytest.fixture
def hard_limit() -> Iterator[int]:
    """Few files may be open, but a process may ask for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_web_takes_all_the_room_for_connections_that_it_can_have(hard_limit: int) -> None:
    most = MOST_FILES if hard_limit == resource.RLIM_INFINITY else min(hard_limit, MOST_FILES)
    for _ in range(2):
        take_room_for_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, hard_limit)
