"""A text that names no place. The city desk is rung at once, the place is asked for, and the answer re-routes it."""

from collections.abc import Iterator

from hotline import messages, texts
from hotline.simulator.log import Kind
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.pace import PATIENCE
from hotline.simulator.stories.people import ANSWER_SECONDS
from hotline.simulator.stories.plays.plain_text import replied, replies_to_child
from hotline.simulator.stories.stage import Stage, home_of

PLEA = "Cứu con với"


async def play(stage: Stage) -> None:
    question = texts.WHERE(stage.city.language)
    stage.child_texts(PLEA)
    await stage.rings(stage.city.area("").rungs[0].people)
    await stage.until(
        lambda: any(one.kind is Kind.READS and one.phone == stage.child for one in stage.network.log.events),
        PATIENCE,
        "missed.words",
        who="",
        words=question,
    )
    stage.tell("beat.reads", words=question)
    await stage.pause(ANSWER_SECONDS)
    stage.child_texts(f"Con ở {messages.short_name(stage.home.name)}")
    officer = await stage.rings(stage.home.rungs[0].people)
    await stage.accepts(officer)
    await officer.is_gone()


def checks(evidence: Evidence) -> Iterator[Check]:
    home = home_of(evidence.city)
    yield check.written_first(evidence)
    yield _desk_rang_first(evidence)
    yield _was_asked(evidence)
    yield replied(evidence)
    yield _joined(evidence)
    yield check.in_district(evidence, home)
    yield check.owner_is_of(evidence, home.rungs[0])
    yield check.one_owner(evidence)


def _desk_rang_first(evidence: Evidence) -> Check:
    desk = {evidence.phone(person) for person in evidence.city.area("").rungs[0].people}
    return Check("desk_first", bool(evidence.rings) and evidence.rings[0].phone in desk)


def _was_asked(evidence: Evidence) -> Check:
    replies = replies_to_child(evidence)
    return Check("asked", bool(replies) and replies[0].text == texts.WHERE(evidence.city.language))


def _joined(evidence: Evidence) -> Check:
    """Both texts belong to one case, which moved to the district."""
    moved = [row for row in evidence.docket.events if row["what"] == "case.district" and not row["from"]]
    together = len(evidence.docket.cases) == 1 and len(evidence.docket.contacts) == len(evidence.sids) == 2
    return Check("joined", together and bool(moved))
