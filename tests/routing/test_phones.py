import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.phones import WITHHELD, is_withheld, mask, parse_phone


@pytest.mark.parametrize(
    "written", ["0912000001", "84912000001", "+84912000001", "0084912000001", "0912 000 001", "(+84) 912.000-001"]
)
def test_every_way_to_write_a_vietnamese_mobile_is_one_number(written: str) -> None:
    assert parse_phone(written) == "+84912000001"


def test_it_reads_a_landline() -> None:
    assert parse_phone("0292 3 999 111") == "+842923999111"


def test_it_reads_a_number_from_abroad() -> None:
    assert parse_phone("+4915112345678") == "+4915112345678"


def test_it_accepts_a_mobile_range_that_the_numbering_library_does_not_know() -> None:
    assert parse_phone("0521000001") == "+84521000001"


@pytest.mark.parametrize(
    "written", ["", "abc", "12345", "091200001", "09120000011", "+84", "111", "0912OOOOO1", "１２３"]
)
def test_it_rejects_what_cannot_be_dialled_and_shows_how_to_write_it(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a telephone number; write it like \+84912000001"):
        parse_phone(written)


@pytest.mark.parametrize(
    "number",
    [
        *(None, "", " ", "anonymous", "Anonymous", "unknown", "restricted", "unavailable", "private"),
        *("+266696687", "+7378742833", "+86282452253", "+8656696", "+2562533", "sip:anonymous@anonymous.invalid"),
        *("client:somebody", "+", "+0000000000", "9" * 400, "\x00"),
    ],
)
def test_a_caller_who_shows_no_number_is_withheld(number: str | None) -> None:
    assert is_withheld(number)


def test_children_handed_over_by_111_are_not_taken_for_one_caller() -> None:
    assert is_withheld("111")


@pytest.mark.parametrize(
    "number", ["+84912000001", "0912000001", "+84521000001", "+999123456789", "sip:0912000001@10.0.0.1"]
)
def test_a_number_in_no_numbering_plan_is_still_somebodys(number: str) -> None:
    assert not is_withheld(number)


def test_a_mask_keeps_the_country_and_three_digits() -> None:
    assert mask("+84912000001") == "+84•••••••001"


def test_a_mask_says_when_there_is_no_number() -> None:
    assert mask(None) == mask("anonymous") == mask("+266696687") == WITHHELD


def test_a_mask_shows_nothing_of_a_short_number() -> None:
    assert mask("12345678") == "•••••••"


@given(st.text(alphabet="0123456789+ -.", max_size=25))
def test_a_mask_never_shows_more_than_a_country_code_and_three_digits(number: str) -> None:
    shown = sum(sign.isdigit() for sign in mask(number))
    assert shown <= 6
    assert shown <= sum(sign.isdigit() for sign in number) - 3 or shown == 0


@given(st.text(max_size=60))
def test_no_text_breaks_the_mask(text: str) -> None:
    assert mask(text)


@given(st.text(max_size=30))
def test_whatever_is_parsed_parses_to_itself(text: str) -> None:
    try:
        number = parse_phone(text)
    except ValueError:
        return
    assert parse_phone(number) == number


@given(st.integers(min_value=0, max_value=999_999))
def test_every_number_of_a_mobile_range_is_read(rest: int) -> None:
    assert parse_phone(f"0912{rest:06}") == f"+84912{rest:06}"
