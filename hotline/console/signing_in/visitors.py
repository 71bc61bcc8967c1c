"""Who stands at the door, as far as their browser tells, and where they go next."""

import ipaddress
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from hotline.console.coming_back import forget_page, page_to_come_back_to
from hotline.console.console import Console, NotSignedIn
from hotline.console.cookies import YEAR, device_memory, keep_device, keep_session, session_token
from hotline.console.home import home_of
from hotline.models import SignIn
from hotline.staff import sign_ins
from hotline.staff.devices import Memory
from hotline.staff.entering import Door, Visit
from hotline.staff.keyring import Keyring
from hotline.staff.sign_ins import NextStep
from routing.models import Officer

WAYS = {NextStep.START: "/console/sign-in", NextStep.CODE: "/console/code", NextStep.CHOOSE: "/console/new-password"}
IPV6_NETWORK = 64
"""Bits that one subscriber's addresses share (RFC 6177)."""


@dataclass(frozen=True)
class Entrance:
    """The console's door, with what comes before and after it."""

    console: Console
    door: Door

    @classmethod
    def of(cls, console: Console) -> "Entrance":
        keyring = Keyring(console.service.settings.secret_key)
        return cls(console, Door(console.transaction, keyring))

    def halfway(self, request: Request, session: Session, step: NextStep) -> tuple[SignIn, Officer]:
        """The sign-in of a device that is at this step. Raises NotSignedIn at any other."""
        now = self.console.now()
        row = sign_ins.find(session, session_token(request), now=now)
        if row is None or sign_ins.step_of(session, row, now=now) != step:
            raise NotSignedIn
        return row, session.get_one(Officer, row.officer)

    def next_way(self, token: str) -> str:
        """The page where the device with this secret goes on."""
        now = self.console.now()
        with self.console.transaction() as session:
            viewer = sign_ins.viewer_of(session, token, now=now) if token else None
            if viewer is not None:
                return home_of(viewer)
            row = sign_ins.find(session, token, now=now) if token else None
            return WAYS[sign_ins.step_of(session, row, now=now)]

    def go_on(self, request: Request, token: str, number: str) -> Response:
        """Let the device keep this secret, and remember it once nothing is left to prove."""
        way = self.next_way(token)
        is_in = way not in WAYS.values()
        response = RedirectResponse((is_in and page_to_come_back_to(request)) or way, 303)
        self.keep(response, token)
        if is_in:
            forget_page(request, response)
        if way != WAYS[NextStep.CODE]:
            memory = str(visit_of(request).device.with_(self.door.keyring, number))
            keep_device(response, memory, public_url=self.console.service.settings.public_url)
        return response

    def keep(self, response: Response, token: str) -> None:
        """Let the device keep this secret; when it ends is ours to say."""
        keep_session(response, token, public_url=self.console.service.settings.public_url, seconds=YEAR)


def visit_of(request: Request) -> Visit:
    return Visit(Memory.read(device_memory(request)), origin_of(request), request.headers.get("user-agent", ""))


def origin_of(request: Request) -> str | None:
    """The network that a visitor comes from: one address, or one subscriber's block of IPv6.

    Behind a proxy on this machine or in its network it is what the proxy saw, the last word of X-Forwarded-For;
    where the proxy does not tell, nobody knows, and None keeps everybody from waiting for one.
    """
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
        if address.is_private:
            address = ipaddress.ip_address(request.headers.get("x-forwarded-for", "").split(",")[-1].strip())
    except ValueError:
        return None
    return str(ipaddress.ip_network((address, 32 if address.version == 4 else IPV6_NETWORK), strict=False))
