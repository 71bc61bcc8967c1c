"""Whatever callers, officers and the city file write is shown as words on every page, and is no part of it."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from sqlalchemy import text

from hotline.app import create_app
from hotline.models import ApiToken
from hotline.simulator.phones import Phone
from routing.models import Holiday
from tests.stories.town import Town

from .casebook import CasePage
from .people import ADMIN, BOSS, DESK, LAN, Visitor
from .test_every_route import KINDS, doors

WORDS = "=1+1'\"`></textarea></title></script><evil onevil=1> onevil=1 {{{{ 7*7 }}}} of {table}.{column}"
DAY, YEAR = timedelta(days=1), timedelta(days=365)
COLUMNS = {
    "officer": ("name",),
    "district": ("name",),
    "contact": ("body", "place"),
    "sign_in": ("device",),
    "api_token": ("name",),
    "case_person": ("name", "about"),
    "case_note": ("body",),
    "handover_note": ("body",),
    "draft": ("body",),
    "case_message": ("body",),
    "holiday": ("name",),
}
DONE = {
    "note": {"body": "x"},
    "first_action": {"body": "x"},
    "person": {"part": "child", "name": "x", "about": "x"},
    "message": {"body": "x", "safe": "true"},
}


class Read(HTMLParser):
    """A page as a browser takes it to pieces."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.evil: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "evil" or any("evil" in name for name, _ in attrs):
            self.evil.append(tag)


@pytest.fixture
def filled(town: Town, case_number: str, child: Phone, visitor: Callable[[str | None], Visitor]) -> dict[str, str]:
    """A case with everything in it that can be written, and hostile words in place of all of it."""
    child.texts("họ về rồi")
    town.network.wait_idle()
    page = CasePage(visitor(LAN), case_number)
    for action, fields in DONE.items():
        page.succeeds(action, **fields)
    visitor(LAN).sends("/console/roster/notes", {"district": "ninh-kieu", "body": "x"})
    visitor(LAN).sends(f"/console/cases/{case_number}/draft", {"field": "note", "body": "x"})
    now = town.clock.now()
    with town.service.transaction() as session:
        session.add(Holiday(day=(now + DAY).date(), name="x"))
        session.add(ApiToken(name="x", token_hash="x", created_by=BOSS, created_at=now, expires_at=now + YEAR))
        session.flush()
        for table, columns in COLUMNS.items():
            for column in columns:
                session.execute(
                    text(f"UPDATE {table} SET {column} = :words"), {"words": WORDS.format(table=table, column=column)}
                )
    contact = str(town.records("contacts")[-1]["id"])
    return KINDS | {"number": case_number, "alert": "1", "contact": contact, "contact_id": contact, "officer": LAN}


def test_nothing_that_somebody_writes_becomes_a_part_of_a_page(
    town: Town, filled: dict[str, str], visitor: Callable[[str | None], Visitor]
) -> None:
    every = doors(create_app(town.service.settings, town.service).routes)
    pages = [one for one in every if one.method == "GET" and one.pattern.startswith("/console/")]
    shown: set[str] = set()
    for door in [one for one in pages if not one.pattern.endswith("/live")]:
        for who in (LAN, BOSS, DESK, ADMIN):
            answer = door.try_as(visitor(who), filled)
            if "html" in answer.headers.get("content-type", ""):
                assert Read(answer.text).evil == [], (str(door), who)
                shown |= set(re.findall(r"&lt;evil onevil=1&gt; onevil=1 {{ 7\*7 }} of ([a-z_.]+)", answer.text))
    assert shown == {f"{table}.{column}" for table, columns in COLUMNS.items() for column in columns}


def test_nothing_that_somebody_writes_is_counted_by_a_spreadsheet(
    filled: dict[str, str], visitor: Callable[[str | None], Visitor]
) -> None:
    boss = visitor(BOSS)
    for what in ("figures", "contacts", "cases", "alerts"):
        file = boss.opens(f"/console/figures/export/{what}.csv?period=today").content.decode("utf-8-sig")
        cells = [cell for line in csv.reader(io.StringIO(file)) for cell in line]
        assert "district.name" in file
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
