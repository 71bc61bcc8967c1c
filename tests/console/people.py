"""Who uses the console in a story, each with a device that is signed in."""

import re
from collections.abc import Mapping

import httpx

from hotline.console.cookies import PLAIN_SESSION
from hotline.console.csrf import csrf_token
from hotline.staff.sign_ins import begin
from routing.models import Officer
from tests.stories.town import Town, plain_client

LAN, MINH, TUAN, BOSS, DESK, ADMIN, AUDITOR = "nk1", "nk2", "cr1", "boss", "desk1", "ad1", "au1"


def sign_in(town: Town, officer: str) -> str:
    """The secret of a new device on which this officer has passed every step."""
    now = town.clock.now()
    with town.service.transaction() as session:
        begun = begin(session, session.get_one(Officer, officer), device="test", now=now)
        begun.row.proven_at = now
        session.add(begun.row)
    return begun.token


class Visitor:
    """Somebody at the console, without a browser: what the pages say and what their forms do."""

    def __init__(self, town: Town, officer: str | None = None) -> None:
        self.town = town
        token = sign_in(town, officer) if officer else ""
        self.csrf = csrf_token(town.service.settings.secret_key, token)
        cookies = {PLAIN_SESSION: token} if token else {}
        self.http = plain_client(town.url, cookies=cookies)

    def opens(self, path: str) -> httpx.Response:
        return self.http.get(path, headers={"accept": "text/html"})

    def sends(self, path: str, fields: Mapping[str, str] | None = None, **headers: str) -> httpx.Response:
        """A form of one of our pages."""
        return self.http.post(path, data={"csrf": self.csrf, **(fields or {})}, headers=headers)

    def reads(self, path: str) -> str:
        """The words on a page, without its markup."""
        answer = self.opens(path)
        assert answer.status_code == 200, answer.status_code
        return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
