"""A child speaks after the beep, and nothing that tells of it ever comes: it is found at the telephone network."""

from collections.abc import Callable

import pytest

from hotline.reconciliation import Reconciliation, recordings
from hotline.simulator.faults import RestFault
from hotline.simulator.phones import Phone
from hotline.telephony import RecordingAtProvider

from .town import Edge, Town

EVERY = 120
"""Seconds between two reconciliations."""
HOUR = 60 * 60
Ask = Callable[[str], list[RecordingAtProvider]]


class Questions:
    """Whose recordings the network is asked for."""

    def __init__(self, ask: Ask) -> None:
        self.of: list[str] = []
        self._ask = ask

    def __call__(self, sid: str) -> list[RecordingAtProvider]:
        self.of.append(sid)
        return self._ask(sid)


@pytest.fixture
def asked(town: Town, monkeypatch: pytest.MonkeyPatch) -> Questions:
    questions = Questions(town.service.telephony.recordings_of)
    monkeypatch.setattr(town.service.telephony, "recordings_of", questions)
    return questions


@pytest.fixture
def reconciliation(town: Town) -> Reconciliation:
    return Reconciliation(town.service)


def come_to_the_beep(town: Town, *callers: Phone, words: str = "") -> None:
    """By their own wish, while officers ring; then they hang up, and no webhook tells what they said."""
    town.faults.drops_webhook = lambda url: url.endswith(("/message", "/recording"))
    for caller in callers:
        caller.calls()
        caller.presses("1")
        caller.presses("*")
        caller.hears("Sau tiếng bíp")
        if words:
            caller.says(words)
        caller.hangs_up()
    town.network.wait_idle()
    town.faults.drops_webhook = lambda _url: False


def looks(town: Town, reconciliation: Reconciliation, *, after: float = 0) -> None:
    town.passes(after)
    reconciliation.look()
    town.network.wait_idle()


def look_for_hours(town: Town, reconciliation: Reconciliation, hours: int) -> None:
    """Nothing else is done meanwhile."""
    town.staff.worker_lives = town.staff.watch_lives = False
    for _ in range(hours):
        looks(town, reconciliation, after=HOUR)


def test_it_is_kept_and_rings_unless_somebody_hears_it_in_time(
    town: Town, child: Phone, lan: Phone, minh: Phone, reconciliation: Reconciliation, asked: Questions
) -> None:
    come_to_the_beep(town, child, words="ông ấy có dao")
    lan.answers()
    lan.presses("1")
    contact = town.record("contacts")
    assert (contact["outcome"], contact["has_recording"]) == ("abandoned", False)
    looks(town, reconciliation, after=EVERY)
    contact = town.record("contacts")
    assert (contact["outcome"], contact["has_recording"]) == ("message_left", True)
    rang = minh.rang
    town.passes(5 * 60 - EVERY)
    assert minh.rang == rang + 1, "five minutes after the child spoke"
    look_for_hours(town, reconciliation, 8)
    assert len(asked.of) == 1


def test_its_webhook_that_comes_after_all_changes_nothing(
    town: Town, edge: Edge, child: Phone, reconciliation: Reconciliation
) -> None:
    come_to_the_beep(town, child, words="cứu con")
    looks(town, reconciliation, after=EVERY)
    ((sid, kept),) = town.network.exchange.recordings.items()
    address = f"{town.network.api_url}/2010-04-01/Accounts/{town.network.account_sid}/Recordings/{sid}"
    edge.post("/webhooks/voice/recording", {"CallSid": kept.call_sid, "From": child.number, "RecordingUrl": address})
    assert [one["what"] for one in town.records("events")].count("contact.recording") == 1


def test_who_only_breathed_is_asked_for_a_few_times_and_then_no_more(
    town: Town, child: Phone, reconciliation: Reconciliation, asked: Questions
) -> None:
    come_to_the_beep(town, child)
    looks(town, reconciliation)
    assert asked.of == [], "it is just being told"
    for _ in range(8):
        looks(town, reconciliation, after=EVERY)
    assert len(asked.of) == 2
    look_for_hours(town, reconciliation, 50)
    assert len(asked.of) == len(recordings.ASKED_AFTER)
    assert town.record("contacts")["outcome"] == "abandoned"


def test_a_process_that_starts_anew_asks_once_for_all_that_it_may_have_missed(
    town: Town, child: Phone, asked: Questions
) -> None:
    come_to_the_beep(town, child)
    town.staff.worker_lives = town.staff.watch_lives = False
    town.passes(2 * HOUR)
    anew = Reconciliation(town.service)
    looks(town, anew)
    looks(town, anew, after=EVERY)
    assert len(asked.of) == 1


def test_who_never_came_to_the_beep_is_not_asked_for(
    town: Town, child: Phone, reconciliation: Reconciliation, asked: Questions
) -> None:
    child.calls()
    child.presses("1")
    child.hangs_up()
    look_for_hours(town, reconciliation, 3)
    assert asked.of == []


def test_a_network_that_cannot_be_asked_is_asked_again_at_the_next_look(
    town: Town, child: Phone, reconciliation: Reconciliation
) -> None:
    come_to_the_beep(town, child, words="cứu con")
    town.faults.questions.extend([RestFault.SERVER_ERROR] * 50)
    looks(town, reconciliation, after=EVERY)
    assert not town.record("contacts")["has_recording"]
    town.faults.questions.clear()
    looks(town, reconciliation, after=5)
    assert town.record("contacts")["has_recording"]


def test_of_very_many_only_so_many_are_asked_for_at_once_and_the_others_soon(
    town: Town,
    child: Phone,
    neighbour: Phone,
    reconciliation: Reconciliation,
    asked: Questions,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recordings, "MOST_AT_ONCE", 1)
    come_to_the_beep(town, child, neighbour)
    looks(town, reconciliation, after=EVERY)
    assert len(asked.of) == 1
    looks(town, reconciliation, after=EVERY)
    assert len(set(asked.of)) == 2


def test_the_second_message_of_a_call_is_asked_for_though_the_first_one_was_told(
    town: Town, child: Phone, edge: Edge, reconciliation: Reconciliation, asked: Questions
) -> None:
    """The child was cut off at the beep, since an officer was to come, and came to it once more."""
    town.faults.drops_webhook = lambda url: url.endswith(("/message", "/recording"))
    child.calls()
    child.presses("1")
    child.presses("*")
    town.passes(8)
    child.hears("Con giữ máy nhé")
    child.presses("*")
    child.says("ông ấy có dao")
    child.hangs_up()
    town.network.wait_idle()
    sid = str(town.record("contacts")["sid"])
    edge.post("/webhooks/voice/recording", {"CallSid": sid, "From": child.number, "RecordingUrl": "https://x/REfirst"})
    looks(town, reconciliation, after=61)
    assert asked.of == [sid]
