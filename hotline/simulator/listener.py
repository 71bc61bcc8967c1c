"""A leg's ear: what it notes of the human, and how it waits for whatever happens next."""

from datetime import timedelta

from hotline.simulator.call import Call, Happening, Status, Step
from hotline.simulator.callbacks import CallbackDesk
from hotline.simulator.exchange import Exchange
from hotline.simulator.happenings import HungUp, Ordered, Paired, Redirected
from hotline.simulator.log import Kind


class CallEnded(Exception):
    def __init__(self, status: Status) -> None:
        self.status = status


class CallRedirected(Exception):
    def __init__(self, step: Step) -> None:
        self.step = step


class Joined(Exception):
    """Someone was put together with this leg (out of a queue, or after screening)."""

    def __init__(self, paired: Paired) -> None:
        self.paired = paired


class Listener:
    def __init__(self, exchange: Exchange, call: Call, desk: CallbackDesk) -> None:
        self.exchange = exchange
        self.call = call
        self.desk = desk

    def hears(self, text: str) -> None:
        self.note(Kind.HEARS, text)

    def note(self, kind: Kind, text: str = "", other: str = "") -> None:
        self.exchange.log.add(kind, text, phone=self.call.phone, other=other, sid=self.call.sid)

    def answer(self) -> None:
        self.call.status = Status.IN_PROGRESS
        self.call.answered_at = self.exchange.clock.now()
        self.note(Kind.ANSWERS)
        self.desk.report(self.call, "answered")

    # -- waiting

    async def listen(self, seconds: float | None) -> Happening | None:
        """The next thing that happens within `seconds`, None when nothing does.

        Raises CallEnded, CallRedirected or Joined for what changes the whole call.
        """
        happening = await self.call.mailbox.take(seconds)
        match happening:
            case HungUp():
                self.note(Kind.HANGS_UP)
                raise CallEnded(Status.COMPLETED if self.call.answered_at else Status.NO_ANSWER)
            case Ordered(status) if self._obeys(status):
                raise CallEnded(self._final(status))
            case Redirected(step):
                raise CallRedirected(step)
            case Paired(link=link) if link is self.call.link:
                raise Joined(happening)
        return happening

    async def wait(self, seconds: float | None, *kinds: type[Happening]) -> Happening | None:
        """Like `listen`, for these kinds only; everything else is missed, as on a telephone."""
        now = self.exchange.clock.now
        end = None if seconds is None else now() + timedelta(seconds=seconds)
        while True:
            left = None if end is None else max((end - now()).total_seconds(), 0)
            happening = await self.listen(left)
            if happening is None or isinstance(happening, kinds):
                return happening

    def _obeys(self, status: Status) -> bool:
        """Canceling does not touch a call that was answered."""
        return status is not Status.CANCELED or self.call.answered_at is None

    def _final(self, status: Status) -> Status:
        if self.call.answered_at is not None:
            return Status.COMPLETED
        return Status.CANCELED if status is Status.COMPLETED else status
