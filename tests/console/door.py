"""The way in as a browser goes it: from each page to the answer of its form."""

import re

import httpx

from hotline.console.cookies import PLAIN_SESSION
from hotline.console.csrf import csrf_token
from hotline.simulator.phones import Phone
from hotline.staff import accounts
from tests.stories.town import Town

from .people import Visitor

GOOD = "ba con cá vàng"
LAN_NUMBER, MINH_NUMBER, BOSS_NUMBER = "+84912000001", "+84912000002", "+84912000090"


def give_password(town: Town, password_hash: str, *officers: str) -> None:
    with town.service.transaction() as session:
        for officer in officers:
            accounts.set_password(session, officer, password_hash, who="test", now=town.clock.now())


def signs_in(visitor: Visitor, number: str, password: str = GOOD, **headers: str) -> httpx.Response:
    visitor.csrf = token_on(visitor.opens("/console/sign-in"))
    return follows(visitor, visitor.sends("/console/sign-in", {"number": number, "password": password}, **headers))


def gives_code(visitor: Visitor, code: str) -> httpx.Response:
    return follows(visitor, visitor.sends("/console/code", {"code": code}))


def gives_texted_code(visitor: Visitor, phone: Phone) -> httpx.Response:
    """Asks for a code, and gives the one that has come."""
    visitor.sends("/console/code/send", {"how": "sms"})
    found = re.search(r"\b\d{6}\b", phone.inbox[-1])
    assert found, phone.inbox
    return gives_code(visitor, found[0])


def follows(visitor: Visitor, answer: httpx.Response) -> httpx.Response:
    """The next form carries the token of the secret that this answer has set, if it has."""
    if token := answer.cookies.get(PLAIN_SESSION):
        visitor.csrf = csrf_token(visitor.town.service.settings.secret_key, token)
    return answer


def token_on(page: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
    return found[1] if found else ""
