"""An emergency, answered by the first officer who is rung."""

from collections.abc import Iterator

from hotline.simulator.log import Kind
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.stage import Stage, home_of


async def play(stage: Stage) -> None:
    child = stage.child_calls()
    await stage.child_says(child, stage.home)
    officer = await stage.rings(stage.home.rungs[0].people)
    await stage.accepts(officer)
    await stage.talk(child, officer)


def checks(evidence: Evidence) -> Iterator[Check]:
    home = home_of(evidence.city)
    yield check.written_first(evidence)
    yield check.in_district(evidence, home)
    yield check.rang_soon(evidence, Kind.SAYS)
    yield check.one_owner(evidence)
    yield check.owner_is_of(evidence, home.rungs[0])
    yield check.talked(evidence)
    yield check.nothing_personal(evidence)
