"""Every address of the product, also those that are yet to be written, as tried by somebody who may not be there."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from starlette.routing import BaseRoute, Mount, Route

from hotline.app import create_app
from tests.stories.town import Town

from .people import ADMIN, AUDITOR, BOSS, LAN, TUAN, Visitor

OPEN = {
    "GET /console/sign-in",
    "POST /console/sign-in",
    "POST /console/sign-out",
    "POST /console/language",
    "GET /console/manifest.webmanifest",
    "GET /console/sw.js",
    "GET /console/static/htmx.js",
    "GET /api/v1/",
    "GET /api/v1/openapi.json",
}
"""What strangers may see and send. Whoever adds to this answers for it."""
WAY_IN = "/console/sign-in"

FIELDS = {
    "auth": "x",
    "body": "x",
    "contact": "1",
    "district": "ninh-kieu",
    "endpoint": "https://push.example/1",
    "field": "note",
    "from": "2026-03-03T00:00",
    "how": "sms",
    "owner": "nk1",
    "p256dh": "x",
    "sure": "true",
    "tier": "1",
    "to": "console",
}
"""What a form must hold so that the address looks at who sends it, not at what is missing."""
FIELDS_OF = {"/console/roster/swaps": {"to": "2026-03-03T07:00"}}
KINDS = {"kind": "shift", "what": "cases", "form": "csv", "name": "hours"}
"""Parts of an address that are one of a few words."""
UNREAL = KINDS | {
    "number": "CT-9999",
    "alert": "999999",
    "contact": "999999",
    "contact_id": "999999",
    "officer": "nobody",
}


@dataclass(frozen=True)
class Door:
    """One method of one address."""

    method: str
    pattern: str

    def __str__(self) -> str:
        return f"{self.method} {self.pattern}"

    def path(self, values: dict[str, str]) -> str:
        """With the values of a row; whatever else there is to fill in is a 1."""
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda name: values.get(name[1], "1"), self.pattern)

    def try_as(self, visitor: Visitor, values: dict[str, str]) -> httpx.Response:
        path = self.path(values)
        if self.method == "GET":
            return visitor.opens(f"{path}?district=ninh-kieu")
        return visitor.sends(path, FIELDS | FIELDS_OF.get(path, {}))


def doors(routes: Iterable[BaseRoute], prefix: str = "") -> Iterator[Door]:
    for route in routes:
        if isinstance(route, Mount):
            yield from doors(route.routes, prefix + route.path)
        elif isinstance(route, Route):
            yield from (Door(method, prefix + route.path) for method in sorted((route.methods or set()) - {"HEAD"}))


@pytest.fixture
def every_door(town: Town) -> list[Door]:
    """Of the console and of the API: webhooks know the network by its signature, and have tests of their own."""
    found = list(doors(create_app(town.service.settings, town.service).routes))
    return [door for door in found if door.pattern.startswith(("/console/", "/api/"))]


@pytest.fixture
def real(town: Town, case_number: str) -> dict[str, str]:
    """Rows that there are, of a case in Ninh Kiều."""
    return KINDS | {
        "number": case_number,
        "alert": str(town.record("alerts")["id"]),
        "contact": str(town.record("contacts")["id"]),
        "contact_id": str(town.record("contacts")["id"]),
        "officer": LAN,
    }


def is_told_nothing(door: Door, answer: httpx.Response) -> bool:
    if door.pattern.startswith("/api/"):
        return answer.status_code == 401
    is_led_in = answer.status_code == 303 and answer.headers["location"] == WAY_IN
    return is_led_in or answer.status_code in {401, 404}


def test_the_walk_finds_the_addresses_that_matter(every_door: list[Door]) -> None:
    known = {str(door) for door in every_door}
    assert {"GET /console/", "POST /console/alerts/{alert}/accept", "GET /console/cases/{number}"} <= known
    assert known >= OPEN, "an open address is gone: take it off the list"


def test_a_stranger_learns_nothing_from_any_address_not_even_what_there_is(
    every_door: list[Door], real: dict[str, str], visitor: Callable[[str | None], Visitor]
) -> None:
    stranger = visitor(None)
    told: dict[str, int] = {}
    for door in every_door:
        there, not_there = (door.try_as(stranger, values) for values in (real, UNREAL))
        is_the_same = (there.status_code, there.text) == (not_there.status_code, not_there.text)
        if str(door) not in OPEN and not (is_told_nothing(door, there) and is_the_same):
            told[str(door)] = there.status_code
    assert told == {}


def test_who_has_no_part_in_a_case_finds_none_at_any_address_of_it(
    town: Town, every_door: list[Door], real: dict[str, str], visitor: Callable[[str | None], Visitor]
) -> None:
    before = everything(town)
    of_cases = [door for door in every_door if is_of_a_case(door)]
    assert len(of_cases) > 15
    for who in (TUAN, ADMIN, AUDITOR):
        somebody = visitor(who)
        answers = {str(door): door.try_as(somebody, real).status_code for door in of_cases}
        assert {name: status for name, status in answers.items() if status != 404} == {}, who
    assert everything(town) == before


def everything(town: Town) -> list[object]:
    return [town.records(kind) for kind in ("cases", "alerts", "notifications", "events")]


def is_of_a_case(door: Door) -> bool:
    return door.pattern.startswith(("/console/cases/{", "/console/alerts/{"))


def test_nobody_opens_a_case_by_its_stream_or_by_looking_it_up(
    case_number: str, visitor: Callable[[str | None], Visitor]
) -> None:
    tuan = visitor(TUAN)
    for path in (f"/console/live?case={case_number}", f"/console/cases?number={case_number}"):
        assert tuan.opens(path).status_code == 404


def test_a_calendar_opens_with_its_own_secret_only(visitor: Callable[[str | None], Visitor]) -> None:
    stranger = visitor(None)
    assert stranger.opens("/console/roster/feeds/nk1/guessed.ics").status_code == 404
    assert stranger.opens("/console/roster/feeds/nobody/guessed.ics").status_code == 404


def test_every_address_wants_a_token_of_our_own_page(
    every_door: list[Door], visitor: Callable[[str | None], Visitor]
) -> None:
    lan = visitor(LAN)
    lan.csrf = "0" * 64
    changes = [door for door in every_door if door.method != "GET" and door.pattern.startswith("/console/")]
    assert {
        str(door): door.try_as(lan, UNREAL).status_code
        for door in changes
        if door.try_as(lan, UNREAL).status_code != 403
    } == {}


def test_no_browser_keeps_a_page_or_a_file_of_the_console(
    every_door: list[Door], real: dict[str, str], visitor: Callable[[str | None], Visitor]
) -> None:
    boss = visitor(BOSS)
    read = [one for one in every_door if one.method == "GET" and str(one) not in OPEN | {"GET /console/live"}]
    pages = [one for one in read if one.pattern.startswith("/console/") and "/static" not in one.pattern]
    assert len(pages) > 20
    kept = {str(door): door.try_as(boss, real).headers.get("cache-control") for door in pages}
    assert set(kept.values()) == {"no-store"}, kept
