"""Dial: other telephones, or whoever waits in a queue."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hotline.simulator.bridge import Bridge
from hotline.simulator.call import Call, ChildChanged, Direction, Ordered, Paired, Status, Step, Subscription
from hotline.simulator.documents import Refused, Verb
from hotline.simulator.leg import CallEnded, CallRedirected, Joined, Leg
from hotline.simulator.lifecycle import run_dialled
from hotline.simulator.log import Kind
from hotline.simulator.mailbox import Mailbox
from hotline.simulator.talk import talk

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
    children = [_place(leg, verb, noun) for noun in verb.inside or (verb,)]
    try:
        winner = await _await_winner(leg, children, outcome)
        if winner is not None:
            link = Bridge(leg.call, winner)
            winner.mailbox.post(Paired(link, leg.call, None))
            await _talk(leg, verb, Paired(link, winner, None), outcome)
    finally:
        _hang_up(children)


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
            _hang_up(other for other in children if other is not child)
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


def _place(leg: Leg, verb: Verb, noun: Verb) -> Call:
    """Start ringing one number of the dial."""
    number = re.sub(r"[\s().-]", "", noun.text)
    exchange = leg.exchange
    child = Call(
        account_sid=exchange.account_sid,
        from_=verb.get("callerId") or leg.call.from_,
        to=number,
        direction=Direction.DIAL,
        phone=number,
        mailbox=Mailbox(exchange.clock),
        created_at=exchange.clock.now(),
        parent=leg.call,
        subscription=_subscription(leg, noun),
    )
    exchange.calls[child.sid] = child
    child_leg = Leg(exchange, child, leg.desk, leg.performers)
    screening = leg.address(noun, "url", "method") if noun is not verb else None
    exchange.spawn(run_dialled(child_leg, screening, verb.seconds("timeout", 30)))
    return child


def _subscription(leg: Leg, noun: Verb) -> Subscription | None:
    request = leg.address(noun, "statusCallback", "statusCallbackMethod") if noun.name == "Number" else None
    events = noun.get("statusCallbackEvent", "completed").split()
    return Subscription(request, frozenset(events)) if request else None


def _hang_up(children: Iterable[Call]) -> None:
    for child in children:
        if child.live:
            child.mailbox.post(Ordered(Status.COMPLETED))


def _params(leg: Leg, outcome: Outcome) -> Mapping[str, str]:
    bridged = outcome.connected_at is not None
    params = {"DialCallStatus": outcome.status.value, "DialBridged": "true" if bridged else "false"}
    if outcome.other is not None:
        params["DialCallSid"] = outcome.other.sid
    if outcome.connected_at is not None:
        seconds = (leg.exchange.clock.now() - outcome.connected_at).total_seconds()
        params["DialCallDuration"] = str(int(seconds))
    return params
