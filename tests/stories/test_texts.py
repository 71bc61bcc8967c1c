"""A text: a case, a neutral answer in one segment, and officers who are told."""

import pytest
from sqlmodel import select

from hotline.casework.notes import add_note
from hotline.casework.taking_over import take_over
from hotline.models import Case
from hotline.simulator.phones import Phone
from routing.models import Officer

from .town import Town

ONE_SEGMENT = 70


def test_a_text_with_a_place_rings_and_texts_the_officers_of_that_district(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    child.texts("cuu con voi, con o ninh kieu")
    child.reads("Đã nhận tin. Cần gấp gọi 113")
    lan.rings()
    minh.rings()
    lan.reads("Ca khẩn cấp tại Ninh Kiều")
    contact = town.record("contacts")
    assert (contact["channel"], contact["state"], contact["outcome"]) == ("sms", "ended", "received")
    assert town.record("cases")["district"] == "ninh-kieu"


@pytest.mark.parametrize(
    ("words", "moves"), [("cuu con voi", [(None, "open"), ("open", "ended")]), ("STOP", [(None, "ended")])]
)
def test_what_became_of_a_text_is_in_the_log(
    town: Town, child: Phone, words: str, moves: list[tuple[str | None, str]]
) -> None:
    child.texts(words)
    assert moves == [(one["from"], one["to"]) for one in town.records("events") if one["what"] == "contact.state"]


def test_the_place_is_asked_for_once_and_the_answer_reroutes_the_case(
    town: Town, child: Phone, desk_officer: Phone, tuan: Phone
) -> None:
    child.texts("cứu con với, ba đánh con")
    child.reads("Bạn đang ở quận, huyện nào")
    desk_officer.rings()
    child.texts("cái răng")
    child.reads("Đã nhận tin. Cần gấp gọi 113")
    tuan.rings()
    case = town.record("cases")
    assert case["district"] == "cai-rang"
    assert len(case["contacts"]) == 2


def test_nobody_is_asked_twice(town: Town, child: Phone) -> None:
    child.texts("cứu con với")
    child.texts("nhanh lên")
    assert [text for text in child.inbox if "quận, huyện nào" in text] == child.inbox[:1]
    assert child.inbox[1] == "Đã nhận. Cảm ơn bạn."


def test_every_reply_fits_one_segment(town: Town, child: Phone, neighbour: Phone) -> None:
    child.texts("cứu con với")
    child.texts("ở ninh kiều")
    child.texts("nhanh lên")
    neighbour.texts("HELP")
    assert all(len(text) <= ONE_SEGMENT for text in child.inbox + neighbour.inbox)


def test_the_officer_who_accepts_hears_the_case_number(town: Town, child: Phone, lan: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")
    lan.hears(f"Ca {town.record('cases')['number']} là của anh chị")
    lan.has_not_heard("Người gọi đã tắt máy")


def test_texts_after_an_officer_has_the_case_are_told_to_that_officer_and_not_each(
    town: Town, child: Phone, lan: Phone, hoa: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")
    child.texts("họ về rồi")
    child.texts("cứu con")
    lan.reads("Có tin nhắn mới trong ca")
    assert len([text for text in lan.inbox if "tin nhắn mới" in text]) == 1
    assert len(town.records("alerts")) == 1
    town.passes(60)
    hoa.is_not_ringing()


@pytest.mark.parametrize("word", ["STOP", "stop", " Stop. ", "UNSUBSCRIBE"])
def test_a_stop_word_alone_is_honoured(town: Town, child: Phone, word: str) -> None:
    child.texts(word)
    assert town.records("cases") == []
    assert town.record("contacts")["outcome"] == "received"
    child.texts("cứu con ở Ninh Kiều")
    assert child.inbox == []
    assert len(town.records("cases")) == 1
    child.texts("START")
    child.texts("con ở đây nè")
    child.reads("Đã nhận")


def test_a_stop_word_inside_a_plea_is_a_plea(town: Town, child: Phone, lan: Phone) -> None:
    child.texts("stop, please stop him, ninh kieu")
    lan.rings()


def test_help_alone_is_answered_and_taken_as_a_call_for_help(town: Town, child: Phone, desk_officer: Phone) -> None:
    child.texts("help")
    child.reads("Ngừng nhận tin: STOP")
    desk_officer.rings()


def test_nothing_that_a_sender_writes_stops_an_alert(town: Town, child: Phone, lan: Phone, hoa: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    child.texts("STOP")
    lan.rings()
    town.passes(25)
    hoa.rings()
    assert town.record("cases")["state"] == "open"


def test_a_text_after_a_call_joins_its_case(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.presses("1")
    child.hangs_up()
    child.texts("con sợ lắm")
    assert len(town.record("cases")["contacts"]) == 2


def test_automatic_replies_can_be_turned_off(town: Town, child: Phone, lan: Phone) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE city SET auto_reply = false")
    child.texts("con ở Ninh Kiều")
    lan.rings()
    assert child.inbox == []


def test_nobody_is_texted_back_when_the_case_says_that_it_is_not_safe(town: Town, child: Phone, lan: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    with town.service.transaction() as session:
        session.connection().exec_driver_sql('UPDATE "case" SET callback_safe = false')
    child.texts("con sợ")
    assert len(child.inbox) == 1


def test_a_city_without_marks_texts_plain_letters(town: Town, child: Phone, lan: Phone) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE city SET accents = false")
    child.texts("con ở Ninh Kiều")
    assert child.inbox == ["Da nhan tin. Can gap goi 113. Tu van mien phi goi 111."]
    lan.reads("Ca khan cap tai Ninh Kieu")


def test_many_texts_of_one_number_join_one_case_and_ring_officers_once(town: Town, child: Phone, lan: Phone) -> None:
    for number in range(12):
        child.texts(f"tin {number} ở Ninh Kiều")
    assert len(town.records("contacts")) == 12
    assert len(town.records("cases")) == 1
    assert lan.rang == 1
    assert len(child.inbox) == 5, "a phone that others may read is not flooded"


def goes_home(town: Town, *officers: str) -> None:
    with town.service.transaction() as session:
        for officer in officers:
            session.connection().exec_driver_sql("DELETE FROM shift WHERE officer = %s", (officer,))


def writes(town: Town, officer: str) -> None:
    """Somebody works on the case: it does not ring again by itself."""
    with town.service.transaction() as session:
        case, form = session.exec(select(Case.id)).one(), f"{officer} at {town.clock.now()}"
        add_note(session, case, "Đã gọi công an", who=officer, form_id=form, now=town.clock.now())


def news(phone: Phone) -> int:
    return sum("tin nhắn mới" in text for text in phone.inbox)


def test_a_new_message_is_told_to_the_owner_and_to_who_has_talked_with_the_child_since(
    town: Town, child: Phone, lan: Phone, minh: Phone, hoa: Phone
) -> None:
    for officer, phone in (("nk1", lan), ("nk2", minh)):
        child.calls()
        child.presses("1")
        phone.answers()
        phone.presses("1")
        child.hangs_up()
        writes(town, officer)
        town.passes(1200)
    child.texts("ông ấy về rồi")
    assert (news(lan), news(minh), news(hoa)) == (1, 1, 0)
    assert len(town.records("alerts")) == 2, "both are on duty: nobody is rung besides"


def test_a_new_message_for_an_owner_who_has_gone_home_rings_them_and_those_on_duty_once(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")
    writes(town, "nk1")
    goes_home(town, "nk1")
    town.passes(1200)
    for words in ("ông ấy về rồi", "cứu con", "nhanh lên"):
        child.texts(words)
        town.passes(5)
    assert (lan.rang, minh.rang) == (2, 2)
    minh.answers()
    minh.presses("1")
    writes(town, "nk2")
    town.passes(1200)
    child.texts("ông ấy đi rồi")
    assert (lan.rang, minh.rang, news(minh)) == (2, 2, 1), "Minh is on duty, and has the case, too"


def test_a_new_message_for_who_has_just_accepted_outside_their_hours_rings_nobody(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    goes_home(town, "nk1")
    lan.answers()
    lan.presses("1")
    town.passes(60)
    child.texts("nhanh lên")
    assert (lan.rang, minh.rang, news(lan)) == (1, 1, 1)


def test_messages_for_an_owner_who_reads_no_texts_ring_again_only_when_some_time_has_passed(
    town: Town, child: Phone, desk_officer: Phone
) -> None:
    child.texts("cứu con với")
    desk_officer.answers()
    desk_officer.presses("1")
    for _ in range(6):
        town.passes(10)
        child.texts("nhanh lên")
    assert desk_officer.rang == 1
    town.passes(60)
    assert desk_officer.rang == 2


def test_a_new_message_is_not_told_to_whose_case_a_colleague_took_over(
    town: Town, child: Phone, lan: Phone, hoa: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")
    writes(town, "nk1")
    town.passes(1200)
    with town.service.transaction() as session:
        colleague, row = session.get_one(Officer, "nk3"), session.exec(select(Case.id)).one()
        take_over(session, row, colleague, owner="nk1", now=town.clock.now())
    child.texts("ông ấy về rồi")
    assert (news(lan), news(hoa)) == (0, 1)


def test_a_new_message_for_an_owner_who_has_left_rings_those_on_duty(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE officer SET active = false WHERE id = 'nk1'")
    child.texts("họ lại đánh con")
    minh.rings()
