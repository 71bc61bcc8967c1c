"""A caller who withholds the number and says nothing. Silence never blocks: the city desk is rung."""

from collections.abc import Iterator

from hotline.simulator.log import Kind
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.pace import PATIENCE
from hotline.simulator.stories.stage import Stage
from routing.phones import WITHHELD

ANONYMOUS = "anonymous"


async def play(stage: Stage) -> None:
    child = stage.child_calls(shown_as=ANONYMOUS)
    await child.is_asked()
    stage.tell("beat.silent")
    # the second question names every district, which takes its time
    await child.waits(within=2 * stage.city.ask_seconds + 2 * PATIENCE)
    officer = await stage.rings(stage.city.area("").rungs[0].people)
    await stage.accepts(officer)
    await stage.talk(child, officer)


def checks(evidence: Evidence) -> Iterator[Check]:
    desk = evidence.city.area("")
    yield check.written_first(evidence)
    yield Check("withheld", evidence.contact.get("from") == WITHHELD)
    yield Check("no_input", not evidence.of(Kind.PRESSES, evidence.sids) + evidence.of(Kind.SAYS, evidence.sids))
    yield check.in_district(evidence, desk)
    yield check.one_owner(evidence)
    yield check.owner_is_of(evidence, desk.rungs[0])
    yield check.talked(evidence)
