"""What no webhook has told is found at the telephone network: lost calls and texts, and ends of calls."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from hotline.drills.placing import place_drill
from hotline.models import ContactChannel
from hotline.reconciliation import Reconciliation
from hotline.simulator.faults import Habit, RestFault
from hotline.simulator.phones import Phone
from hotline.telephony import questions

from .town import TWO_AT_NIGHT, Town

EVERY = 120
"""Seconds between two reconciliations."""


@pytest.fixture
def reconciliation(town: Town) -> Reconciliation:
    return Reconciliation(town.service)


def reaches_nobody(town: Town) -> None:
    """No webhook of ours can be reached."""
    town.faults.drops_webhook = lambda _url: True


def all_is_well(town: Town) -> None:
    town.faults.drops_webhook = lambda _url: False


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def looks(town: Town, reconciliation: Reconciliation) -> None:
    reconciliation.look()
    town.network.wait_idle()


def test_a_call_that_existed_only_at_the_network_is_opened_with_its_true_time_and_rings(
    town: Town, child: Phone, desk_officer: Phone, reconciliation: Reconciliation
) -> None:
    reaches_nobody(town)
    child.calls()
    town.passes(60)
    assert town.records("contacts") == []
    all_is_well(town)
    looks(town, reconciliation)
    contact = town.record("contacts")
    assert (contact["found"], contact["state"], contact["outcome"]) == ("provider", "ended", "abandoned")
    assert at(contact["started_at"]) == TWO_AT_NIGHT
    assert at(contact["ended_at"]) < town.clock.now()
    desk_officer.rings()


def test_a_text_that_existed_only_at_the_network_rings_the_officers_of_its_district(
    town: Town, child: Phone, tuan: Phone, reconciliation: Reconciliation
) -> None:
    reaches_nobody(town)
    child.texts("con ở Cái Răng")
    town.passes(60)
    all_is_well(town)
    looks(town, reconciliation)
    contact = town.record("contacts")
    assert (contact["channel"], contact["found"], contact["district"]) == ("sms", "provider", "cai-rang")
    assert at(contact["started_at"]) == TWO_AT_NIGHT
    tuan.rings()


def test_looking_twice_and_at_once_opens_everything_once(town: Town, child: Phone, neighbour: Phone) -> None:
    reaches_nobody(town)
    child.calls()
    neighbour.texts("con ở Cái Răng")
    all_is_well(town)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda one: one.look(), [Reconciliation(town.service) for _ in range(3)]))
    town.network.wait_idle()
    assert (len(town.records("contacts")), len(town.records("alerts"))) == (2, 2)


def test_every_page_of_a_flood_is_read(
    town: Town, child: Phone, reconciliation: Reconciliation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "PAGE", 2)
    reaches_nobody(town)
    for word in ("con", "ở", "Cái", "Răng", "cứu"):
        child.texts(word)
    all_is_well(town)
    looks(town, reconciliation)
    assert len(town.records("contacts")) == 5
    assert len(town.records("cases")) == 1


def test_what_is_just_being_told_is_left_to_its_webhook_for_a_moment(
    town: Town, child: Phone, reconciliation: Reconciliation
) -> None:
    looks(town, reconciliation)
    town.passes(EVERY - 3)
    reaches_nobody(town)
    child.texts("cứu con")
    all_is_well(town)
    town.passes(3)
    looks(town, reconciliation)
    assert town.records("contacts") == []
    town.passes(EVERY)
    looks(town, reconciliation)
    assert town.record("contacts")["found"] == "provider"


def test_yesterdays_calls_are_no_cases_of_a_service_that_has_just_taken_over_the_number(
    town: Town, child: Phone, neighbour: Phone
) -> None:
    reaches_nobody(town)
    child.texts("cứu con")
    town.passes(3600)
    all_is_well(town)
    looks(town, Reconciliation(town.service))
    assert town.records("contacts") == []
    neighbour.texts("con ở Cái Răng")
    looks(town, Reconciliation(town.service))
    assert {row["found"] for row in town.records("contacts")} == {"provider", None}


def test_what_came_in_the_days_since_the_last_contact_is_found_after_a_restore(
    town: Town, child: Phone, neighbour: Phone, reconciliation: Reconciliation
) -> None:
    child.texts("em ở ninh kiều")
    town.passes(60)
    reaches_nobody(town)
    neighbour.texts("cái răng có cháu bị đánh")
    town.network.wait_idle()
    town.staff.worker_lives = town.staff.watch_lives = False
    town.passes(40 * 3600)
    town.staff.worker_lives = town.staff.watch_lives = True
    all_is_well(town)
    looks(town, reconciliation)
    assert [contact["found"] for contact in town.records("contacts")] == [None, "provider"]


def test_officers_legs_legs_to_the_desk_and_drills_become_nobodys_call_for_help(
    town: Town, child: Phone, tuan: Phone, desk: Phone, reconciliation: Reconciliation
) -> None:
    place_drill(town.service, ContactChannel.VOICE, "ninh-kieu")
    town.network.wait_idle()
    child.calls()
    child.presses("3")
    tuan.declines()
    town.passes(113)
    desk.answers()
    before = town.records("contacts")
    looks(town, reconciliation)
    assert [row["id"] for row in town.records("contacts")] == [row["id"] for row in before]
    assert len(before) == 2


def test_a_drill_whose_webhook_was_lost_is_still_a_drill(
    town: Town, desk_officer: Phone, reconciliation: Reconciliation
) -> None:
    reaches_nobody(town)
    place_drill(town.service, ContactChannel.VOICE, "ninh-kieu")
    town.passes(5)
    all_is_well(town)
    looks(town, reconciliation)
    assert town.record("contacts")["drill"]
    assert town.record("cases")["drill"]


def test_a_call_that_has_ended_there_ends_here_at_its_true_time(
    town: Town, child: Phone, tuan: Phone, reconciliation: Reconciliation
) -> None:
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    town.passes(30)
    reaches_nobody(town)
    child.hangs_up()
    town.passes(40)
    all_is_well(town)
    assert town.record("contacts")["state"] == "open"
    looks(town, reconciliation)
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"]) == ("ended", "answered")
    assert at(contact["ended_at"]) == TWO_AT_NIGHT + timedelta(seconds=30)


def test_a_caller_of_whom_nothing_more_is_heard_is_asked_after_at_the_network(town: Town, child: Phone) -> None:
    child.calls()
    child.presses("3")
    reaches_nobody(town)
    child.hangs_up()
    all_is_well(town)
    town.faults.questions.extend([RestFault.SERVER_ERROR] * 50)
    town.passes(60)
    assert town.record("contacts")["state"] == "open"
    town.faults.questions.clear()
    town.passes(3)
    contact = town.record("contacts")
    assert (contact["state"], at(contact["ended_at"])) == ("ended", TWO_AT_NIGHT)


def test_a_talk_of_hours_that_has_ended_there_ends_here(
    town: Town, child: Phone, tuan: Phone, reconciliation: Reconciliation
) -> None:
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    looks(town, reconciliation)
    town.passes(3600)
    looks(town, reconciliation)
    assert town.record("contacts")["state"] == "open"
    reaches_nobody(town)
    child.hangs_up()
    town.passes(EVERY)
    looks(town, reconciliation)
    assert town.record("contacts")["state"] == "ended"


def test_an_officer_whose_end_of_ringing_was_lost_is_free_for_others_once_it_is_found(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone, reconciliation: Reconciliation
) -> None:
    town.faults.drops_webhook = lambda url: "/officer/" in url and "/status" in url
    child.texts("con ở Cái Răng")
    tuan.rings()
    town.passes(45)
    neighbour.texts("ở Cái Răng có chuyện")
    assert tuan.rang == 1, "as far as we know he still rings"
    looks(town, reconciliation)
    assert tuan.rang == 2
    assert town.notifications("cr1")[0]["state"] == "unanswered"


def test_an_officer_whose_end_of_talk_was_lost_is_free_within_minutes_not_hours(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone, reconciliation: Reconciliation
) -> None:
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    reaches_nobody(town)
    tuan.hangs_up()
    all_is_well(town)
    neighbour.calls()
    neighbour.presses("3")
    assert tuan.rang == 1
    looks(town, reconciliation)
    assert tuan.rang == 2


def test_an_officer_who_still_rings_or_talks_is_left_in_peace(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone, lan: Phone, reconciliation: Reconciliation
) -> None:
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    neighbour.calls()
    neighbour.presses("1")
    looks(town, reconciliation)
    tuan.talks_with(child)
    lan.rings()
    assert town.notifications("cr1")[0]["state"] == "accepted"
    assert town.notifications("nk1")[0]["state"] == "sent"


def test_a_network_that_cannot_be_asked_is_asked_again_soon(
    town: Town, child: Phone, reconciliation: Reconciliation
) -> None:
    town.faults.questions.extend([RestFault.SERVER_ERROR] * 2)
    reaches_nobody(town)
    child.texts("cứu con")
    all_is_well(town)
    looks(town, reconciliation)
    assert town.records("contacts") == []
    town.passes(5)
    looks(town, reconciliation)
    assert len(town.records("contacts")) == 1


def test_a_list_that_fails_keeps_nothing_of_the_others_back(
    town: Town, child: Phone, reconciliation: Reconciliation
) -> None:
    town.faults.questions.append(RestFault.SERVER_ERROR)
    reaches_nobody(town)
    child.texts("cứu con")
    all_is_well(town)
    looks(town, reconciliation)
    assert len(town.records("contacts")) == 1, "the calls could not be listed, the texts could"


def test_a_network_that_is_away_for_long_is_logged_once_and_so_is_its_return(
    town: Town, reconciliation: Reconciliation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="hotline.reconciliation")
    town.faults.questions.extend([RestFault.SERVER_ERROR] * 9)
    for _ in range(12):
        looks(town, reconciliation)
        town.passes(5)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_a_text_to_the_owner_that_never_arrived_and_of_which_nobody_told_rings_the_others(
    town: Town, child: Phone, lan: Phone, minh: Phone, reconciliation: Reconciliation
) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")
    town.faults.set_habit(lan.number, Habit.UNDELIVERED)
    town.faults.drops_webhook = lambda url: "/sms/status" in url
    town.passes(180)
    child.texts("họ lại đánh con")
    town.passes(30)
    assert minh.rang == 1
    looks(town, reconciliation)
    assert minh.rang == 2


def test_no_number_and_no_word_of_anybody_is_logged(
    town: Town, child: Phone, reconciliation: Reconciliation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="hotline")
    reaches_nobody(town)
    child.texts("cứu con")
    child.calls()
    all_is_well(town)
    looks(town, reconciliation)
    assert "found at the telephone network" in caplog.text
    assert child.number[1:] not in caplog.text
    assert "cứu con" not in caplog.text
