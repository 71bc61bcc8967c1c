"""A ward that opens a message, and a person of its name."""

import pytest

from tests.routing.finder import can_tho


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("truong lac kenh xang, nha tuong", "o-mon"),
        ("trung hung co be bi dien giat", "co-do"),
        ("vinh trinh lo te, em bi bat", "vinh-thanh"),
        ("nhon nghia nga ba vam xang", "phong-dien"),
        ("Phướt Thới khu 2, con nhỏ bị bỏ", "o-mon"),
        ("truong xuan nha tui co be 7 tuoi", "thoi-lai"),
        ("Mỹ Khánh nhà vườn, có đứa nhỏ", "phong-dien"),
        ("ba lang nha co, be bi danh", "cai-rang"),
    ],
)
def test_what_lies_in_a_ward_makes_a_place_of_it(text: str, district: str) -> None:
    assert can_tho().find(text).district == district


@pytest.mark.parametrize(
    "text",
    [
        *("Trường Xuân đánh con", "Trung Kiên hàng xóm con đánh con", "Xuân Khánh gần nhà con đánh con"),
        *("Xuân Khánh bạn con bị nhốt", "Tân Lộc lớp con có dao", "Lê Bình có con riêng", "Thới Hòa ngồi kế con"),
        *("Trung Kien nha ben hay nhin trom con", "An Binh co ban trai roi", "Hưng Phú nhà con bị sốt"),
        *("Ba Láng say rượu", "Trung Hưng đang rượt má con", "Long Tuyền là bạn con"),
    ],
)
def test_what_a_person_does_or_is_does_not(text: str) -> None:
    assert can_tho().find(text).district is None


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("ờ bà ở phường xuân khánh nè con", "ninh-kieu"),
        ("tôi hàng xóm ở Thới Lai", "thoi-lai"),
        ("có bé trai lạc mẹ ở công viên Lưu Hữu Phước", "ninh-kieu"),
        ("cho hoi o thot not thi goi ai", "thot-not"),
        ("hoi truoc con o thoi lai, gio me con dan len an khanh o roi", "ninh-kieu"),
        ("nói con ở Thốt Nốt là sai, con ở Vĩnh Trinh", "vinh-thanh"),
        ("ba ở Thới Lai nè cô", None),
        ("hàng xóm con ở Phong Điền", None),
        ("bé nhớ mẹ ở Bình Thủy", None),
        ("chị con lấy chồng Cờ Đỏ", None),
    ],
)
def test_whose_place_it_is(text: str, district: str | None) -> None:
    assert can_tho().find(text).district == district


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("e o ninh kju ne", "ninh-kieu"),
        ("toth not gan cau", "thot-not"),
        ("e nha thotnot goi dt e", "thot-not"),
        ("ở Trà Nót nè", "binh-thuy"),
        ("con o cai rnag", "cai-rang"),
        ("mjnh kju e voi", None),
        ("host o nha", None),
        ("đau cairang quá", None),
    ],
)
def test_letters_in_the_wrong_order_or_as_they_sound(text: str, district: str | None) -> None:
    assert can_tho().find(text).district == district


def test_a_polite_spoken_answer_is_a_place_and_a_tooth_is_not() -> None:
    assert can_tho().find("dạ cái răng ạ con ở trọ với mẹ", spoken=True).district == "cai-rang"
    assert can_tho().find("dạ con đau cái răng ạ", spoken=True).district is None
