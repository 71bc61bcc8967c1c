"""What a form needs is told to those who may send it."""

from collections.abc import Callable

import pytest

from .people import ADMIN, AUDITOR, LAN, Visitor

Doorway = Callable[[str | None], Visitor]
FORMS = ["/console/code/send", "/console/cases/CT-0001/draft", "/console/push/subscription", "/console/roster/notes"]


@pytest.mark.parametrize("path", FORMS)
def test_a_stranger_who_sends_an_empty_form_is_only_asked_to_sign_in(visitor: Doorway, path: str) -> None:
    assert visitor(None).sends(path).status_code == 401


def test_an_officer_who_sends_one_is_told_what_is_missing(visitor: Doorway) -> None:
    answer = visitor(LAN).sends("/console/roster/notes")
    assert (answer.status_code, "body" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("who", "shown"), [(LAN, {"board", "cases", "rosters"}), (AUDITOR, {"figures"}), (ADMIN, {"accounts"})]
)
def test_each_role_is_shown_the_pages_of_its_work_and_no_others(visitor: Doorway, who: str, shown: set[str]) -> None:
    page = visitor(who).opens("/console/devices").text
    links = {"board": '"/console/"', "cases": '"/console/cases"', "rosters": '"/console/roster"'}
    links |= {"figures": '"/console/figures"', "accounts": '"/console/accounts"'}
    navigation = page[page.index("<nav") : page.index("</nav>")]
    assert {name for name, link in links.items() if f"href={link}" in navigation} == shown


@pytest.mark.parametrize(("who", "begins_at"), [(AUDITOR, "/console/figures"), (ADMIN, "/console/accounts")])
def test_a_page_that_is_not_theirs_leads_everybody_home(visitor: Doorway, who: str, begins_at: str) -> None:
    page = visitor(who).opens("/console/roster")
    assert page.status_code == 404
    assert 'class="button" href="/console/">Về trang đầu' in page.text
    assert visitor(who).opens("/console/").headers["location"] == begins_at
