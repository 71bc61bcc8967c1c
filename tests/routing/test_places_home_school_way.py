"""Home or school, here or on the way, this child or that one: what nothing decides is asked."""

import pytest

from tests.routing.finder import can_tho


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("nhà em ở Cờ Đỏ, em học ở Thới Lai, bị mấy bạn chặn đánh", {"co-do", "thoi-lai"}),
        ("truong e o thot not con nha e o vinh thanh, e so lam", {"thot-not", "vinh-thanh"}),
        ("con bỏ đi rồi, nhà con ở Ô Môn, nhà bạn con ở Cái Răng", {"o-mon", "cai-rang"}),
        ("dang ngoi tren xe tu phong dien qua o mon", {"phong-dien", "o-mon"}),
        ("chị em con bị chia ra, chị bên Thốt Nốt, em bên Cờ Đỏ", {"thot-not", "co-do"}),
        ("một đứa ở Bình Thủy, một đứa ở Ninh Kiều", {"binh-thuy", "ninh-kieu"}),
        ("chỗ này giáp ranh giữa Ô Môn với Thốt Nốt", {"o-mon", "thot-not"}),
        ("Ô Môn, à không, Cờ Đỏ, mà không biết Cờ Đỏ hay Ô Môn nữa", {"o-mon", "co-do"}),
        ("đây có phải Cái Răng không cô, hay Phong Điền", {"cai-rang", "phong-dien"}),
        ("chỗ con vừa ghi Ô Môn vừa ghi Thới Lai", {"o-mon", "thoi-lai"}),
        ("Cờ Đỏ, à không, Ô Môn, mà con hổng biết nữa", {"co-do", "o-mon"}),
        ("người ta nói chỗ này Thốt Nốt, bà bán nước nói Ô Môn", {"thot-not", "o-mon"}),
    ],
)
def test_of_two_places_that_nothing_decides_between_both_are_candidates(text: str, candidates: set[str]) -> None:
    match = can_tho().find(text)
    assert (match.district, set(match.candidates)) == (None, candidates)


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("con học ở Thới Lai, nhà ở Cờ Đỏ, ba con đánh con", "co-do"),
        ("con học nội trú ở Ninh Kiều, nhà ở Thốt Nốt, giờ con đang ở nhà", "thot-not"),
        ("nhà con ở Ninh Kiều, nhà nội ở Ô Môn, giờ con ở nhà nội", "o-mon"),
        ("con đi xe từ Cái Răng lên Bình Thủy, giờ đang ở trạm xe", "binh-thuy"),
        ("con khong con o Vinh Thanh, con o Co Do roi", "co-do"),
        ("Cờ Đỏ hay Ô Môn ta, à nhớ rồi, Ô Môn", "o-mon"),
        ("chú hay chở con lên Ninh Kiều chơi, nhà con ở Thốt Nốt", "thot-not"),
        ("ba chạy xe ôm bên Cái Răng, nhà con ở Ô Môn", "o-mon"),
        ("ko phai o mon dau, o binh thuy", "binh-thuy"),
        ("co do, a em ghi lon, thoi lai moi dung", "thoi-lai"),
        ("con chưa bao giờ ở Bình Thủy, con ở Ninh Kiều", "ninh-kieu"),
        ("em be bi bo roi o phuong phuoc thoi", "o-mon"),
        ("nha em o thoi lai, tuan sau moi len ninh kieu kham benh", "thoi-lai"),
        ("cô ơi ở phường Long Hòa có em nhỏ bị nhốt", "binh-thuy"),
        ("cô giáo ở trường mầm non Phước Thới đánh mấy bé", "o-mon"),
    ],
)
def test_what_is_said_about_now_decides(text: str, district: str) -> None:
    assert can_tho().find(text).district == district


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("thot not ba danh em", "thot-not"),
        ("binh thuy em so qua", "binh-thuy"),
        ("vinh thanh me con bo di roi", "vinh-thanh"),
        ("cuu con cai rang", "cai-rang"),
        ("cai rang con dau qua", None),
        ("co do danh con", None),
        ("thoi lai ba danh nua", None),
        ("binh thuy ba nem trung em", None),
    ],
)
def test_a_plea_after_a_districts_name_or_before_it_makes_a_place_of_it(text: str, district: str | None) -> None:
    assert can_tho().find(text).district == district


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("con ở quận An Khánh", "ninh-kieu"),
        ("huyen truong thanh", "thoi-lai"),
        ("huyện Thạnh Phú", None),
        ("đoàn tham quan nhà cổ Bình Thủy", "binh-thuy"),
        ("BV đa khoa trung ương Cần Thơ", "ninh-kieu"),
        ("gần ĐH Tây Đô", "cai-rang"),
        ("Chung Kiên Thốt Nốt", "thot-not"),
    ],
)
def test_a_ward_called_a_district_and_a_landmark_cut_short_are_understood(text: str, district: str | None) -> None:
    assert can_tho().find(text).district == district


def test_a_district_of_another_province_said_so_is_outside() -> None:
    assert can_tho().find("em ở quận Tân Phú Sài Gòn").is_outside


def test_a_place_in_the_middle_of_a_long_letter_is_read() -> None:
    words = "Con sợ lắm, ba con nhậu hoài. " * 50
    assert can_tho().find(f"{words}Nhà con ở phường Trà Nóc. {words}").district == "binh-thuy"
