"""A text typed without marks. Its place is understood, and officers hear of it by text and call."""

from collections.abc import Iterator

from hotline import messages, texts
from hotline.segments import segments
from hotline.simulator.log import Event, Kind
from hotline.simulator.stories import checks as check
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.stage import Stage, home_of


async def play(stage: Stage) -> None:
    place = texts.without_marks(messages.short_name(stage.home.name)).lower()
    stage.child_texts(f"cuu con voi, con o {place}")
    officer = await stage.rings(stage.home.rungs[0].people)
    await stage.accepts(officer)
    await officer.is_gone()


def checks(evidence: Evidence) -> Iterator[Check]:
    home = home_of(evidence.city)
    yield check.written_first(evidence)
    yield check.in_district(evidence, home)
    yield replied(evidence)
    yield check.rang_soon(evidence, Kind.TEXTS)
    yield _officer_was_texted(evidence)
    yield check.one_owner(evidence)
    yield check.nothing_personal(evidence)


def replied(evidence: Evidence) -> Check:
    """The child reads one neutral segment; what it says gives nothing away to whoever else reads that telephone."""
    replies = replies_to_child(evidence)
    return Check("replied", bool(replies) and all(segments(one.text) == 1 for one in replies))


def replies_to_child(evidence: Evidence) -> list[Event]:
    return [one for one in evidence.events if one.kind is Kind.READS and one.phone == evidence.child]


def _officer_was_texted(evidence: Evidence) -> Check:
    number = str(evidence.docket.case.get("number"))
    read = evidence.of(Kind.READS, evidence.officer_sids)
    return Check("texted", any(number in one.text for one in read), {"number": number})
