"""Enqueue and Leave: waiting in a queue until someone dials it."""

from collections.abc import Mapping
from datetime import datetime

from hotline.simulator.bridge import Member, Queue
from hotline.simulator.call import Step
from hotline.simulator.documents import Refused, Verb
from hotline.simulator.exchange import natural_seconds
from hotline.simulator.grammar import ANNOUNCEMENT, WAITING
from hotline.simulator.happenings import Paired
from hotline.simulator.leg import Leg
from hotline.simulator.listener import CallEnded, CallRedirected, Joined
from hotline.simulator.log import Kind
from hotline.simulator.requests import Request
from hotline.simulator.talk import talk

MAX_NAME = 64
HOLD_MUSIC = "♪ nhạc chờ của mạng"


class LeftQueue(Exception):
    """The wait document said <Leave>."""


async def leave(_leg: Leg, _verb: Verb) -> Step | None:
    raise LeftQueue


async def enqueue(leg: Leg, verb: Verb) -> Step | None:
    if len(verb.text) > MAX_NAME:
        raise Refused(12200, f"a queue's name has at most {MAX_NAME} characters", leg.here.url if leg.here else "")
    action, wait = leg.action(verb), leg.address(verb, "waitUrl", "waitUrlMethod")
    queue = leg.exchange.queues.setdefault(verb.text, Queue(verb.text, leg.exchange.clock.now()))
    since = leg.exchange.clock.now()
    try:
        result = await _wait_in(leg, queue, wait, since)
    except CallEnded:
        leg.tell(action, _result(leg, queue, "hangup", since))
        raise
    except CallRedirected:
        leg.tell(action, _result(leg, queue, "redirected", since))
        raise
    return action.with_params(_result(leg, queue, result, since)) if action else None


async def _wait_in(leg: Leg, queue: Queue, wait: Request | None, since: datetime) -> str:
    """Wait until the caller leaves or is taken; returns Twilio's QueueResult."""
    if len(queue.members) >= queue.max_size:
        return "queue-full"
    queue.join(Member(leg.call, since))
    leg.note(Kind.QUEUES, queue.name)
    try:
        await _hold(leg, queue, wait, since)
    except LeftQueue:
        return "leave"
    except Joined as joined:
        await _be_connected(leg, queue, joined.paired, since)
        # one who took the caller and went before the two could speak did not bridge them
        return "bridged" if joined.paired.link.was_connected else "error"
    finally:
        queue.leave(leg.call)
        if leg.call.link is not None:
            leg.call.link.leave(leg.call)
    raise AssertionError("holding ends by leaving, by being taken or with the call")


async def _hold(leg: Leg, queue: Queue, wait: Request | None, since: datetime) -> None:
    """Fetch the wait document again and again."""
    while True:
        if wait is None:
            leg.hears(HOLD_MUSIC)
            await leg.wait(None)
            continue
        started, heard = leg.exchange.clock.now(), len(leg.exchange.log.events)
        await leg.follow(wait.with_params(_place(leg, queue, since)), WAITING)
        if leg.exchange.clock.now() == started:
            # where speech takes no time, a round of the loop still has to
            spoken = [event.text for event in leg.exchange.log.events[heard:] if event.sid == leg.call.sid]
            await leg.wait(natural_seconds("".join(spoken)))


async def _be_connected(leg: Leg, queue: Queue, paired: Paired, since: datetime) -> None:
    if paired.announcement is not None:
        about = {"QueueSid": queue.sid, "QueueTime": _waited(leg, since), "DequeingCallSid": paired.other.sid}
        await leg.follow(paired.announcement.with_params(about), ANNOUNCEMENT)
    await talk(leg, paired)


def _place(leg: Leg, queue: Queue, since: datetime) -> Mapping[str, str]:
    return {
        "QueueSid": queue.sid,
        "QueueTime": _waited(leg, since),
        "AvgQueueTime": _waited(leg, since),
        "QueuePosition": str(queue.position(leg.call)),
        "CurrentQueueSize": str(len(queue.members)),
    }


def _result(leg: Leg, queue: Queue, result: str, since: datetime) -> Mapping[str, str]:
    return {"QueueResult": result, "QueueSid": queue.sid, "QueueTime": _waited(leg, since)}


def _waited(leg: Leg, since: datetime) -> str:
    return str(int((leg.exchange.clock.now() - since).total_seconds()))
