"""What a district, a ward or a key is taken for, by name and by what stands around it."""

import unicodedata
from datetime import date

import pytest

from routing.models import City, District, Place
from routing.places import Evidence, Option, Territory, territory_of
from tests.routing.finder import can_tho, plan

TWINS = [Place(district="a", name="Tân Lập"), Place(district="b", name="Tân Lập")]
TWO = [District(code="a", name="Quận A Một", digit=1), District(code="b", name="Quận B Hai", digit=2)]


def without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@pytest.mark.parametrize("district", plan().districts, ids=lambda district: district.code)
def test_a_districts_bare_name_is_understood_however_it_is_typed(district: District) -> None:
    short = district.name.split(maxsplit=1)[1]
    plain = without_marks(short)
    typed = [district.name, short, short.lower(), short.upper(), plain, plain.replace(" ", ""), f"con o {plain}"]
    decomposed = [unicodedata.normalize("NFD", text) for text in typed]
    assert {can_tho().find(text).district for text in [*typed, *decomposed]} == {district.code}


def test_a_match_explains_itself() -> None:
    match = can_tho().find("con o p. thuan an, Thốt Nốt")
    assert (match.district, match.place, match.evidence) == ("thot-not", "Thuận An", Evidence.DISTRICT)
    assert [(one.words, one.name, one.how) for one in match.readings] == [
        ("thuan an", "Thuận An", "unmarked"),
        ("Thốt Nốt", "Quận Thốt Nốt", "exact"),
    ]


def test_two_districts_make_a_question_between_them() -> None:
    match = can_tho().find("con ở Ninh Kiều hay Ô Môn con không biết")
    assert (match.district, match.candidates) == (None, ("ninh-kieu", "o-mon"))
    assert can_tho().question(match) == (Option("ninh-kieu"), Option("o-mon"))


def test_no_question_offers_more_than_three_choices() -> None:
    match = can_tho().find("Ô Môn, Thốt Nốt, Cờ Đỏ hay Thới Lai con không rõ")
    assert len(match.candidates) == 4
    assert len(can_tho().question(match)) == 3


def test_a_name_in_two_districts_is_no_answer() -> None:
    match = Territory(TWO, TWINS).find("phường Tân Lập")
    assert (match.district, match.candidates, match.evidence) == (None, ("a", "b"), Evidence.TWICE)
    assert [option.label("A Một" if option.district == "a" else "B Hai") for option in match.options] == [
        "Tân Lập (A Một)",
        "Tân Lập (B Hai)",
    ]


def test_a_districts_name_beats_a_place_of_that_name_elsewhere() -> None:
    districts = [District(code="a", name="Quận Tân Lập"), District(code="b", name="Quận B Hai")]
    territory = Territory(districts, [Place(district="b", name="Tân Lập")])
    assert territory.find("con ở Tân Lập").district == "a"


def test_a_numbered_district_keeps_its_number_in_its_name() -> None:
    territory = Territory([District(code="q5", name="Quận 5", aliases=["q5"])], [])
    assert territory.find("con ở quận 5").district == territory.find("o q5").district == "q5"
    assert territory.find("con 5 tuổi").district is None


def test_a_name_that_the_joined_part_has_too_is_asked_about() -> None:
    match = can_tho().find("Tân Thạnh")
    assert (match.district, match.candidates, match.evidence) == (None, ("thoi-lai",), Evidence.TWICE)
    there = Option(None, "Tân Thạnh", "Sóc Trăng", served_by_desk=True)
    assert can_tho().question(match) == (Option("thoi-lai", "Tân Thạnh"), there)


@pytest.mark.parametrize(
    ("text", "outside", "served_by_desk"),
    [("con ở Kế Sách", "Kế Sách", True), ("con ở Vĩnh Long", "Vĩnh Long", False), ("Phong Điền, Huế", "Huế", False)],
)
def test_a_place_outside_says_who_answers_for_it(text: str, outside: str, served_by_desk: bool) -> None:
    match = can_tho().find(text)
    assert (match.district, match.evidence) == (None, Evidence.OUTSIDE)
    assert (match.outside, match.served_by_desk) == (outside, served_by_desk)


def test_a_new_unit_across_old_districts_is_its_centre_unless_its_newness_is_meant() -> None:
    assert can_tho().find("con ở An Bình").district == "ninh-kieu"
    match = can_tho().find("phường An Bình mới")
    assert (match.district, match.evidence) == (None, Evidence.SPANS)
    assert match.candidates == ("ninh-kieu", "binh-thuy", "phong-dien")


def test_a_new_unit_without_an_older_namesake_leaves_its_districts_open() -> None:
    unit = Place(district="a", name="Hòa Phú", also_in=["b"], valid_from=date(2025, 7, 1))
    assert Territory(TWO, [unit]).find("phường Hòa Phú").candidates == ("a", "b")


def test_the_place_that_is_kept_is_the_one_of_its_time() -> None:
    old = Place(district="a", name="Thạnh Qưới", aliases=["Thạnh Quới"], valid_to=date(2025, 6, 30))
    new = Place(district="a", name="Thạnh Quới", aliases=["Thạnh Qưới"], valid_from=date(2025, 7, 1))
    territory = Territory(TWO, [old, new])
    assert territory.find("xã Thạnh Quới", on=date(2025, 1, 1)).place == "Thạnh Qưới"
    assert territory.find("xã Thạnh Qưới", on=date(2026, 1, 1)).place == "Thạnh Quới"
    assert territory.find("xã Thạnh Qưới").place == "Thạnh Quới"


def test_only_an_adults_place_is_no_answer_but_a_candidate() -> None:
    match = can_tho().find("ba con đang ở Ô Môn")
    assert (match.district, match.candidates, match.evidence) == (None, ("o-mon",), Evidence.NOT_THERE)


def test_speech_is_forgiven_more_than_writing() -> None:
    assert can_tho().find("minh kiều").district is None
    assert can_tho().find("minh kiều", spoken=True).district == "ninh-kieu"


def test_another_city_needs_only_its_city_file() -> None:
    city = City(name="Huế", case_prefix="H", outside=["Đông Hà"])
    districts = [District(code="pd", name="Thị xã Phong Điền"), District(code="th", name="Quận Thuận Hóa")]
    territory = territory_of(city, districts, [])
    assert territory.find("con ở Phong Điền, Huế").district == "pd"
    assert territory.find("con ở Cần Thơ").outside == "Cần Thơ"


@pytest.mark.parametrize(
    ("key", "district"), [("1", "ninh-kieu"), (" 9 ", "vinh-thanh"), ("0", None), ("", None), ("*", None)]
)
def test_a_key_names_a_district(key: str, district: str | None) -> None:
    assert can_tho().by_digit(key) == district


def test_names_are_shown_in_full_and_short() -> None:
    assert can_tho().name_of("o-mon") == "Quận Ô Môn"
    assert can_tho().short_name_of("o-mon") == "Ô Môn"
    assert can_tho().name_of("gone") == can_tho().short_name_of("gone") == "gone"


@pytest.mark.parametrize("text", ["con tên là Vĩnh Thạnh", "Tên con là An Bình, con bị ba đánh", "em ten la Tan An"])
def test_what_somebody_is_called_is_no_place(text: str) -> None:
    assert can_tho().find(text).candidates == ()


@pytest.mark.parametrize("text", ["help me i live in Binh Thuy", "help me i am in binh thuy"])
def test_me_is_no_mother_in_english(text: str) -> None:
    assert can_tho().find(text).district == "binh-thuy"
