"""Dial: other telephones, or whoever waits in a queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hotline.simulator.bridge import Bridge
from hotline.simulator.call import Call, Status, Step
from hotline.simulator.documents import Refused, Verb
from hotline.simulator.happenings import ChildChanged, Paired
from hotline.simulator.leg import Leg
from hotline.simulator.listener import CallEnded, CallRedirected, Joined
from hotline.simulator.log import Kind
from hotline.simulator.talk import talk
from hotline.simulator.verbs.children import hang_up, place_child

MAX_NUMBERS = 10


@dataclass
class Outcome:
    """What the action hears of a dial."""

    status: Status
    other: Call | None = None
    connected_at: datetime | None = None


async def dial(leg: Leg, verb: Verb) -> Step | None:
    action = leg.action(verb)
    _check(leg, verb)
    outcome = Outcome(Status.CANCELED)
    try:
        queue = next((child for child in verb.inside if child.name == "Queue"), None)
        await (_dial_queue(leg, verb, queue, outcome) if queue else _dial_numbers(leg, verb, outcome))
    except (CallEnded, CallRedirected):
        leg.tell(action, _params(leg, outcome))
        raise
    return action.with_params(_params(leg, outcome)) if action else None


def _check(leg: Leg, verb: Verb) -> None:
    here = leg.here.url if leg.here else ""
    if not verb.inside and not verb.text:
        raise Refused(12200, "<Dial> calls nobody", here)
    if len(verb.inside) > MAX_NUMBERS:
        raise Refused(13233, f"<Dial> calls more than {MAX_NUMBERS} numbers", here)
    if len(verb.inside) > 1 and any(child.name == "Queue" for child in verb.inside):
        raise Refused(12200, "<Queue> must be alone in its <Dial>", here)
    caller_id = verb.get("callerId")
    if caller_id and caller_id not in leg.exchange.lines and caller_id != leg.call.from_:
        raise Refused(13214, "<Dial callerId> is no number of the account", here)


async def _dial_queue(leg: Leg, verb: Verb, noun: Verb, outcome: Outcome) -> None:
    queue = leg.exchange.queues.get(noun.text)
    if queue is None:
        outcome.status = Status.FAILED
        leg.note(Kind.ERROR, f"13235 there is no queue {noun.text!r}")
        return
    outcome.status = Status.NO_ANSWER
    queue.dial(leg.call, leg.address(noun, "url", "method"))
    try:
        await leg.wait(verb.seconds("timeout", 30))
    except Joined as joined:
        await _talk(leg, verb, joined.paired, outcome)
    finally:
        queue.leave(leg.call)


async def _dial_numbers(leg: Leg, verb: Verb, outcome: Outcome) -> None:
    children = [place_child(leg, verb, noun) for noun in verb.inside or (verb,)]
    try:
        winner = await _await_winner(leg, children, outcome)
        if winner is not None:
            link = Bridge(leg.call, winner)
            winner.mailbox.post(Paired(link, leg.call, None))
            await _talk(leg, verb, Paired(link, winner, None), outcome)
    finally:
        hang_up(children)


async def _await_winner(leg: Leg, children: list[Call], outcome: Outcome) -> Call | None:
    """The first child that picked up and passed its screening; None when all have ended."""
    outcome.status = Status.NO_ANSWER
    while any(child.live for child in children):
        changed = await leg.wait(None, ChildChanged)
        if not isinstance(changed, ChildChanged) or changed.child not in children:
            continue
        child = outcome.other = changed.child
        outcome.status = child.status
        if changed.ready and child.live:
            return child
        if child.live:  # the first to pick up silences the others, screened or not
            hang_up(other for other in children if other is not child)
    return None


async def _talk(leg: Leg, verb: Verb, paired: Paired, outcome: Outcome) -> None:
    outcome.other = paired.other
    started = leg.exchange.clock.now()
    try:
        await talk(
            leg,
            paired,
            verb.seconds("timeLimit", 14400),
            hangs_up_on_star=verb.get("hangupOnStar") == "true",
        )
    finally:
        if paired.link.was_connected:
            outcome.status, outcome.connected_at = Status.COMPLETED, started


def _params(leg: Leg, outcome: Outcome) -> Mapping[str, str]:
    bridged = outcome.connected_at is not None
    params = {"DialCallStatus": outcome.status.value, "DialBridged": "true" if bridged else "false"}
    if outcome.other is not None:
        params["DialCallSid"] = outcome.other.sid
    if outcome.connected_at is not None:
        seconds = (leg.exchange.clock.now() - outcome.connected_at).total_seconds()
        params["DialCallDuration"] = str(int(seconds))
    return params
