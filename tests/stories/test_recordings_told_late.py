"""A child has recorded what happens to them, and that is told only when people hold the case for ended."""

import pytest
from sqlmodel import select

from hotline.casework.closing import close_case, join_case
from hotline.casework.news import News, news_of
from hotline.casework.refusals import Refused
from hotline.models import Case, Disposition
from hotline.simulator.phones import Phone

from .town import Edge, Town

TIME_TO_HEAR = 5 * 60
LAN, MINH = "nk1", "nk2"


@pytest.fixture
def taken(town: Town, child: Phone, lan: Phone) -> Case:
    """Lan has it. The child has spoken after the beep, and nothing of that was told."""
    town.plays_once("a_recording_of_which_nothing_is_told", lambda: _speaks(town, child, lan))
    with town.service.transaction() as session:
        return session.exec(select(Case)).one()


def _speaks(town: Town, child: Phone, lan: Phone) -> None:
    town.faults.drops_webhook = lambda url: url.endswith(("/message", "/recording"))
    child.calls()
    child.presses("1")
    child.presses("*")
    child.says("ông ấy có dao")
    child.hangs_up()
    lan.answers()
    lan.presses("1")
    town.faults.drops_webhook = lambda _url: False


def is_told(town: Town, edge: Edge, child: Phone, recording: str = "RE1") -> None:
    form = {
        "CallSid": town.records("contacts")[0]["sid"],
        "From": child.number,
        "RecordingUrl": f"https://x/Recordings/{recording}",
    }
    edge.post("/webhooks/voice/recording", form)
    town.network.wait_idle()


def closes(
    town: Town, case: Case, disposition: Disposition = Disposition.HANG_UP, who: str = LAN, seen: News | None = None
) -> None:
    with town.service.transaction() as session:
        version, now = session.get_one(Case, case.id).version, town.clock.now()
        seen = seen or news_of(session, case.id, who=who)
        close_case(session, case.id, disposition, who=who, now=now, version=version, seen=seen)


def ringing(town: Town) -> list[str]:
    """The numbers of the cases that ring."""
    return [str(alert["case"]) for alert in town.records("alerts") if alert["state"] == "ringing"]


def test_it_is_heard_of_by_whoever_closed_the_case_which_is_open_again_and_theirs(
    town: Town, edge: Edge, taken: Case, child: Phone, lan: Phone, minh: Phone
) -> None:
    closes(town, taken)
    is_told(town, edge, child)
    town.passes(TIME_TO_HEAR - 1)
    assert town.record("cases")["state"] == "closed"
    town.passes(1)
    lan.rings()
    minh.rings()
    case = town.record("cases")
    assert (case["state"], case["acknowledged_by"], case["disposition"]) == ("acknowledged", LAN, None)
    reopened = [one for one in town.records("events") if one["what"] == "case.state"][-1]
    assert (reopened["from"], reopened["who"]) == ("closed", None)
    assert reopened["why"] == "a new message, and nobody has read it"
    lan.answers()
    lan.presses("1")
    closes(town, taken, Disposition.HELPED)
    assert town.record("contacts")["disposition"] == "helped", "no longer what it was taken for at first"


def test_what_was_heard_of_before_the_case_was_closed_rings_for_nobody_though_it_is_told_twice(
    town: Town, edge: Edge, taken: Case, child: Phone
) -> None:
    is_told(town, edge, child)
    closes(town, taken)
    is_told(town, edge, child)
    town.passes(2 * TIME_TO_HEAR)
    assert (town.record("cases")["state"], ringing(town)) == ("closed", [])


def test_what_is_told_while_an_officer_is_about_to_close_the_case_is_news_to_them(
    town: Town, edge: Edge, taken: Case, child: Phone
) -> None:
    with town.service.transaction() as session:
        seen = news_of(session, taken.id, who=LAN)
    is_told(town, edge, child)
    with pytest.raises(Refused, match="news"):
        closes(town, taken, seen=seen)


def test_of_a_duplicate_it_rings_for_the_case_that_goes_on(
    town: Town, edge: Edge, taken: Case, child: Phone, neighbour: Phone, minh: Phone
) -> None:
    other = joined_to_the_neighbours(town, taken, neighbour, minh)
    is_told(town, edge, child)
    town.passes(TIME_TO_HEAR)
    assert ringing(town) == [other.number]
    assert [case["state"] for case in town.records("cases")] == ["closed", "acknowledged"]


def test_the_first_of_two_that_is_told_again_is_no_news(town: Town, edge: Edge, taken: Case, child: Phone) -> None:
    is_told(town, edge, child, "RE1")
    is_told(town, edge, child, "RE2")
    closes(town, taken)
    is_told(town, edge, child, "RE1.mp3")
    town.passes(2 * TIME_TO_HEAR)
    assert (town.record("cases")["state"], ringing(town)) == ("closed", [])


def test_a_duplicate_in_which_the_child_had_written_stays_one_and_the_other_case_alone_rings(
    town: Town, edge: Edge, taken: Case, child: Phone, neighbour: Phone, minh: Phone
) -> None:
    child.texts("con ở đây")
    other = joined_to_the_neighbours(town, taken, neighbour, minh)
    town.passes(60)
    is_told(town, edge, child)
    town.passes(TIME_TO_HEAR)
    assert ringing(town) == [other.number]
    assert [case["state"] for case in town.records("cases")] == ["closed", "acknowledged"]


def test_of_a_duplicate_of_a_case_that_is_closed_too_that_one_is_open_again(
    town: Town, edge: Edge, taken: Case, child: Phone, neighbour: Phone, minh: Phone
) -> None:
    other = joined_to_the_neighbours(town, taken, neighbour, minh)
    closes(town, other, Disposition.HELPED, who=MINH)
    is_told(town, edge, child)
    town.passes(TIME_TO_HEAR)
    assert ringing(town) == [other.number]
    assert [case["state"] for case in town.records("cases")] == ["closed", "acknowledged"]


def joined_to_the_neighbours(town: Town, case: Case, neighbour: Phone, minh: Phone) -> Case:
    """The neighbour's case, which Minh has, and of which this one was a duplicate."""
    neighbour.texts("có đứa bé bị đánh ở Ninh Kiều")
    minh.answers()
    minh.presses("1")
    with town.service.transaction() as session:
        other = session.exec(select(Case).where(Case.id != case.id)).one()
        seen, now = news_of(session, case.id, who=LAN), town.clock.now()
        join_case(session, case.id, other.id, who=LAN, now=now, version=case.version, seen=seen)
    return other
