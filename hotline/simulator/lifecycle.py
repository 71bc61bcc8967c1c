"""A leg from its first ring to its end."""

from collections.abc import Awaitable, Callable

from hotline.simulator.call import DIALLABLE, Status, Step
from hotline.simulator.clocks import sleep
from hotline.simulator.documents import Refused
from hotline.simulator.faults import Behaviour, Habit
from hotline.simulator.grammar import SCREENING
from hotline.simulator.happenings import Answered, ChildChanged, Declined, HungUp, Spoke
from hotline.simulator.leg import Leg
from hotline.simulator.listener import CallEnded, CallRedirected, Joined
from hotline.simulator.log import Kind
from hotline.simulator.requests import Request
from hotline.simulator.talk import talk

REFUSED_AT_ONCE = {Habit.BUSY: Status.BUSY, Habit.FAILED: Status.FAILED, Habit.INVALID: Status.FAILED}


async def run_inbound(leg: Leg, first: Request) -> None:
    """A person called one of the account's lines."""
    leg.call.status = Status.RINGING
    status = Status.COMPLETED
    try:
        await leg.walk(first)
    except CallEnded as ended:
        status = ended.status
    finish(leg, status)


async def run_dialled(leg: Leg, screening: Request | None, timeout: float) -> None:
    """Another leg dialled this one: ring it, screen it, then be joined to the parent."""
    status = Status.COMPLETED
    try:
        await ring(leg, timeout)
        _tell_parent(leg)
        try:
            await _screen(leg, screening)
        except CallRedirected as redirected:
            await leg.walk(redirected.step)
    except CallEnded as ended:
        status = ended.status
    finish(leg, status)
    _tell_parent(leg)


async def ring(leg: Leg, timeout: float) -> None:
    """Ring the phone until it is answered. Raises CallEnded when it is not."""
    behaviour = begin_ringing(leg)
    leg.note(Kind.RINGS, other=leg.call.from_)
    if behaviour.habit is Habit.VOICEMAIL:
        leg.exchange.spawn(_answer_by_machine(leg, behaviour))
    await await_answer(leg, timeout)


async def run_ordered(
    leg: Leg, first: Step, timeout: float, reach: Callable[[Leg, float], Awaitable[None]] = ring
) -> None:
    """The account ordered a call over REST; `reach` returns once the far end has answered."""
    status = Status.COMPLETED
    try:
        await reach(leg, timeout)
        await leg.walk(first)
    except CallEnded as ended:
        status = ended.status
    finish(leg, status)


def begin_ringing(leg: Leg) -> Behaviour:
    """Make the call's way to the number it goes to. Raises CallEnded when that cannot be had."""
    call, faults = leg.call, leg.exchange.faults
    call.status = Status.INITIATED
    leg.desk.report(call, "initiated")
    if not DIALLABLE.fullmatch(call.to):
        leg.note(Kind.ERROR, "13224 this is no number that can be called")
        raise CallEnded(Status.FAILED)
    behaviour = faults.behaviour(call.phone)
    if behaviour.habit in REFUSED_AT_ONCE:
        raise CallEnded(REFUSED_AT_ONCE[behaviour.habit])
    call.status = Status.RINGING
    leg.desk.report(call, "ringing")
    return behaviour


async def await_answer(leg: Leg, timeout: float) -> None:
    """Raises CallEnded when nobody answers within `timeout` seconds."""
    happening = await leg.wait(timeout, Answered, Declined)
    if not isinstance(happening, Answered):
        raise CallEnded(Status.BUSY if happening else Status.NO_ANSWER)
    leg.answer()


def finish(leg: Leg, status: Status) -> None:
    call = leg.call
    if call.link is not None:
        call.link.leave(call)
    call.status = status
    call.ended_at = leg.exchange.clock.now()
    call.awaits = ""
    leg.note(Kind.ENDS, status.value)
    leg.desk.report(call, "completed")


async def _screen(leg: Leg, screening: Request | None) -> None:
    try:
        await leg.follow(screening, SCREENING)
        _tell_parent(leg, ready=True)
        await leg.wait(None)
    except Refused as refused:
        leg.fall_back(refused)
    except Joined as joined:
        await talk(leg, joined.paired)


def _tell_parent(leg: Leg, *, ready: bool = False) -> None:
    if leg.call.parent is not None:
        leg.call.parent.mailbox.post(ChildChanged(leg.call, ready))


async def _answer_by_machine(leg: Leg, behaviour: Behaviour) -> None:
    """A mailbox picks up, talks to whoever is there, presses nothing and hangs up in the end."""
    if behaviour.after:
        await sleep(leg.exchange.clock, behaviour.after)
    leg.call.mailbox.post(Answered())
    leg.call.mailbox.post(Spoke(behaviour.greeting))
    await sleep(leg.exchange.clock, behaviour.stays)
    leg.call.mailbox.post(HungUp())
