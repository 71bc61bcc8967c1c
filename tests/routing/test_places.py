"""Names of the demo city, written as children and citizens write them. `examples.csv` holds one message a line."""

import csv
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.cityfile import read_city
from routing.models import District, Place
from routing.places import Evidence, Territory
from routing.places.vocabulary import PROVINCES

HERE = Path(__file__).parent
PLAN = read_city(HERE.parents[1] / "hotline" / "cities" / "can-tho.yaml")
OUTSIDE = [*PLAN.city.outside, *(name for name in PROVINCES if name != PLAN.city.name)]
CAN_THO = Territory(PLAN.districts, PLAN.places, OUTSIDE)

with (HERE / "examples.csv").open(encoding="utf-8") as file:
    EXAMPLES = list(csv.DictReader(file))

FEWEST_RIGHT = 0.95


def without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def test_it_is_never_confidently_wrong() -> None:
    wrong = [
        (example["text"], district)
        for example in EXAMPLES
        if (district := CAN_THO.find(example["text"]).district) and district != example["district"]
    ]
    assert wrong == []


def test_it_finds_nearly_every_district_that_a_careful_person_finds() -> None:
    named = [example for example in EXAMPLES if example["district"]]
    found = [example for example in named if CAN_THO.find(example["text"]).district == example["district"]]
    assert len(found) >= FEWEST_RIGHT * len(named)


@pytest.mark.parametrize("district", PLAN.districts, ids=lambda district: district.code)
def test_a_districts_bare_name_is_understood_however_it_is_typed(district: District) -> None:
    short = district.name.split(maxsplit=1)[1]
    typed = [
        district.name,
        short,
        short.lower(),
        short.upper(),
        without_marks(short),
        without_marks(short).replace(" ", ""),
    ]
    decomposed = [unicodedata.normalize("NFD", text) for text in typed]
    assert {CAN_THO.find(text).district for text in [*typed, *decomposed]} == {district.code}


def test_the_ward_is_kept_beside_its_district() -> None:
    match = CAN_THO.find("phường Thuận An, Thốt Nốt")
    assert (match.district, match.place, match.evidence) == ("thot-not", "Thuận An", Evidence.DISTRICT)


def test_two_districts_make_a_question_between_them() -> None:
    match = CAN_THO.find("con ở Ninh Kiều hay Ô Môn con không biết")
    assert (match.district, match.candidates) == (None, ("ninh-kieu", "o-mon"))


def test_a_name_in_two_districts_is_no_answer() -> None:
    districts = [District(code="a", name="Quận A Một", digit=1), District(code="b", name="Quận B Hai", digit=2)]
    territory = Territory(districts, [Place(district="a", name="Tân Lập"), Place(district="b", name="Tân Lập")])
    match = territory.find("phường Tân Lập")
    assert (match.district, match.candidates, match.evidence) == (None, ("a", "b"), Evidence.SEVERAL)


def test_a_districts_name_beats_a_place_of_that_name_elsewhere() -> None:
    districts = [District(code="a", name="Quận Tân Lập"), District(code="b", name="Quận B Hai")]
    territory = Territory(districts, [Place(district="b", name="Tân Lập")])
    assert territory.find("con ở Tân Lập").district == "a"


def test_a_numbered_district_keeps_its_number_in_its_name() -> None:
    territory = Territory([District(code="q5", name="Quận 5", aliases=["q5"])], [])
    assert territory.find("con ở quận 5").district == territory.find("o q5").district == "q5"
    assert territory.find("con 5 tuổi").district is None


def test_a_name_that_also_lies_outside_keeps_its_candidate_for_the_question() -> None:
    match = CAN_THO.find("Tân Thạnh")
    assert (match.district, match.candidates, match.evidence) == (None, ("thoi-lai",), Evidence.OUTSIDE)


@pytest.mark.parametrize(
    ("key", "district"), [("1", "ninh-kieu"), (" 9 ", "vinh-thanh"), ("0", None), ("", None), ("*", None)]
)
def test_a_key_names_a_district(key: str, district: str | None) -> None:
    assert CAN_THO.by_digit(key) == district


def test_names_are_shown_in_full() -> None:
    assert CAN_THO.name_of("o-mon") == "Quận Ô Môn"
    assert CAN_THO.name_of("gone") == "gone"


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    match = CAN_THO.find(text)
    assert match.district is None or match.district in match.candidates


@given(st.sampled_from(EXAMPLES), st.sampled_from(["NFC", "NFD"]))
def test_the_unicode_form_makes_no_difference(example: dict[str, str], form: str) -> None:
    assert CAN_THO.find(unicodedata.normalize(form, example["text"])) == CAN_THO.find(example["text"])  # type: ignore[arg-type]


def test_a_message_is_understood_within_a_millisecond() -> None:
    started = time.process_time()
    for example in EXAMPLES:
        CAN_THO.find(example["text"])
    assert (time.process_time() - started) / len(EXAMPLES) < 0.001
