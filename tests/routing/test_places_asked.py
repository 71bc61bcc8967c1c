"""What is asked about though a name is there, and what looks like it and is clear."""

import pytest

from routing.places import Evidence
from tests.routing.finder import can_tho


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("bữa thì ngủ ở Cờ Đỏ, bữa thì ngủ ở Thới Lai", {"co-do", "thoi-lai"}),
        ("mot tuan o voi ba thot not, mot tuan o voi ma o mon", {"thot-not", "o-mon"}),
        ("chạy từ Thốt Nốt về hướng Ninh Kiều", {"thot-not", "ninh-kieu"}),
        ("nó chở bé từ Phong Điền qua Ô Môn hay đi đâu luôn không biết", {"phong-dien", "o-mon"}),
        ("an binh hay thoi binh, ma cung co the la long tuyen", {"ninh-kieu", "binh-thuy"}),
        ("từ Phong Điền ra Ninh Kiều, chưa cập bến", {"phong-dien", "ninh-kieu"}),
    ],
)
def test_of_places_in_turn_or_on_the_way_each_is_a_candidate(text: str, candidates: set[str]) -> None:
    match = can_tho().find(text)
    assert (match.district, set(match.candidates)) == (None, candidates)


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("bữa thì nhịn cơm bữa thì ăn đòn, con ở Cái Răng", "cai-rang"),
        ("khi mẹ đi thì ba đánh, khi mẹ về thì thôi, nhà ở Thốt Nốt", "thot-not"),
        ("Lúc trước con ở Cờ Đỏ, lúc này con ở Thới Lai", "thoi-lai"),
        ("sáng con ở Phong Điền, chiều ba chở qua Ninh Kiều", "ninh-kieu"),
        ("nhà ở Thốt Nốt hướng mặt ra sông", "thot-not"),
        ("con ở Ninh Kiều, con không biết ba con đi đâu", "ninh-kieu"),
        ("bé lạc ở Cái Răng, không biết ba mẹ ở đâu", "cai-rang"),
        ("con ở Vĩnh Thạnh, có thể tới liền không cô", "vinh-thanh"),
    ],
)
def test_the_same_words_about_something_else_leave_a_place_clear(text: str, district: str) -> None:
    assert can_tho().find(text).district == district


@pytest.mark.parametrize(
    "text", ["con bị bắt ở Cái Răng rồi họ chở đi xa, giờ không biết đang ở đâu", "về hướng Ô Môn"]
)
def test_where_a_child_was_taken_from_is_only_a_candidate(text: str) -> None:
    match = can_tho().find(text)
    assert (match.district, len(match.candidates)) == (None, 1)


def test_names_here_and_elsewhere_do_not_prove_each_other_to_be_elsewhere() -> None:
    match = can_tho().find("thạnh hòa tân thạnh long hưng")
    assert (match.is_outside, set(match.candidates)) == (False, {"thot-not", "thoi-lai", "o-mon"})


@pytest.mark.parametrize(
    "text",
    [
        *("con tên Hưng Phú", "mẹ em tên Vĩnh Trinh", "tên mẹ con là Hưng Thạnh", "em là Long Tuyền học 7A"),
        *("ba con tên Lộc", "con tên là Tân Lộc con bị bạn đánh", "bà Sáu Ninh Kiều đánh con", "bé Ba Cờ Đỏ bị đánh"),
        *(
            "gia đình an bình",
            "cuộc sống an lạc",
            "đường An Bình",
            "trên cầu Hưng Lợi có bé",
            "xe khách Thốt Nốt chở con",
        ),
    ],
)
def test_people_wishes_streets_and_bridges_are_no_place(text: str) -> None:
    assert can_tho().find(text).district is None
    assert can_tho().find(text, spoken=True).district is None


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("xóm con tên là xóm Chài, Hưng Phú", "cai-rang"),
        ("con là học sinh ở Cái Răng", "cai-rang"),
        ("con gái ông Tư ở Cờ Đỏ bị đánh", "co-do"),
        ("gia đình con ở An Bình", "ninh-kieu"),
        ("đình An Thới", "binh-thuy"),
        ("cầu Bình Thủy", "binh-thuy"),
        ("địa chỉ ninh kieeuf nha chị", "ninh-kieu"),
    ],
)
def test_a_place_beside_such_words_is_one(text: str, district: str) -> None:
    assert can_tho().find(text).district == district


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Thoại Sơn, An Giang, sát bên Vĩnh Thạnh", None),
        ("Long Xuyên nha, giáp Thốt Nốt đó cô", None),
        ("con ở Ô Môn, gần Lấp Vò", "o-mon"),
        ("Vĩnh Trinh giáp Thoại Sơn", "vinh-thanh"),
        ("gần An Giang, phường Thới Thuận", "thot-not"),
    ],
)
def test_what_lies_beside_is_no_second_place(text: str, district: str | None) -> None:
    match = can_tho().find(text)
    assert (match.district, match.evidence == Evidence.OUTSIDE) == (district, district is None)


def test_where_a_child_is_near_a_place_elsewhere_its_home_here_is_no_answer() -> None:
    assert can_tho().find("con đang ở gần Long Xuyên, nhà con ở Cái Răng").district is None
