from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.cityfile.durations import parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *(("25s", 25), ("25", 25), ("2m", 120), ("1.5s", 1.5), ("5 min", 300), ("500ms", 0.5)),
        *(("1h", 3600), ("12H", 43_200), ("7d", 604_800), (" 30 sec ", 30)),
    ],
)
def test_it_reads_what_people_write(text: str, seconds: float) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "s", "-5s", "5 fortnights", "1e9", "five", "1:30", "9" * 40, "٣s", "5s 5s", "nan"]
)
def test_it_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="write it like 25s, 2m or 1h"):
        parse_duration(text)


@given(st.integers(0, 9_999_999), st.sampled_from([("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]))
def test_every_whole_number_of_a_unit_is_exact(number: int, unit: tuple[str, int]) -> None:
    assert parse_duration(f"{number}{unit[0]}") == timedelta(milliseconds=number * unit[1])


@given(st.text(max_size=20))
def test_no_text_breaks_it(text: str) -> None:
    with suppress(ValueError):
        assert parse_duration(text) >= timedelta()
