"""A network in trouble: orders refused or slow, receipts twice and in the wrong order. The child notices nothing."""

from collections.abc import Iterator

from hotline.simulator.faults import RestFault
from hotline.simulator.log import Event, Kind
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.stage import Stage, home_of

REFUSALS = (RestFault.SERVER_ERROR, RestFault.TOO_MANY, RestFault.SLOW)
PROGRESS = ("initiated", "ringing", "in-progress", "completed")


async def play(stage: Stage) -> None:
    stage.faults.rest.extend(REFUSALS)
    stage.faults.slow_seconds = 1.0
    stage.faults.duplicate_callbacks = 1
    stage.faults.hold_callbacks = True
    stage.tell("beat.trouble")
    child = stage.child_calls()
    await stage.child_says(child, stage.home)
    officer = await stage.rings(stage.home.rungs[0].people)
    await stage.accepts(officer)
    await stage.talk(child, officer)
    stage.tell("beat.backwards")
    await _deliver_backwards(stage, officer.call.sid)


async def _deliver_backwards(stage: Stage, sid: str) -> None:
    """Hand over the receipts of one call, the newest first; then everything else that was held."""
    desk = stage.network.callbacks
    mine = [held for held in desk.held if held[0] == sid]
    others = [held for held in desk.held if held[0] != sid]
    for held in reversed(mine):
        desk.held = [held]
        desk.release()
        await stage.pause(0.3)
    desk.held = others
    desk.release()
    stage.faults.hold_callbacks = False
    await stage.pause(0.3)


def checks(evidence: Evidence) -> Iterator[Check]:
    yield check.written_first(evidence)
    yield check.in_district(evidence, home_of(evidence.city))
    yield _was_tried_again(evidence)
    yield _came_backwards(evidence)
    yield _came_twice(evidence)
    yield check.one_owner(evidence)
    yield check.talked(evidence)
    yield check.one_call_each(evidence)


def _was_tried_again(evidence: Evidence) -> Check:
    """An order that the network refused was given again, and the officer's telephone rang."""
    attempts = max((int(str(row["attempts"])) for row in evidence.docket.notifications), default=0)
    return Check("retried", attempts > 1 and bool(evidence.rings), {"count": str(attempts)})


def _came_backwards(evidence: Evidence) -> Check:
    order = [one.text.split(" ")[0] for one in _receipts(evidence)]
    places = [PROGRESS.index(status) for status in order if status in PROGRESS]
    return Check("backwards", len(set(places)) > 1 and places == sorted(places, reverse=True))


def _came_twice(evidence: Evidence) -> Check:
    texts = [one.text for one in _receipts(evidence)]
    return Check("twice", bool(texts) and all(texts.count(text) >= 2 for text in texts))


def _receipts(evidence: Evidence) -> list[Event]:
    """The receipts of the owner's call, as the product took them."""
    sids = [row["sid"] for row in evidence.docket.accepted]
    return evidence.of(Kind.CALLBACK, sids)
