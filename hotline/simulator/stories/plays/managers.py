"""Nobody picks up, step after step, until a manager does."""

from collections.abc import Iterator

from hotline.simulator.books import CityBook, Rung
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.pace import PATIENCE
from hotline.simulator.stories.stage import Stage, home_of


async def play(stage: Stage) -> None:
    last = target(stage.city)
    child = stage.child_calls()
    await stage.child_says(child, stage.home)
    for rung in stage.home.rungs:
        officer = await stage.rings(rung.people, within=rung.after + PATIENCE)
        if rung == last:
            await stage.accepts(officer)
            await stage.talk(child, officer)
            return
        stage.tell("beat.ignores", who=officer.name, seconds=f"{rung.seconds:g}")


def target(city: CityBook) -> Rung:
    """The managers' step; in a city that rings none, the last step."""
    rungs = home_of(city).rungs
    return next((rung for rung in rungs if rung.is_managers), rungs[-1])


def seconds(city: CityBook) -> float:
    return target(city).after


def checks(evidence: Evidence) -> Iterator[Check]:
    home, last = home_of(evidence.city), target(evidence.city)
    yield check.written_first(evidence)
    yield check.in_district(evidence, home)
    yield check.nobody_of(evidence, [rung for rung in home.rungs if rung.step < last.step])
    yield check.steps_in_time(evidence, home, last)
    yield check.not_alone(evidence)
    yield check.one_owner(evidence)
    yield check.owner_is_of(evidence, last)
    yield check.talked(evidence)
