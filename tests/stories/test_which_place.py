"""A place that is not clear: one question that names what is left, and an answer of one number."""

from pathlib import Path

import pytest

from hotline.simulator.phones import Phone

from .town import Town

CITY = """
  - {code: cai-rang, name: Quận Cái Răng, digit: 3, places: [Lê Bình, An Lập], lines: ["+842923830000"]}"""


@pytest.fixture(autouse=True)
def _two_of_a_name(town: Town, tmp_path: Path) -> None:
    """An Lập is in both districts now, and Sóc Trăng has joined the city."""
    text = (Path(__file__).parent / "town.yaml").read_text()
    text = text.replace("places: [Cái Khế, An Hòa]", "places: [Cái Khế, An Hòa, An Lập]")
    text = text.replace("places: [Lê Bình]", "places: [Lê Bình, An Lập]")
    text += "outside: [Sóc Trăng]\n"
    file = tmp_path / "town.yaml"
    file.write_text(text)
    town.apply(file)


def test_a_text_with_a_name_of_two_districts_is_asked_which_and_answered_by_one_number(
    town: Town, child: Phone, tuan: Phone, desk_officer: Phone
) -> None:
    child.texts("cứu con với, con ở phường An Lập")
    child.reads("An Lập: Ninh Kiều (1) hay Cái Răng (2)? Trả lời bằng số.")
    desk_officer.rings()
    child.texts("2")
    child.reads("Đã nhận tin. Cần gấp gọi 113")
    tuan.rings()
    case, last = town.record("cases"), town.records("contacts")[-1]
    assert (case["district"], last["district"], last["place"]) == ("cai-rang", "cai-rang", "An Lập")
    asked = [event for event in town.records("events") if event["what"] == "place.asked"]
    assert [event["to"] for event in asked] == ["ninh-kieu|cai-rang"]


def test_the_answer_may_also_be_the_name(town: Town, child: Phone, lan: Phone) -> None:
    child.texts("con o phuong an lap")
    child.reads("An Lập")
    child.texts("ninh kieu")
    lan.rings()
    assert town.record("cases")["district"] == "ninh-kieu"


@pytest.mark.parametrize("answer", ["3", "0", "khong biet", "12"])
def test_an_answer_that_is_none_of_them_leaves_the_case_at_the_city_desk(
    town: Town, child: Phone, desk_officer: Phone, answer: str
) -> None:
    child.texts("con o phuong an lap")
    child.texts(answer)
    desk_officer.rings()
    assert town.record("cases")["district"] is None


def test_a_number_without_a_question_before_it_is_no_answer(town: Town, child: Phone) -> None:
    child.texts("2")
    child.reads("Bạn đang ở quận, huyện nào")
    assert town.record("cases")["district"] is None


def test_a_question_is_put_once(town: Town, child: Phone) -> None:
    child.texts("con o phuong an lap")
    child.texts("phuong an lap do")
    assert len([text for text in child.inbox if "Trả lời bằng số" in text]) == 1


def test_a_caller_is_asked_between_the_two_by_key(town: Town, child: Phone, tuan: Phone) -> None:
    child.calls()
    child.says("phường An Lập")
    child.hears("An Lập ở đâu con? Ở Ninh Kiều, bấm 1. Ở Cái Răng, bấm 2.")
    child.presses("2")
    tuan.answers()
    tuan.presses("1")
    tuan.talks_with(child)
    assert town.record("contacts")["district"] == "cai-rang"


def test_a_caller_may_say_it_as_well(town: Town, child: Phone, lan: Phone) -> None:
    child.calls()
    child.says("phường An Lập")
    child.says("Ninh Kiều")
    lan.rings()


def test_a_caller_from_another_province_is_passed_to_the_national_line_and_the_case_stays(
    town: Town, child: Phone, national_line: Phone, desk_officer: Phone
) -> None:
    child.calls()
    child.says("con ở Cà Mau")
    child.hears("Chỗ con ở ngoài khu vực trực")
    desk_officer.rings()
    national_line.answers()
    national_line.talks_with(child)
    assert (town.record("cases")["state"], town.record("alerts")["state"]) == ("open", "ringing")


