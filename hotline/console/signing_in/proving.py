"""Asks somebody who is signed in for their password once more, before what would let a thief stay."""

from fastapi import Request

from hotline.console.signing_in.visitors import Entrance, visit_of
from hotline.staff.entering import Proof
from hotline.staff.failures import Wait
from hotline.staff.passwords import TooBusy
from hotline.staff.rights import Viewer


class Refused(Exception):
    """What was asked for is not done. `key` names the sentence that says why."""

    def __init__(self, key: str, seconds: int = 0) -> None:
        super().__init__(key)
        self.key = key
        self.seconds = seconds


def own_proof(entrance: Entrance, request: Request, viewer: Viewer, password: str) -> Proof:
    """That the viewer knows their own password; counted like a sign-in. Raises Refused."""
    try:
        proof = entrance.door.check(visit_of(request), viewer.officer.phone, password, now=entrance.console.now())
    except Wait as wait:
        raise Refused("signing_in.wait", wait.seconds) from wait
    except TooBusy as busy:
        raise Refused("signing_in.busy") from busy
    if proof is None or proof.officer.id != viewer.id:
        raise Refused("accounts.wrong_password")
    return proof
