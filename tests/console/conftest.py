"""A town with its console."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser
from redis import Redis
from sqlalchemy import Engine

from hotline.settings import Settings
from hotline.simulator.phones import Phone
from hotline.staff import passwords
from tests.stories.town import Town, found_town

from .casebook import accepted_case
from .door import GOOD
from .on_screen import Screens
from .people import Visitor


@pytest.fixture
def town(engine: Engine, redis: Redis, patient: Settings) -> Iterator[Town]:
    with found_town(engine, redis, patient) as town:
        yield town


@pytest.fixture
def visitor(town: Town) -> Iterator[Callable[[str | None], Visitor]]:
    """Lets somebody in: an officer by id, or a stranger."""
    visitors: list[Visitor] = []

    def let_in(officer: str | None) -> Visitor:
        visitors.append(Visitor(town, officer))
        return visitors[-1]

    yield let_in
    for one in visitors:
        one.http.close()


@pytest.fixture
def screens(town: Town, browser: Browser) -> Iterator[Screens]:
    """Pages in a browser; a fault in a script of theirs, or a breach of their policy, fails the test."""
    screens = Screens(town, browser)
    yield screens
    screens.close()
    assert screens.faults == []


@pytest.fixture(scope="session")
def good_hash() -> str:
    """Of the password that everybody has who has one."""
    return passwords.hashed(GOOD)


@pytest.fixture
def child(town: Town) -> Phone:
    return town.phone("+84900000001", "child")


@pytest.fixture
def lan(town: Town) -> Phone:
    return town.phone("+84912000001", "Lan")


@pytest.fixture
def case_number(town: Town, child: Phone, lan: Phone) -> str:
    """Of a case in Ninh Kiều that Lan has accepted by telephone."""
    return town.plays_once("accepted", lambda: accepted_case(town, child, lan))
