"""Everybody with a telephone: officers who answer or don't, children who call, key, wait, talk and give up.

All of it happens in the network's event loop, after delays that come from the seed and the count of a phone's calls.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable

from hotline.simulator.call import Call, Direction, Status
from hotline.simulator.faults import Behaviour, Habit
from hotline.simulator.log import Event, Kind
from hotline.simulator.network import Network
from tests.chaos.town import DESK, GONE, MACHINE, MANNERS, NATIONAL_LINE, Manner

LONGEST_PATIENCE = 40.0
"""Seconds after which the last caller has given up."""
ELSEWHERE_SECONDS = (2.0, 12.0)


class People:
    def __init__(self, network: Network, seed: int) -> None:
        self._network, self._seed = network, seed
        self._calls: Counter[str] = Counter()
        self._dice: dict[str, random.Random] = {}
        self._patience = 1.0
        network.faults.numbers[MACHINE] = Behaviour(Habit.VOICEMAIL, after=1.0, stays=8.0)
        network.faults.set_habit(GONE, Habit.FAILED)

    def notice(self, event: Event) -> None:
        """Something has happened in the network: whoever it concerns does something about it, after a while."""
        call = self._network.exchange.calls.get(event.sid)
        if call is None or event.kind not in {Kind.CALLS, Kind.RINGS, Kind.LISTENS, Kind.CONNECTS, Kind.RECORDS}:
            return
        dice = self._dice_of(call)
        if call.direction is Direction.INBOUND:
            self._caller(event.kind, call, dice)
        elif manner := MANNERS.get(call.phone):
            self._officer(event.kind, call, manner, dice)

    def _dice_of(self, call: Call) -> random.Random:
        if call.sid not in self._dice:
            self._calls[call.phone] += 1
            self._dice[call.sid] = random.Random(f"{self._seed} {call.phone} {self._calls[call.phone]}")
        return self._dice[call.sid]

    def _caller(self, kind: Kind, call: Call, dice: random.Random) -> None:
        if kind is Kind.CALLS:
            self._later(dice.uniform(2, LONGEST_PATIENCE), call, self._give_up)
        elif kind is Kind.LISTENS and "speech" in call.awaits:
            answer = dice.choice([self._key("1"), self._key("3"), self._words("con ở Cái Răng"), self._key("0"), None])
            if answer:
                self._later(dice.uniform(0.2, 1.5), call, answer)
        elif kind is Kind.CONNECTS:
            self._later(dice.uniform(1, 5), call, self._network.hang_up)
        elif kind is Kind.RECORDS:
            self._later(1, call, self._words("con sợ lắm"))

    def _officer(self, kind: Kind, call: Call, manner: Manner, dice: random.Random) -> None:
        if kind is Kind.RINGS and manner.picks_up:
            does = self._network.hang_up if manner.hangs_up_ringing else self._network.answer
            self._later(dice.uniform(*manner.picks_up), call, does)
            if call.phone in {DESK, NATIONAL_LINE}:
                self._later(manner.picks_up[1] + dice.uniform(*ELSEWHERE_SECONDS), call, self._network.hang_up)
        elif kind is Kind.LISTENS and manner.key:
            self._later(dice.uniform(0.2, 1.5), call, self._key(manner.key))
        elif kind is Kind.CONNECTS and call.phone not in {DESK, NATIONAL_LINE}:
            self._later(dice.uniform(1, 6), call, self._network.hang_up)

    def _later(self, seconds: float, call: Call, act: Callable[[Call], object]) -> None:
        asyncio.get_running_loop().call_later(seconds, self._if_live, call, act)

    def _if_live(self, call: Call, act: Callable[[Call], object]) -> None:
        if call.live and (act != self._network.answer or call.status is Status.RINGING):
            act(call)

    def _give_up(self, call: Call) -> None:
        """Not in the middle of a talk."""
        if call.talking_with is None:
            self._network.hang_up(call)
        else:
            self._later(5, call, self._give_up)

    def _key(self, key: str) -> Callable[[Call], None]:
        return lambda call: self._network.press(call, key)

    def _words(self, words: str) -> Callable[[Call], None]:
        return lambda call: self._network.speak(call, words)
