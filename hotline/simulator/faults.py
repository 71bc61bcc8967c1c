"""What can go wrong on demand."""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Habit(StrEnum):
    """How a telephone number takes a call or a text."""

    HUMAN = "human"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    VOICEMAIL = "voicemail"
    FAILED = "failed"  # the carrier cannot reach it
    INVALID = "invalid"  # the network refuses the order
    OPTED_OUT = "opted-out"  # texts are refused, calls go through
    UNDELIVERED = "undelivered"  # texts are taken and not delivered


@dataclass(frozen=True)
class Behaviour:
    habit: Habit = Habit.HUMAN
    after: float = 0.0
    """Seconds of ringing before a voicemail answers."""
    greeting: str = "Thuê bao quý khách vừa gọi hiện không liên lạc được."
    stays: float = 30.0
    """Seconds after which a voicemail hangs up."""


class RestFault(StrEnum):
    """What happens to an order given, or a question asked, over REST."""

    SERVER_ERROR = "500"
    TOO_MANY = "429"
    LOST_BEFORE = "lost-before"  # no answer, and the order was not taken
    LOST_AFTER = "lost-after"  # no answer, although the order was taken
    SLOW = "slow"
    NOT_JSON = "not-json"


@dataclass
class Faults:
    """Change at any time; what is under way is not affected."""

    numbers: dict[str, Behaviour] = field(default_factory=dict)
    rest: deque[RestFault] = field(default_factory=deque)
    """One for each of the next orders for a call or a message."""
    questions: deque[RestFault] = field(default_factory=deque)
    """One for each of the next looks at calls or messages; an answer is lost the same way before and after."""
    retry_after: int | None = None
    """Seconds that a 429 tells to wait; Twilio tells none as a rule."""
    slow_seconds: float = 2.0
    """Real seconds that a slow REST answer takes, and the longest that a lost one keeps its caller waiting."""
    lost_seconds: float = 60.0
    duplicate_callbacks: int = 0
    """How many more times each status callback is sent."""
    delay_callbacks: float = 0.0
    """Seconds on the network's clock."""
    shuffle_callbacks: float = 0.0
    """Each callback is late by a random part of these seconds, whatever its order."""
    hold_callbacks: bool = False
    """Keep status callbacks back until `Network.release_callbacks`."""
    drops_webhook: Callable[[str], bool] = lambda _url: False
    """Which addresses cannot be reached at all."""
    dice: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - shuffles, hides nothing

    def behaviour(self, number: str) -> Behaviour:
        return self.numbers.get(number, Behaviour())

    def set_habit(self, number: str, habit: Habit) -> None:
        self.numbers[number] = Behaviour(habit)
