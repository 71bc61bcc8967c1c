"""The legs that a dial starts, one for each number."""

import re
from collections.abc import Iterable

from hotline.simulator.call import Call, Direction, Status, Subscription
from hotline.simulator.documents import Verb
from hotline.simulator.happenings import Ordered
from hotline.simulator.leg import Leg
from hotline.simulator.lifecycle import run_dialled
from hotline.simulator.mailbox import Mailbox


def place_child(leg: Leg, verb: Verb, noun: Verb) -> Call:
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


def hang_up(children: Iterable[Call]) -> None:
    for child in children:
        if child.live:
            child.mailbox.post(Ordered(Status.COMPLETED))
