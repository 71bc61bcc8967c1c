"""An officer's shifts in the calendar of their telephone: a secret address, and whatever was swapped."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx
from icalendar import Calendar
from sqlmodel import select

from routing.models import Officer, Override, Shift, Source
from tests.stories.town import Town

from .people import DESK, LAN, MINH, Visitor

LetIn = Callable[[str | None], Visitor]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def address(visitor: Visitor) -> str:
    page = unescape(visitor.opens("/console/roster/calendar").text)
    there = urlsplit(page.split('readonly value="')[1].split('"')[0])
    return there.path + ("?" + there.query if there.query else "")


def without_cookie(town: Town, path: str) -> httpx.Response:
    return httpx.get(town.url + path, trust_env=False)


def hours(town: Town, path: str) -> list[tuple[datetime, datetime]]:
    answer = without_cookie(town, path)
    assert answer.status_code == 200
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return [(event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in events]


def entries(town: Town, path: str) -> dict[str, tuple[datetime, datetime]]:
    """By the UID under which a calendar knows them again."""
    events = Calendar.from_ical(without_cookie(town, path).content).walk("VEVENT")
    found = {str(event["uid"]): (event.start, event.end) for event in events}
    assert len(found) == len(events)
    return found


def test_a_duty_around_the_clock_is_told_by_day_from_yesterday_to_sixty_days_ahead(town: Town, visitor: LetIn) -> None:
    found = hours(town, address(visitor(LAN)))
    yesterday = datetime(2026, 3, 2, tzinfo=VIETNAM)
    days = [yesterday + timedelta(days=number) for number in range(62)]
    assert found == [(day, day + timedelta(days=1)) for day in days]


def test_hours_that_somebody_else_took_are_in_their_calendar(town: Town, visitor: LetIn) -> None:
    path = address(visitor(LAN))
    start, end = datetime(2026, 4, 1, 0, tzinfo=VIETNAM), datetime(2026, 4, 1, 12, tzinfo=VIETNAM)
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
    left = hours(town, path)
    assert (end, datetime(2026, 4, 2, tzinfo=VIETNAM)) in left
    assert not [since for since, until in left if since < end and start < until]
    assert (start, end) in hours(town, address(visitor("nk3")))


def test_read_again_later_what_has_not_changed_is_the_same_to_the_minute(town: Town, visitor: LetIn) -> None:
    path = address(visitor(LAN))
    before = entries(town, path)
    town.clock.push(4 * 3600 + 59)
    assert entries(town, path) == before
    town.clock.push(24 * 3600)
    after = entries(town, path)
    assert {uid: after.get(uid) for uid in [*before][1:]} == dict([*before.items()][1:])
    assert len(after) == len(before)


def test_a_night_is_one_entry_over_midnight_at_both_ends_of_the_calendar_too(town: Town, visitor: LetIn) -> None:
    with town.service.transaction() as session:
        shift = session.exec(select(Shift).where(Shift.officer == LAN)).one()
        shift.start_minute, shift.end_minute = 19 * 60, 7 * 60
    found = hours(town, address(visitor(LAN)))
    first = datetime(2026, 3, 1, 19, tzinfo=VIETNAM)
    nights = [first + timedelta(days=number) for number in range(63)]
    assert found == [(night, night + timedelta(hours=12)) for night in nights]


def test_its_times_are_the_citys_and_its_words_name_nobody_else(town: Town, visitor: LetIn) -> None:
    answer = without_cookie(town, address(visitor(LAN)))
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VTIMEZONE" in answer.text
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh" in answer.text
    assert "+84" not in answer.text
    assert "Minh" not in answer.text.replace("Ho_Chi_Minh", "")


def test_it_speaks_the_language_of_whoever_copied_its_address_and_calls_the_desk_as_the_pages_do(
    town: Town, visitor: LetIn
) -> None:
    desk = visitor(DESK)
    vietnamese = without_cookie(town, address(desk)).text
    assert "Lịch trực của Bàn trực" in vietnamese
    assert "SUMMARY:Trực Bàn trực thành phố\\, cấp 1" in vietnamese
    desk.sends("/console/language", {"language": "en"})
    path = address(desk)
    assert "SUMMARY:On duty: City desk\\, tier 1" in without_cookie(town, path).text
    assert entries(town, path) == entries(town, path.partition("?")[0])
    assert without_cookie(town, path.replace("=en", "=xx")).text == vietnamese


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
