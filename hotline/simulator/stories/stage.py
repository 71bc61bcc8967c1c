"""Where a story is played: the child, the officers whose telephones ring, and the city around them."""

from collections.abc import Callable, Sequence

from hotline import messages
from hotline.simulator.books import Area, CityBook, Docket
from hotline.simulator.call import Call, Status
from hotline.simulator.faults import Faults
from hotline.simulator.network import Network
from hotline.simulator.stories.pace import PATIENCE, Pace
from hotline.simulator.stories.people import TALK_SECONDS, Line

HOME = "ninh-kieu"


class Stage(Pace):
    """`child` is the child's number; `tell` takes the name of a sentence and what it leaves open."""

    def __init__(
        self,
        network: Network,
        read: Callable[[Sequence[str]], Docket],
        *,
        speed: float,
        seconds: float,
        city: CityBook,
        child: str,
        tell: Callable[..., None],
    ) -> None:
        super().__init__(network, read, speed=speed, seconds=seconds)
        self.city = city
        self.child = child
        self.tell = tell
        self.home = home_of(city)
        self.lines: list[Line] = []

    @property
    def faults(self) -> Faults:
        """Whatever a story changes here is put back when it ends."""
        return self.network.faults

    # -- the child

    def child_calls(self, shown_as: str | None = None) -> Line:
        call = self.network.dial_in(self.child, shown_as=shown_as)
        self.contacts.append(call.sid)
        self.tell("beat.calls")
        return self._line(call, "")

    async def child_says(self, child: Line, area: Area) -> None:
        """Answer the question where; whoever does not know presses 0."""
        await child.is_asked()
        if area.code:
            name = messages.short_name(area.name)
            self.tell("beat.says", words=name)
            child.says(name)
        else:
            self.tell("beat.presses", keys="0")
            child.presses("0")

    def child_texts(self, words: str) -> str:
        """Returns the message's SID."""
        sid = self.network.text_in(self.child, words).sid
        self.contacts.append(sid)
        self.tell("beat.texts", words=words)
        return sid

    # -- the officers

    async def rings(self, people: Sequence[str], within: float = PATIENCE) -> Line:
        """The telephone of one of these officers rings for this story's case."""

        def ringing(docket: Docket) -> Call | None:
            for row in docket.calls:
                call = self.network.exchange.calls.get(row["sid"] or "")
                if row["officer"] in people and call is not None and call.status is Status.RINGING:
                    return call
            return None

        names = ", ".join(self.city.people[person].name for person in people)
        call = await self.until_written(ringing, within, "missed.ring", who=names)
        name = self.name_of(call.phone)
        self.tell("beat.rings", who=name)
        return self._line(call, name)

    async def accepts(self, officer: Line) -> None:
        await officer.accepts()
        self.tell("beat.accepts", who=officer.name)

    async def talk(self, child: Line, officer: Line) -> None:
        """The two are put together, say a word, and the officer ends the call."""
        await child.talks_with(officer)
        self.tell("beat.talk", who=officer.name)
        await self.pause(TALK_SECONDS, at_any_speed=True)
        officer.hangs_up()
        await officer.is_gone()

    def name_of(self, phone: str) -> str:
        return next((one.name for one in self.city.people.values() if one.phone == phone), phone)

    def _line(self, call: Call, name: str) -> Line:
        line = Line(self, call, name)
        self.lines.append(line)
        return line


def home_of(city: CityBook) -> Area:
    """Ninh Kiều; in a city without it, the first district where somebody is on duty."""
    staffed = [area for area in city.areas if area.rungs]
    named = [area for area in staffed if area.code == HOME]
    return (named or staffed or list(city.areas))[0]
