"""An officer's shifts in the calendar of their telephone: a secret address, and whatever was swapped."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlsplit

import httpx
from icalendar import Calendar

from routing.models import Officer, Override, Source
from tests.stories.town import Town

from .people import LAN, MINH, Visitor

LetIn = Callable[[str | None], Visitor]


def address(visitor: Visitor) -> str:
    page = unescape(visitor.opens("/console/roster/calendar").text)
    return urlsplit(page.split('readonly value="')[1].split('"')[0]).path


def without_cookie(town: Town, path: str) -> httpx.Response:
    return httpx.get(town.url + path, trust_env=False)


def hours(town: Town, path: str) -> list[tuple[datetime, datetime]]:
    answer = without_cookie(town, path)
    assert answer.status_code == 200
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return [(event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in events]


def test_it_holds_sixty_days_without_hours_that_somebody_else_took(town: Town, visitor: LetIn) -> None:
    path = address(visitor(LAN))
    assert len(hours(town, path)) == 1
    start, end = datetime(2026, 3, 31, 17, tzinfo=UTC), datetime(2026, 4, 1, 5, tzinfo=UTC)
    with town.service.transaction() as session:
        session.add(
            Override(
                district="ninh-kieu",
                tier=1,
                officers=["nk3"],
                instead_of=LAN,
                starts_at=start,
                ends_at=end,
                source=Source.CONSOLE,
            )
        )
    (_, before), (after, _) = hours(town, path)
    assert (before, after) == (start, end)
    taken_over = hours(town, address(visitor("nk3")))
    assert len(taken_over) == 2
    assert (start, end) in taken_over


def test_its_times_are_the_citys_and_its_words_name_nobody_else(town: Town, visitor: LetIn) -> None:
    answer = without_cookie(town, address(visitor(LAN)))
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VTIMEZONE" in answer.text
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh" in answer.text
    assert "+84" not in answer.text
    assert "Minh" not in answer.text.replace("Ho_Chi_Minh", "")


def test_a_wrong_secret_opens_nothing_and_says_no_more_than_an_unknown_officer(town: Town, visitor: LetIn) -> None:
    path = address(visitor(LAN))
    wrong = [
        path.replace(LAN, MINH),
        path[:-10] + "000000.ics",
        "/console/roster/feeds/nobody/x.ics",
        "/console/roster/feeds/%00/x.ics",
    ]
    answers = [without_cookie(town, one) for one in wrong]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.text for answer in answers}) == 1


def test_a_new_address_ends_the_old_one(town: Town, visitor: LetIn) -> None:
    lan = visitor(LAN)
    old = address(lan)
    assert address(lan) == old
    lan.sends("/console/roster/calendar")
    assert without_cookie(town, old).status_code == 404
    assert hours(town, address(lan))


def test_whoever_has_left_has_no_calendar(town: Town, visitor: LetIn) -> None:
    path = address(visitor(LAN))
    with town.service.transaction() as session:
        session.get_one(Officer, LAN).active = False
    assert without_cookie(town, path).status_code == 404
