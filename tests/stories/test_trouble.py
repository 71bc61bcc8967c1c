"""Parts fail: the network repeats itself, reorders, refuses; worker, watch loop or queue are gone."""

import pytest

from hotline.simulator.faults import RestFault
from hotline.simulator.phones import Phone

from .town import Town


def call_from_ninh_kieu(child: Phone) -> None:
    child.calls()
    child.presses("1")
    child.hears("Con giữ máy nhé")


def test_callbacks_that_come_twice_late_and_shuffled_change_nothing(town: Town, child: Phone, lan: Phone) -> None:
    town.faults.duplicate_callbacks = 2
    town.faults.shuffle_callbacks = 10.0
    call_from_ninh_kieu(child)
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
    child.hangs_up()
    town.passes(30)
    assert town.record("contacts")["outcome"] == "answered"
    assert town.record("cases")["acknowledged_by"] == "nk1"
    assert [row["state"] for row in town.notifications("nk1")] == ["accepted"]


def test_without_a_worker_the_watch_loop_rings_a_second_later(town: Town, child: Phone, lan: Phone) -> None:
    town.staff.worker_lives = False
    call_from_ninh_kieu(child)
    town.passes(1)
    town.passes(1)
    lan.rings()


def test_without_a_watch_loop_the_hold_loop_escalates(town: Town, child: Phone, lan: Phone, hoa: Phone) -> None:
    town.staff.watch_lives = False
    call_from_ninh_kieu(child)
    lan.rings()
    town.passes(30)
    hoa.rings()


def test_without_both_a_live_call_still_rings_and_escalates(town: Town, child: Phone, lan: Phone, hoa: Phone) -> None:
    town.staff.worker_lives = town.staff.watch_lives = False
    call_from_ninh_kieu(child)
    town.passes(10)
    lan.rings()
    town.passes(30)
    hoa.rings()


def test_a_worker_and_a_watch_loop_that_both_look_ring_once(town: Town, child: Phone, lan: Phone) -> None:
    town.staff.worker_lives = False
    call_from_ninh_kieu(child)
    town.passes(2)
    town.staff.worker_lives = True
    town.passes(2)
    assert lan.rang == 1


@pytest.mark.parametrize("fault", [RestFault.SERVER_ERROR, RestFault.TOO_MANY, RestFault.NOT_JSON])
def test_a_passing_fault_of_the_network_is_tried_again_within_the_step(
    town: Town, child: Phone, lan: Phone, minh: Phone, fault: RestFault
) -> None:
    town.faults.rest.extend([fault] * 4)
    call_from_ninh_kieu(child)
    lan.is_not_ringing()
    town.passes(2)
    lan.rings()
    minh.rings()
    (call,) = town.notifications("nk1")
    assert (call["state"], call["attempts"]) == ("sent", 2)


@pytest.mark.in_time
def test_a_network_that_stays_away_lets_the_next_step_begin_on_time(
    town: Town, child: Phone, lan: Phone, hoa: Phone
) -> None:
    town.faults.rest.extend([RestFault.SERVER_ERROR] * 200)
    call_from_ninh_kieu(child)
    town.passes(20)
    town.faults.rest.clear()
    town.passes(10)
    hoa.rings()


def test_a_step_ends_no_earlier_for_an_error_that_passes(town: Town, child: Phone, lan: Phone, hoa: Phone) -> None:
    town.faults.rest.extend([RestFault.SERVER_ERROR] * 200)
    call_from_ninh_kieu(child)
    town.passes(24)
    assert town.record("alerts")["step"] == 1
    town.passes(1)
    assert town.record("alerts")["step"] == 2


def test_an_officer_whose_talk_is_over_is_free_in_a_minute_when_only_the_callers_side_tells(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone
) -> None:
    town.faults.drops_webhook = lambda url: "/officer/" in url and ("/status" in url or "/left" in url)
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    town.passes(60)
    tuan.hangs_up()
    town.passes(61)
    neighbour.calls()
    neighbour.presses("3")
    assert tuan.rang == 2


def test_a_product_that_is_away_is_replaced_by_the_fallback(town: Town, child: Phone, desk: Phone) -> None:
    """The voice webhook can't be reached, the fallback address can: it needs no database."""
    town.faults.drops_webhook = lambda url: url.endswith("/webhooks/voice")
    child.calls()
    child.hears("cô chú nối con với người giúp ngay")
    desk.rings()


def test_a_call_that_was_cancelled_too_late_hears_that_it_is_taken(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    town.faults.hold_callbacks = True
    call_from_ninh_kieu(child)
    minh.answers()
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
    minh.presses("1")
    minh.hears("Đã có người nhận ca này")


def test_an_officer_whose_end_of_call_was_never_told_is_free_again_in_time(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone
) -> None:
    town.faults.drops_webhook = lambda url: "/officer/" in url and "/status" in url
    child.texts("con ở Cái Răng")
    tuan.rings()
    town.passes(90)
    neighbour.texts("ở Cái Răng có chuyện")
    assert tuan.rang == 1, "as far as we know he still rings"
    town.passes(30)
    assert tuan.rang == 2, "he counts as free again, and is offered what passed him over"


def test_an_officer_whose_talk_was_never_told_to_be_over_is_free_a_minute_after_the_goodbye(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone
) -> None:
    town.faults.drops_webhook = lambda url: "/officer/" in url and "/status" in url
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    town.passes(120)
    child.hangs_up()
    tuan.hears("Cuộc gọi đã kết thúc")
    town.passes(61)
    neighbour.calls()
    neighbour.presses("3")
    assert tuan.rang == 2


def test_a_caller_whose_end_was_never_told_counts_as_gone_after_a_minute(town: Town, child: Phone, lan: Phone) -> None:
    town.faults.drops_webhook = lambda url: url.endswith(("/webhooks/voice/status", "/left"))
    child.calls()
    child.presses("1")
    child.hangs_up()
    assert town.record("contacts")["state"] == "open"
    town.passes(62)
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"]) == ("ended", "abandoned")
    assert len(town.records("alerts")) == 1


def test_an_order_whose_answer_was_lost_is_not_given_again(town: Town, child: Phone, lan: Phone, minh: Phone) -> None:
    town.faults.lost_seconds = 0.2
    town.faults.rest.extend([RestFault.LOST_AFTER] * 4)
    call_from_ninh_kieu(child)
    town.passes(3)
    assert (lan.rang, minh.rang) == (1, 1)
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
