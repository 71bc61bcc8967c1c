"""All telephones of a story."""

from collections.abc import Callable

from hotline.simulator.clocks import PushableClock
from hotline.simulator.network import Network
from hotline.simulator.phones.phone import Phone
from hotline.simulator.story import tell


class Phones:
    """All telephones of one network; `clock` is the network's."""

    def __init__(self, network: Network, clock: PushableClock) -> None:
        self.network = network
        self.clock = clock
        self._phones: dict[str, Phone] = {}

    def phone(self, number: str, name: str = "") -> Phone:
        """The telephone with this number; `name` is for stories."""
        if number not in self._phones:
            self._phones[number] = Phone(self.network, self.clock, number, name or number, story=lambda: self.story)
        return self._phones[number]

    @property
    def story(self) -> str:
        """Everything that happened so far, for people."""
        return tell(self.network.log.events, {number: phone.name for number, phone in self._phones.items()})

    def at_once(self, *actions: Callable[[], None]) -> None:
        """Do several things in the same instant: `at_once(a.pressing("1"), b.pressing("1"))`."""
        self.network.run(lambda: [action() for action in actions])
        self.network.wait_idle()
