"""The child hangs up while an officer's telephone rings. The case lives on."""

from collections.abc import Iterator

from hotline.simulator.log import Kind
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.pace import PATIENCE
from hotline.simulator.stories.people import THINK_SECONDS
from hotline.simulator.stories.stage import Stage, home_of


async def play(stage: Stage) -> None:
    child = stage.child_calls()
    await stage.child_says(child, stage.home)
    officer = await stage.rings(stage.home.rungs[0].people)
    await stage.pause(THINK_SECONDS)
    stage.tell("beat.hangs_up")
    child.hangs_up()
    await child.is_gone()
    await stage.until_written(
        lambda docket: docket.contact(child.call.sid).get("state") == "ended", PATIENCE, "missed.end", who=""
    )
    await stage.accepts(officer)
    await officer.is_gone()


def checks(evidence: Evidence) -> Iterator[Check]:
    home = home_of(evidence.city)
    yield check.written_first(evidence)
    yield check.in_district(evidence, home)
    yield _was_abandoned(evidence)
    yield _rang_on(evidence)
    yield check.one_owner(evidence)
    yield _owner_was_told(evidence)
    yield check.nothing_personal(evidence)


def _was_abandoned(evidence: Evidence) -> Check:
    hung_up = bool(evidence.of(Kind.HANGS_UP, evidence.sids))
    return Check("abandoned", hung_up and evidence.contact.get("outcome") == "abandoned")


def _rang_on(evidence: Evidence) -> Check:
    """The officer's telephone was answered after the child had gone."""
    gone, answered = evidence.of(Kind.ENDS, evidence.sids), evidence.of(Kind.ANSWERS, evidence.officer_sids)
    return Check("rang_on", bool(gone and answered) and answered[-1].at >= gone[0].at)


def _owner_was_told(evidence: Evidence) -> Check:
    number = str(evidence.docket.case.get("number"))
    return Check("told_gone", evidence.heard(number, evidence.officer_sids), {"number": number})
