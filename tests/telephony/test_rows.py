"""Calls and messages as other servers than Twilio may write them."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.telephony.rows import moment, read_call, read_text, same_number

OURS, CHILD, OFFICER = "+842923891111", "+84900000001", "+84912000001"
seconds = st.integers(min_value=0, max_value=4_000_000_000).map(lambda number: datetime.fromtimestamp(number, UTC))


@given(seconds)
def test_a_time_is_read_however_it_is_written(at: datetime) -> None:
    written = [format_datetime(at), at.isoformat(), at.isoformat().replace("+00:00", "Z"), at]
    assert {moment(one) for one in written} == {at}


@given(st.none() | st.integers() | st.floats() | st.text() | st.lists(st.text()))
def test_what_is_no_time_is_none_and_no_error(value: object) -> None:
    found = moment(value)
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(("sender", "is_inbound"), [(CHILD, True), ("", True), (OURS, False), (OURS[1:], False)])
def test_without_a_direction_whatever_others_sent_came_in(sender: str, is_inbound: bool) -> None:
    fields = {"sid": "CA1", "from": sender, "to": OURS}
    assert read_call(fields, ours=OURS).is_inbound == read_text(fields, ours=OURS).is_inbound == is_inbound


def test_fields_that_are_missing_are_empty_and_a_call_without_status_is_under_way() -> None:
    call = read_call({"sid": "CA1", "to": None}, ours=OURS)
    assert (call.from_, call.to, call.status, call.ended_at) == ("", "", "", None)
    assert read_text({"sid": "SM1", "body": None}, ours=OURS).body == ""


def test_a_number_is_the_same_with_and_without_its_plus() -> None:
    assert same_number(OFFICER, OFFICER.removeprefix("+"))
    assert not same_number(OFFICER, CHILD)
