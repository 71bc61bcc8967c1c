"""What can happen to a call leg: a human acts, the account orders, the network moves on."""

from dataclasses import dataclass

from hotline.simulator.call import Call, Happening, Link, Status, Step
from hotline.simulator.documents import Refused
from hotline.simulator.requests import Reply, Request


@dataclass(frozen=True)
class KeyPressed(Happening):
    key: str


@dataclass(frozen=True)
class Spoke(Happening):
    text: str


@dataclass(frozen=True)
class HungUp(Happening): ...


@dataclass(frozen=True)
class Answered(Happening): ...


@dataclass(frozen=True)
class Declined(Happening): ...


@dataclass(frozen=True)
class Ordered(Happening):
    """The account ends the call over REST, as completed or canceled."""

    status: Status


@dataclass(frozen=True)
class Redirected(Happening):
    """The account sends a live call to another document."""

    step: Step


@dataclass(frozen=True)
class Fetched(Happening):
    ticket: object
    result: Reply | Refused


@dataclass(frozen=True)
class Paired(Happening):
    """A caller in a queue and a leg that dialled the queue were put together."""

    link: Link
    other: Call
    announcement: Request | None


@dataclass(frozen=True)
class Connected(Happening):
    link: Link


@dataclass(frozen=True)
class PeerLeft(Happening):
    link: Link


@dataclass(frozen=True)
class ChildChanged(Happening):
    """A leg that this one dialled answered, is ready to be bridged (its screening is over) or has ended."""

    child: Call
    ready: bool = False
