"""What officers do on a case's page, without a browser."""

import re
from typing import Any

import httpx

from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .people import Visitor


class CasePage:
    """One case as one visitor has it open: its forms send what the page said when it was loaded."""

    def __init__(self, visitor: Visitor, number: str) -> None:
        self.visitor = visitor
        self.path = f"/console/cases/{number}"
        self.load()

    def load(self) -> None:
        answer = self.visitor.opens(self.path)
        assert answer.status_code == 200, answer.status_code
        self.html = answer.text

    @property
    def words(self) -> str:
        return self.visitor.reads(self.path)

    def form(self, name: str, /) -> dict[str, str]:
        """The hidden fields of a form."""
        found = re.search(rf'<form id="form-{name}".*?</form>', self.html, re.DOTALL)
        assert found, f"no form {name}"
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found[0])
        return {key: value for key, value in fields if key != "csrf"}

    def does(self, action: str, /, **fields: str) -> httpx.Response:
        """Send a form as the page's script would."""
        sent = self.form(action) | fields
        answer = self.visitor.sends(f"{self.path}/{action}", sent, **{"hx-request": "true"})
        self.visitor.town.network.wait_idle()
        return answer

    def succeeds(self, action: str, /, **fields: str) -> None:
        answer = self.does(action, **fields)
        assert answer.status_code in {200, 204}, (answer.status_code, answer.text)
        self.load()

    def is_told(self, words: str, answer: httpx.Response, status: int = 409) -> None:
        assert answer.status_code == status, (answer.status_code, answer.text)
        assert words in answer.text


def accepted_case(town: Town, child: Phone, lan: Phone) -> str:
    """Lan has taken the case of a child who called and has hung up; its number."""
    child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
    child.hangs_up()
    town.network.wait_idle()
    return str(town.record("cases")["number"])


def events(town: Town, what: str) -> list[dict[str, Any]]:
    return [event for event in town.records("events") if event["what"] == what]
