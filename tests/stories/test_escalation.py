"""Nobody takes the case at once: the next people are rung, until a human does."""

from hotline.simulator.faults import Behaviour, Habit
from hotline.simulator.phones import Phone

from .town import Town


def call_from_ninh_kieu(child: Phone) -> None:
    child.calls()
    child.presses("1")
    child.hears("Con giữ máy nhé")


def test_each_step_starts_when_the_wait_of_the_one_before_is_over(
    town: Town, child: Phone, lan: Phone, hoa: Phone, manager: Phone, desk_officer: Phone
) -> None:
    call_from_ninh_kieu(child)
    lan.rings()
    town.passes(24)
    hoa.is_not_ringing()
    town.passes(1)
    hoa.rings()
    town.passes(25)
    manager.rings()
    town.passes(25)
    desk_officer.rings()
    steps = [row["to"] for row in town.records("events") if row["what"] == "alert.step"]
    assert steps == ["1.1", "2.1", "3.1", "4.1"]


def test_the_last_step_repeats_and_then_the_alert_is_exhausted_and_managers_hear_of_it_again(
    town: Town, child: Phone, manager: Phone, desk_officer: Phone
) -> None:
    child.texts("cứu con, con ở Ninh Kiều")
    town.passes(75)
    desk_officer.rings()
    town.passes(30)
    assert desk_officer.rang == 2
    town.passes(30)
    alert = town.record("alerts")
    assert alert["state"] == "exhausted"
    rang = manager.rang
    assert rang == 2
    town.passes(299)
    assert manager.rang == rang
    town.passes(1)
    assert manager.rang == rang + 1
    manager.answers()
    manager.presses("1")
    assert town.record("alerts")["state"] == "acknowledged"
    assert town.record("cases")["acknowledged_by"] == "boss"


def test_who_passes_on_lets_the_next_step_start_at_once(
    town: Town, child: Phone, lan: Phone, minh: Phone, hoa: Phone
) -> None:
    call_from_ninh_kieu(child)
    lan.answers()
    lan.presses("2")
    lan.hears("Đã chuyển người khác")
    hoa.is_not_ringing()
    minh.answers()
    minh.presses("2")
    hoa.rings()
    assert town.record("alerts")["step"] == 2


def test_a_voicemail_accepts_nothing(town: Town, child: Phone, lan: Phone, minh: Phone, hoa: Phone) -> None:
    for officer in (lan, minh):
        town.faults.numbers[officer.number] = Behaviour(Habit.VOICEMAIL)
    call_from_ninh_kieu(child)
    town.passes(25)
    hoa.rings()
    assert town.record("cases")["state"] == "open"
    assert {row["state"] for row in town.notifications("nk1")} == {"unanswered"}


def test_an_answered_call_without_a_key_is_not_accepted(town: Town, child: Phone, lan: Phone, hoa: Phone) -> None:
    call_from_ninh_kieu(child)
    lan.answers()
    lan.hears("Bấm 1 để nhận")
    town.passes(25)
    lan.is_not_on_a_call()
    hoa.rings()
    assert town.record("alerts")["state"] == "ringing"


def test_a_wrong_key_gets_a_second_chance_and_no_third(town: Town, child: Phone, lan: Phone) -> None:
    call_from_ninh_kieu(child)
    lan.answers()
    lan.presses("5")
    lan.hears("Bấm 1 để nhận")
    lan.presses("9")
    lan.hears("Ca chưa được nhận")
    lan.is_not_on_a_call()
    assert town.record("cases")["state"] == "open"


def test_a_number_that_the_network_refuses_moves_on_at_once(
    town: Town, child: Phone, lan: Phone, minh: Phone, hoa: Phone
) -> None:
    for officer in (lan, minh):
        town.faults.set_habit(officer.number, Habit.INVALID)
    call_from_ninh_kieu(child)
    hoa.rings()
    (failed,) = town.notifications("nk1")
    assert failed["state"] == "failed"
    assert "21211" in failed["error"]


def test_a_number_that_the_carrier_cannot_reach_moves_on_at_once(
    town: Town, child: Phone, lan: Phone, minh: Phone, hoa: Phone
) -> None:
    for officer in (lan, minh):
        town.faults.set_habit(officer.number, Habit.FAILED)
    call_from_ninh_kieu(child)
    hoa.rings()


def test_an_officer_who_has_opted_out_of_texts_is_still_called(town: Town, child: Phone, lan: Phone) -> None:
    town.faults.set_habit(lan.number, Habit.OPTED_OUT)
    call_from_ninh_kieu(child)
    lan.rings()
    (text,) = town.notifications("nk1", "sms")
    assert text["state"] == "failed"
    assert "21610" in text["error"]
    assert town.record("alerts")["step"] == 1


def test_a_step_that_reaches_nobody_is_skipped_at_once(town: Town, child: Phone, manager: Phone, tuan: Phone) -> None:
    """Cái Răng has no second tier."""
    child.calls()
    child.presses("3")
    tuan.rings()
    town.passes(25)
    manager.rings()
    assert town.record("alerts")["step"] == 3


def test_receipts_stop_nothing(town: Town, child: Phone, lan: Phone, hoa: Phone) -> None:
    child.texts("cứu con ở Ninh Kiều")
    lan.reads("Ca khẩn cấp tại Ninh Kiều")
    town.passes(25)
    hoa.rings()


def test_an_alert_that_found_nobody_rings_as_soon_as_the_district_is_known(
    town: Town, child: Phone, lan: Phone
) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM shift WHERE district = 'city'")
        session.connection().exec_driver_sql("UPDATE officer SET active = false WHERE role = 'manager'")
    child.texts("cứu con với")
    assert town.record("alerts")["state"] == "exhausted"
    child.texts("con ở Ninh Kiều")
    lan.rings()
    assert town.record("alerts")["state"] == "ringing"


def test_an_exhausted_alert_that_found_nobody_looks_again_when_a_shift_has_begun(
    town: Town, child: Phone, desk_officer: Phone
) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE officer SET active = false")
    child.texts("cứu con với")
    assert town.record("alerts")["state"] == "exhausted"
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE officer SET active = true WHERE id = 'desk1'")
    town.passes(300)
    desk_officer.rings()


def test_a_new_text_in_an_exhausted_case_rings_everybody_again(town: Town, child: Phone, lan: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    town.passes(280)
    assert town.record("alerts")["state"] == "exhausted"
    rang = lan.rang
    child.texts("cứu con")
    assert lan.rang == rang + 1