def test_a_text_from_another_province_is_told_whom_to_call_and_the_case_stays(
    town: Town, child: Phone, desk_officer: Phone
) -> None:
    child.texts("cuu con voi, con o ca mau")
    child.reads("Nơi này ngoài khu vực trực. Gọi 111 để được giúp ngay.")
    desk_officer.rings()
    assert town.record("cases")["state"] == "open"


def test_a_corrected_place_rings_the_right_district_and_tells_the_first_one(
    town: Town, child: Phone, lan: Phone, tuan: Phone
) -> None:
    child.texts("con o ninh kieu")
    lan.reads("Ca khẩn cấp tại Ninh Kiều")
    child.texts("con nham, con o cai rang")
    tuan.rings()
    lan.reads("Ca này nay thuộc Cái Răng")
    moves = [event for event in town.records("events") if event["what"] == "case.district"]
    assert [(event["from"], event["to"]) for event in moves] == [("ninh-kieu", "cai-rang")]


def moves(phone: Phone) -> list[str]:
    return [text for text in phone.inbox if "nay thuộc" in text]


def test_of_a_case_that_goes_to_and_fro_officers_are_told_now_and_then_and_in_the_end(
    town: Town, child: Phone, lan: Phone, minh: Phone, tuan: Phone, manager: Phone
) -> None:
    told = (lan, minh, tuan, manager)
    for number in range(31):
        child.texts(["con ở Ninh Kiều", "con ở Cái Răng"][number % 2])
        town.passes(2)
    assert [len(moves(phone)) <= 1 for phone in told] == [True] * 4
    town.passes(180)
    assert town.record("cases")["district"] == "ninh-kieu"
    assert [(len(moves(phone)) <= 2, "Ninh Kiều" in phone.inbox[-1]) for phone in told] == [(True, True)] * 4


