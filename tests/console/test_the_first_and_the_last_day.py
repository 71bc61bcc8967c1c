"""A day comes from an address, and an address can say any day that the calendar has."""

from collections.abc import Callable

import pytest

from hotline.staff.tokens import SCOPES, issue
from tests.stories.town import Town, plain_client

from .people import ADMIN, BOSS, Visitor

PAGES = {
    BOSS: (
        "cases?state=all&day={day}",
        "roster?from={day}",
        "roster?from={day}&view=month",
        "figures?from={day}&to={day}",
        "figures?from={day}",
        "figures?to={day}",
        "figures/cases?from={day}&to={day}",
        "figures/by/day?from={day}&to={day}",
        "figures/chart/day.svg?from={day}&to={day}",
        "figures/export/cases.csv?from={day}&to={day}",
    ),
    ADMIN: ("accounts/reads?day={day}",),
}
READS = (
    "figures?from={day}&to={day}",
    *(f"{what}?since={{day}}T{time}" for what in ("cases", "contacts") for time in ("00:00:00Z", "23:59:59-12:00")),
    "cases?since={day}T00:00:00%2B14:00",
)
FORMS = (("roster/swaps", {"district": "ninh-kieu", "tier": "1"}), ("roster/edit/override", {"district": "ninh-kieu"}))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", ""])
def test_the_first_and_the_last_day_and_none_break_no_address(
    town: Town, visitor: Callable[[str | None], Visitor], day: str
) -> None:
    told = {}
    for who, pages in PAGES.items():
        for page in pages:
            told[page] = visitor(who).opens(f"/console/{page.format(day=day)}").status_code
    for form, fields in FORMS:
        moments = {"from": f"{day}T00:00", "to": f"{day}T23:59"}
        told[form] = visitor(BOSS).sends(f"/console/{form}", fields | moments).status_code
    with town.service.transaction() as session:
        key = issue(session, name="test", scopes=SCOPES, by=ADMIN, now=town.clock.now()).token
    with plain_client(f"{town.url}/api/v1", headers={"Authorization": f"Bearer {key}"}) as system:
        told |= {read: system.get(f"/{read.format(day=day)}").status_code for read in READS}
    assert {path: status for path, status in told.items() if status not in {200, 409, 422}} == {}
