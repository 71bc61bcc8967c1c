"""Texts that no child writes, and changes to a text that must change nothing."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.load.bench_places import Example, examples
from tests.routing.finder import HERE, can_tho, plan

DEV = list(examples(HERE / "messages" / "dev.csv"))
PLEAS = ["cứu con với", "ba đánh con", "con sợ lắm", "help me please", "cuu em", "con bị nhốt", "giúp con với cô ơi"]
PATIENCE = 5.0
"""Seconds of the processor: no measure of speed, but what grows with the square of the length takes minutes."""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 20_000,
        "ninh kieu " * 2_000,
        "\u0323\u0301\u0300" * 7_000,
        "e\u0302\u0323" + "\u0301\u0323" * 5_000,
        "\u200b\u200e\u202e\ufeff" * 5_000,
        "😭" * 10_000,
        "\u202eBình Thủy\u202c" * 1_000,
        "conocuuvoi" * 2_000,
        "ﷺ" * 2_000,
        "q.p.x.h." * 2_000,
        "hay " * 5_000,
        "\x00\ud800" * 100,
    ],
    ids=range(13),
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    can_tho().find(text)
    can_tho().find(text, spoken=True)
    assert time.process_time() - started < PATIENCE


def test_a_name_at_the_end_of_an_endless_text_is_still_read() -> None:
    assert can_tho().find("cứu con với, " * 900 + "con ở Cái Răng").district == "cai-rang"


@pytest.mark.parametrize(
    "text",
    ["N\u200bi\u200bnh K\u200biều", "\u202eNinh Kiều\u202c", "🆘Ninh🆘Kiều🆘", "Ｎｉｎｈ　Ｋｉｅｕ", "Ni\u00adnh Kiều"],
)
def test_signs_that_nobody_sees_hide_no_name(text: str) -> None:
    assert can_tho().find(text).district == "ninh-kieu"


@given(st.text(max_size=300), st.booleans())
def test_no_text_breaks_it(text: str, spoken: bool) -> None:
    match = can_tho().find(text, spoken=spoken)
    assert match.district is None or match.candidates == (match.district,)


@given(st.lists(st.sampled_from([word for one in DEV for word in one.text.split()]), max_size=25).map(" ".join))
def test_no_jumble_of_real_words_breaks_it(text: str) -> None:
    match = can_tho().find(text)
    assert set(match.candidates) <= {district.code for district in plan().districts}


@given(st.sampled_from(DEV), st.sampled_from(["NFC", "NFD"]))
def test_the_unicode_form_makes_no_difference(example: Example, form: str) -> None:
    changed = unicodedata.normalize(form, example.text)  # type: ignore[arg-type]
    assert can_tho().find(changed).district == can_tho().find(example.text).district


@given(st.sampled_from(DEV))
def test_white_space_makes_no_difference(example: Example) -> None:
    assert can_tho().find(f"  {example.text}\n").district == can_tho().find(example.text).district


@given(st.sampled_from(plan().districts), st.sampled_from(PLEAS), st.sampled_from(PLEAS), st.booleans())
def test_no_plea_around_a_district_makes_it_another(district: object, before: str, after: str, lower: bool) -> None:
    code, name = district.code, can_tho().short_name_of(district.code)  # type: ignore[attr-defined]
    text = f"{before}, con ở {name}, {after}"
    assert can_tho().find(text.lower() if lower else text).district == code
    assert can_tho().find(f"{before} {name} {after}").district in {code, None}


@given(st.sampled_from([one for one in DEV if one.expected == "unknown"]), st.sampled_from(["lower", "upper"]))
def test_capitals_alone_make_no_place_of_ordinary_words(example: Example, change: str) -> None:
    assert can_tho().find(getattr(example.text, change)()).district is None
