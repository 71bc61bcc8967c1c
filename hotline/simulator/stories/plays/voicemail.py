"""The first officer's mailbox answers the call. It must not count as a human."""

from collections.abc import Iterator

from hotline.simulator.books import CityBook, Rung
from hotline.simulator.faults import Behaviour, Habit
from hotline.simulator.log import Kind
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.pace import PATIENCE, Missed
from hotline.simulator.stories.stage import Stage, home_of

MACHINE = Behaviour(Habit.VOICEMAIL, after=2.0, stays=8.0)


async def play(stage: Stage) -> None:
    first, second = stage.home.rungs[0], backup(stage.city)
    if second is None:
        raise Missed("missed.backup")
    for person in first.people:
        stage.faults.numbers[stage.city.people[person].phone] = MACHINE
    child = stage.child_calls()
    await stage.child_says(child, stage.home)
    machine = await stage.rings(first.people)
    await machine.is_picked_up()
    stage.tell("beat.machine", who=machine.name)
    officer = await stage.rings(_others(first, second), within=second.after + PATIENCE)
    await stage.accepts(officer)
    await stage.talk(child, officer)


def backup(city: CityBook) -> Rung | None:
    """The next step that rings somebody else."""
    first, *later = home_of(city).rungs
    return next((rung for rung in later if _others(first, rung)), None)


def seconds(city: CityBook) -> float:
    second = backup(city)
    return second.after if second else 0.0


def checks(evidence: Evidence) -> Iterator[Check]:
    first, second = home_of(evidence.city).rungs[0], backup(evidence.city)
    yield check.written_first(evidence)
    yield _machine_answered(evidence, first)
    yield check.nobody_of(evidence, [first])
    if second:
        yield check.steps_in_time(evidence, home_of(evidence.city), second)
        yield check.owner_is_of(evidence, second)
    yield check.one_owner(evidence)
    yield check.talked(evidence)


def _machine_answered(evidence: Evidence, first: Rung) -> Check:
    sids = [str(row["sid"]) for row in evidence.rows_of(first.people)]
    return Check("machine", bool(evidence.of(Kind.ANSWERS, sids)) and not evidence.of(Kind.PRESSES, sids))


def _others(first: Rung, rung: Rung) -> list[str]:
    return [person for person in rung.people if person not in first.people]
