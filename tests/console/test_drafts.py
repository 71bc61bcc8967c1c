"""Two pages of one officer, and answers that never came: which words are kept of what was typed."""

from collections.abc import Callable

import pytest

from tests.stories.town import Town

from .casebook import CasePage
from .people import BOSS, LAN, Visitor

Visit = Callable[[str | None], Visitor]


class Typing:
    """One page on which Lan types a note."""

    def __init__(self, town: Town, visitor: Visitor, number: str) -> None:
        self._town = town
        self.page = CasePage(visitor, number)
        self.known = ""

    def types(self, body: str, *, sent: str | None = None, is_answered: bool = True) -> int:
        """`sent`: what it has sent before, and has had no answer to."""
        self._town.passes(1)
        fields = {"field": "note", "body": body, "known": self.known} | ({"sent": sent} if sent else {})
        answer = self.page.visitor.sends(f"{self.page.path}/draft", fields)
        if is_answered and answer.status_code == 204:
            self.known = answer.headers["x-draft"]
        return answer.status_code

    @property
    def kept(self) -> str:
        self.page.load()
        return self.page.html.partition('data-draft="note"')[2].partition(">")[2].partition("<")[0]


@pytest.fixture
def opens(town: Town, visitor: Visit, case_number: str) -> Callable[[], Typing]:
    return lambda: Typing(town, visitor(LAN), case_number)


def test_an_older_page_overwrites_nothing(opens: Callable[[], Typing]) -> None:
    desk, phone = opens(), opens()
    assert phone.types("số nhà 12") == phone.types("số nhà 12, hẻm 5") == 204
    assert (desk.types("a"), desk.kept) == (409, "số nhà 12, hẻm 5")
    assert (desk.types(""), desk.kept) == (409, "số nhà 12, hẻm 5")
    assert phone.types("") == desk.types("a") == 204
    assert (phone.types("b"), phone.kept) == (409, "a")


def test_a_page_knows_its_own_words_of_which_no_answer_came(opens: Callable[[], Typing]) -> None:
    page = opens()
    assert page.types("số", is_answered=False) == 204
    assert page.types("số nhà", sent="số", is_answered=False) == 204
    assert (page.types("số nhà 12", sent="số nhà"), page.kept) == (204, "số nhà 12")


def test_a_draft_that_comes_after_its_note_is_not_brought_back(opens: Callable[[], Typing]) -> None:
    page = opens()
    assert page.types("số nhà") == 204
    page.page.succeeds("note", body="số nhà 12")
    assert (page.types("số nhà 12"), page.kept) == (409, "")


def test_only_the_same_officer_goes_on_with_a_page_after_a_new_sign_in(visitor: Visit, case_number: str) -> None:
    path, lan = f"/console/cases/{case_number}/token?officer={LAN}", visitor(LAN)
    assert lan.http.get(path).json() == {"csrf": lan.csrf}
    assert visitor(BOSS).http.get(path).status_code == 409
    assert visitor(None).http.get(path).status_code == 401
