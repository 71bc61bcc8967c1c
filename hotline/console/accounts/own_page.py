"""The page on which everybody looks after their own account."""

from typing import Any

from fastapi import Request, Response

from hotline.console.console import Console
from hotline.console.signing_in.proving import Refused
from hotline.models import Account
from hotline.staff import passwords, sign_ins

DEVICES = "/console/devices"
DONE = ("password", "ended", "app", "no_app")


def own_page(console: Console, request: Request, refused: Refused | None = None, **more: Any) -> Response:
    """With what was refused, or what has just been done, at the top."""
    done = request.query_params.get("done", "")
    with console.transaction() as session:
        viewer = console.viewer(request, session)
        account = session.get(Account, viewer.id)
        return console.page(
            request,
            viewer,
            "accounts/devices.html",
            devices=sign_ins.running(session, viewer.id, now=console.now()),
            has_app=bool(account and account.authenticator),
            done=done if done in DONE and refused is None else "",
            trouble=refused.key if refused else "",
            seconds=refused.seconds if refused else 0,
            shortest=passwords.SHORTEST,
            **({"qr": "", "secret": "", "sealed": ""} | more),
        )