def test_where_a_case_went_is_told_to_nobody_once_somebody_has_it(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    for place in ("Ninh Kiều", "Cái Răng", "Ninh Kiều", "Cái Răng"):
        child.texts(f"con ở {place}")
    lan.answers()
    lan.presses("1")
    town.passes(180)
    assert (len(moves(lan)), len(moves(minh))) == (1, 1)


def test_who_has_taken_a_case_keeps_it_whatever_place_is_named_later(
    town: Town, child: Phone, lan: Phone, tuan: Phone
) -> None:
    child.texts("con o ninh kieu")
    lan.answers()
    lan.presses("1")
    child.texts("con o cai rang")
    tuan.is_not_ringing()
    lan.reads("Có tin nhắn mới")
    assert town.record("cases")["district"] == "ninh-kieu"


@pytest.mark.parametrize("answer", ["Số 2", "dạ con chọn 2 ạ", "2️⃣", "hai", "nhầm, 2"])
def test_a_number_may_come_with_the_words_that_people_put_around_it(town: Town, child: Phone, answer: str) -> None:
    child.texts("con o phuong an lap")
    child.texts(answer)
    assert town.record("cases")["district"] == "cai-rang"


@pytest.mark.parametrize("answer", ["2 đứa", "không phải 2", "1 hay 2", "ba", "Hải", "sợ 2"])
def test_a_number_of_something_else_is_no_answer(town: Town, child: Phone, answer: str) -> None:
    child.texts("con o phuong an lap")
    child.texts(answer)
    assert town.record("cases")["district"] is None


def test_a_caller_may_say_the_number(town: Town, child: Phone, tuan: Phone) -> None:
    child.calls()
    child.says("phường An Lập")
    child.says("số hai")
    tuan.rings()


def test_a_caller_who_may_be_here_or_elsewhere_is_asked_and_not_passed_on(
    town: Town, child: Phone, national_line: Phone, lan: Phone
) -> None:
    child.calls()
    child.says("con ở Ninh Kiều hay Cà Mau")
    child.hears("Ở Ninh Kiều, bấm 1. Ở Cà Mau, bấm 2.")
    national_line.is_not_ringing()
    child.presses("1")
    lan.rings()


def test_a_sender_who_may_be_here_or_elsewhere_is_asked(town: Town, child: Phone) -> None:
    child.texts("con o ninh kieu hay ca mau")
    child.reads("Ninh Kiều (1) hay Cà Mau (2)?")
    child.texts("2")
    child.reads("Nơi này ngoài khu vực trực")


def test_a_place_of_somebody_else_in_another_province_is_not_where_the_child_is(town: Town, child: Phone) -> None:
    child.texts("ba con làm ở Cà Mau, dượng đánh con")
    child.reads("Bạn đang ở quận, huyện nào")


def test_what_the_city_desk_serves_is_not_asked_about_and_not_passed_on(
    town: Town, child: Phone, national_line: Phone, desk_officer: Phone
) -> None:
    child.calls()
    child.says("con ở Sóc Trăng")
    desk_officer.rings()
    national_line.is_not_ringing()


def test_a_choice_that_the_city_desk_serves_is_not_passed_on(
    town: Town, child: Phone, national_line: Phone, desk_officer: Phone
) -> None:
    child.calls()
    child.says("con ở Ninh Kiều hay Sóc Trăng")
    child.presses("2")
    desk_officer.rings()
    national_line.is_not_ringing()


def test_a_question_that_takes_too_many_letters_leaves_out_the_name_they_share(
    town: Town, child: Phone, tmp_path: Path
) -> None:
    text = (tmp_path / "town.yaml").read_text()
    third = "  - {code: phong-dien, name: Huyện Phong Điền, digit: 6, places: [An Lập]}"
    (tmp_path / "three.yaml").write_text(text.replace("officers:", third + "\nofficers:", 1))
    town.apply(tmp_path / "three.yaml")
    child.texts("con ở phường An Lập")
    child.reads("Ninh Kiều (1), Cái Răng (2) hay Phong Điền (3)? Trả lời bằng số.")
    child.texts("3")
    assert town.record("cases")["district"] == "phong-dien"


def test_a_number_is_no_answer_where_the_question_named_none(town: Town, child: Phone, tmp_path: Path) -> None:
    text = (tmp_path / "town.yaml").read_text().replace("Quận Ninh Kiều", "Quận Ninh Kiều bên bờ sông Hậu mênh mông")
    (tmp_path / "long.yaml").write_text(text)
    town.apply(tmp_path / "long.yaml")
    child.texts("con ở phường An Lập")
    child.reads("Bạn đang ở quận, huyện nào")
    child.texts("2")
    assert town.record("cases")["district"] is None
    assert "place.asked" not in {event["what"] for event in town.records("events")}


def test_who_changes_their_mind_again_and_again_still_reaches_the_managers(town: Town, child: Phone) -> None:
    child.texts("con o phuong an lap")
    for number in range(12):
        child.texts(str(1 + number % 2))
        town.passes(20)
    assert town.notifications("boss")


def test_a_number_long_after_the_answer_moves_nothing(town: Town, child: Phone) -> None:
    child.texts("con o phuong an lap")
    child.texts("1")
    town.passes(11 * 60)
    child.texts("2")
    assert town.record("cases")["district"] == "ninh-kieu"


def test_what_was_never_asked_is_not_answered(town: Town, child: Phone, tmp_path: Path) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(file.read_text().replace("call: {", "texts: {auto_reply: false}\ncall: {"))
    town.apply(file)
    child.texts("con o phuong an lap")
    child.texts("2")
    assert town.record("cases")["district"] is None
    assert child.inbox == []


def test_a_place_outside_stays_with_the_call(town: Town, child: Phone) -> None:
    child.calls()
    child.says("Vĩnh Long")
    assert town.record("contacts")["place"] == "Vĩnh Long"
