"""Redirect, Hangup, Reject: where the call goes from here."""

from hotline.simulator.call import Status, Step
from hotline.simulator.documents import Verb
from hotline.simulator.leg import Leg
from hotline.simulator.listener import CallEnded


async def redirect(leg: Leg, verb: Verb) -> Step | None:
    return leg.resolve(verb.text, verb.get("method", "POST")) if verb.text else leg.current()


async def hangup(_leg: Leg, _verb: Verb) -> Step | None:
    raise CallEnded(Status.COMPLETED)


async def reject(leg: Leg, verb: Verb) -> Step | None:
    """Only a call that was not answered can be rejected; later it is a hang-up."""
    if leg.call.answered_at is not None:
        raise CallEnded(Status.COMPLETED)
    raise CallEnded(Status.BUSY if verb.get("reason") == "busy" else Status.NO_ANSWER)
