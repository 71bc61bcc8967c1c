"""Two legs joined, and the queues in which callers wait to be joined."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from hotline.simulator.call import Call, new_sid
from hotline.simulator.happenings import Connected, Paired, PeerLeft
from hotline.simulator.requests import Request


class Bridge:
    """Connects its two legs once both are ready. When one leaves, the other learns of it and goes on."""

    def __init__(self, first: Call, second: Call) -> None:
        self._legs = {first: second, second: first}
        self._ready: set[Call] = set()
        self.was_connected = False
        first.link = second.link = self

    def ready(self, call: Call) -> None:
        self._ready.add(call)
        if len(self._legs) == 1:
            call.mailbox.post(PeerLeft(self))
        elif self._ready.issuperset(self._legs):
            self.was_connected = True
            for leg, other in self._legs.items():
                leg.talking_with = other
                leg.mailbox.post(Connected(self))

    def leave(self, call: Call) -> None:
        other = self._legs.pop(call, None)
        call.link = call.talking_with = None
        if other is not None and other in self._legs:
            other.talking_with = None
            other.mailbox.post(PeerLeft(self))


@dataclass(eq=False)
class Member:
    call: Call
    since: datetime


@dataclass(eq=False)
class Queue:
    name: str
    created_at: datetime
    sid: str = field(default_factory=lambda: new_sid("QU"))
    members: deque[Member] = field(default_factory=deque)
    takers: deque[tuple[Call, Request | None]] = field(default_factory=deque)
    """Legs that dialled the queue while it was empty, each with its announcement for the caller."""
    max_size: int = 1000

    def join(self, member: Member) -> None:
        self.members.append(member)
        self._pair()

    def dial(self, taker: Call, announcement: Request | None) -> None:
        self.takers.append((taker, announcement))
        self._pair()

    def leave(self, call: Call) -> None:
        self.members = deque(member for member in self.members if member.call is not call)
        self.takers = deque(taker for taker in self.takers if taker[0] is not call)

    def position(self, call: Call) -> int:
        """Counted from 1; 0 for someone who is not in the queue."""
        return next((place for place, member in enumerate(self.members, 1) if member.call is call), 0)

    def _pair(self) -> None:
        while self.members and self.takers:
            waiting = self.members.popleft().call
            taker, announcement = self.takers.popleft()
            link = Bridge(waiting, taker)
            waiting.mailbox.post(Paired(link, taker, announcement))
            taker.mailbox.post(Paired(link, waiting, None))
