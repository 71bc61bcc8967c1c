"""The one question, and all the ways of not answering it."""

import pytest

from hotline.simulator.phones import Phone

from .town import Edge, Town


@pytest.mark.parametrize("words", ["Ninh Kiều", "dạ con ở quận ninh kiều", "ninh kieu"])
def test_a_spoken_district_is_understood(town: Town, child: Phone, lan: Phone, words: str) -> None:
    child.calls()
    child.hears("Con đang ở quận")
    child.says(words)
    child.hears("Con giữ máy nhé")
    lan.rings()
    assert town.record("cases")["district"] == "ninh-kieu"


def test_a_ward_tells_the_district_and_is_kept(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.says("phường Cái Khế")
    lan.rings()
    contact = town.record("contacts")
    assert (contact["district"], contact["place"]) == ("ninh-kieu", "Cái Khế")


def test_a_silent_caller_gets_the_city_desk_rung_while_the_keys_are_read_out(
    town: Town, child: Phone, desk_officer: Phone, lan: Phone
) -> None:
    child.calls()
    child.hears("Con đang ở quận")
    child.stays_silent()
    child.hears("Ninh Kiều 1, Cái Răng 3")
    desk_officer.rings()
    child.stays_silent()
    child.hears("Con giữ máy nhé")
    lan.is_not_ringing()
    assert town.record("cases")["district"] is None


def test_an_officer_who_accepts_while_the_caller_is_still_being_asked_gets_them_at_once(
    town: Town, child: Phone, desk_officer: Phone
) -> None:
    child.calls()
    child.stays_silent()
    desk_officer.answers()
    desk_officer.presses("1")
    town.passes(3)
    desk_officer.talks_with(child)
    assert len(town.records("alerts")) == 1


def test_a_caller_who_keys_late_is_taken_to_their_district_after_all(
    town: Town, child: Phone, desk_officer: Phone, tuan: Phone
) -> None:
    child.calls()
    child.stays_silent()
    desk_officer.rings()
    child.presses("3")
    tuan.rings()
    assert town.record("cases")["district"] == "cai-rang"


def test_a_key_counts_that_is_told_after_the_end_of_the_call(
    town: Town, edge: Edge, tuan: Phone, desk_officer: Phone
) -> None:
    call = {"CallSid": "CAhung-up", "From": "+84900000077", "To": town.service.number}
    edge.post("/webhooks/voice", call)
    over = call | {"CallStatus": "completed"}
    edge.post("/webhooks/voice/status", over)
    edge.post("/webhooks/voice/place?attempt=1", over | {"Digits": "3"})
    town.passes(1)
    tuan.rings()
    assert town.record("cases")["district"] == town.record("contacts")["district"] == "cai-rang"


def test_zero_goes_to_the_city_desk_at_once(town: Town, child: Phone, desk_officer: Phone) -> None:
    child.calls()
    child.presses("0")
    child.hears("Con giữ máy nhé")
    desk_officer.rings()


def test_nonsense_is_asked_once_more_and_then_belongs_to_the_city_desk(
    town: Town, child: Phone, desk_officer: Phone
) -> None:
    child.calls()
    child.says("con mèo nhà con bị ốm")
    child.hears("Con bấm số nhé")
    child.presses("7")
    child.hears("Con giữ máy nhé")
    desk_officer.rings()


@pytest.mark.parametrize("shown_as", ["anonymous", "+266696687", "+7378742833", "Restricted"])
def test_a_withheld_number_never_blocks(town: Town, child: Phone, lan: Phone, shown_as: str) -> None:
    child.calls(shown_as=shown_as)
    child.presses("1")
    lan.rings()


def test_two_withheld_callers_are_two_cases(town: Town, child: Phone, neighbour: Phone) -> None:
    child.calls(anonymous=True)
    neighbour.calls(anonymous=True)
    assert len(town.records("cases")) == 2


def test_a_number_of_an_open_case_is_not_asked_again(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.presses("1")
    lan.rings()
    child.hangs_up()
    child.calls()
    child.hears("Đường dây bảo vệ trẻ em")
    child.hears("Con giữ máy nhé")
    assert sum("Con đang ở quận" in sentence for sentence in child.heard) == 1
    assert len(town.records("cases")) == 1
    assert len(town.records("contacts")) == 2


def test_a_line_that_belongs_to_a_district_is_not_asked(town: Town, tuan: Phone) -> None:
    school = town.phone("+842923830000", "school")
    school.calls()
    school.hears("Con giữ máy nhé")
    tuan.rings()
    school.has_not_heard("Con đang ở quận")


def test_a_caller_who_is_cut_off_from_the_menu_still_rings_officers_in_time(
    town: Town, child: Phone, desk_officer: Phone
) -> None:
    """The network never asks for the answer, nor tells of the end: the alert starts by its own deadline."""
    town.faults.drops_webhook = lambda url: "/place" in url or "fallback" in url or "/status" in url
    child.calls()
    child.presses("1")
    town.passes(31)
    desk_officer.rings()
