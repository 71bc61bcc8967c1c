"""Keeps a dead network from holding up whoever wants something of it.

After some failures in a row it is asked nothing for a moment, and who asks is told so at once. Then one order is
let through; if it is answered, all are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from pybreaker import STATE_CLOSED, STATE_HALF_OPEN, CircuitBreaker, CircuitBreakerError, CircuitMemoryStorage

from hotline.clock import Clock
from hotline.errors import TelephonyError

FAILURES = 5
PAUSE_SECONDS = 2.0


class _OnOurClock(CircuitMemoryStorage):
    """The breaker looks at the machine's clock; this one lets it see how much time has gone by on ours."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(STATE_CLOSED)
        self._clock = clock
        self._opened: datetime | None = None

    @property
    def opened_at(self) -> datetime | None:
        return self._opened and datetime.now(UTC) - (self._clock.now() - self._opened)

    @opened_at.setter
    def opened_at(self, _moment: datetime) -> None:
        self._opened = self._clock.now()


class Guard:
    """Stands before one kind of order, for all threads of a process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._breaker = CircuitBreaker(
            fail_max=FAILURES,
            reset_timeout=PAUSE_SECONDS,
            exclude=[_is_an_answer],
            state_storage=_OnOurClock(clock),
            throw_new_error_on_trip=False,
        )
        self.failing_since: datetime | None = None
        self.last_failed_at: datetime | None = None
        self.last_ok_at: datetime | None = None

    @property
    def is_shut(self) -> bool:
        """Whether so much has failed that orders are refused, or let through one by one."""
        return self._breaker.current_state != STATE_CLOSED

    @contextmanager
    def order(self) -> Iterator[None]:
        """Around one order. Raises TelephonyError at once, instead of giving it, while the network counts as dead."""
        if self._breaker.current_state == STATE_HALF_OPEN:  # somebody else is trying: one is enough
            raise _refusal()
        try:
            with self._breaker.calling():  # unlike `call`, it holds no lock meanwhile
                yield
        except CircuitBreakerError:
            raise _refusal() from None
        except TelephonyError as error:
            self._note(answered=_is_an_answer(error))
            raise
        self._note(answered=True)

    def _note(self, *, answered: bool) -> None:
        now = self._clock.now()
        if answered:
            self.last_ok_at, self.failing_since = now, None
        else:
            self.last_failed_at, self.failing_since = now, self.failing_since or now


def _is_an_answer(error: BaseException) -> bool:
    """A refusal comes from a network that is alive."""
    return isinstance(error, TelephonyError) and (error.permanent or error.retry_after is not None)


def _refusal() -> TelephonyError:
    return TelephonyError("not asked: the network does not answer at present", permanent=False)
