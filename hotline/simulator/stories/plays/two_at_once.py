"""Two officers press 1 in the same instant. One of them owns the case."""

from collections.abc import Iterator

from hotline import texts
from hotline.simulator.books import Area, CityBook, Rung
from hotline.simulator.log import Kind
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.pace import PATIENCE, Missed
from hotline.simulator.stories.people import ACCEPT, ANSWER_SECONDS, Line
from hotline.simulator.stories.stage import Stage, home_of


async def play(stage: Stage) -> None:
    found = place(stage.city)
    if found is None:
        raise Missed("missed.pair")
    area, rung = found
    child = stage.child_calls()
    await stage.child_says(child, area)
    first_person, second_person = _pair(stage.city, rung)
    first = await stage.rings([first_person], within=rung.after + PATIENCE)
    second = await stage.rings([second_person])
    await _press_together(stage, first, second)
    winner = await stage.until(
        lambda: next((one for one in (first, second) if one.call.talking_with is child.call), None),
        PATIENCE,
        "missed.bridge",
        who=f"{first.name}, {second.name}",
    )
    loser = second if winner is first else first
    await loser.is_gone()
    await stage.talk(child, winner)


async def _press_together(stage: Stage, first: Line, second: Line) -> None:
    await stage.pause(ANSWER_SECONDS)
    first.picks_up()
    second.picks_up()
    await first.is_asked()
    await second.is_asked()
    first.presses(ACCEPT)
    second.presses(ACCEPT)
    stage.tell("beat.together", who=first.name, other=second.name)


def place(city: CityBook) -> tuple[Area, Rung] | None:
    """Where two are rung together the soonest: at home if anywhere, else at the city desk or in another district."""
    areas = [home_of(city), *reversed(city.areas)]
    pairs = [(area, rung) for area in areas for rung in area.rungs if len(_pair(city, rung)) > 1]
    return min(pairs, key=lambda pair: pair[1].after, default=None)


def seconds(city: CityBook) -> float:
    found = place(city)
    return found[1].after if found else 0.0


def _pair(city: CityBook, rung: Rung) -> list[str]:
    return [person for person in rung.people if city.people[person].takes_calls][:2]


def checks(evidence: Evidence) -> Iterator[Check]:
    yield check.written_first(evidence)
    yield _both_pressed(evidence)
    yield check.one_owner(evidence)
    yield _other_was_told(evidence)
    yield check.talked(evidence)
    yield check.nothing_personal(evidence)


def _both_pressed(evidence: Evidence) -> Check:
    presses = [one for one in evidence.of(Kind.PRESSES, evidence.officer_sids) if one.text == ACCEPT]
    together = len(presses) == 2 and (presses[1].at - presses[0].at).total_seconds() < 0.1
    return Check("both", together and presses[0].phone != presses[1].phone)


def _other_was_told(evidence: Evidence) -> Check:
    owner = evidence.docket.case.get("acknowledged_by")
    others = [row["sid"] for row in evidence.docket.calls if row["officer"] != owner and row["sid"]]
    return Check("taken", evidence.heard(texts.ALREADY_TAKEN(evidence.city.language), others))
