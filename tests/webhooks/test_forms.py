"""Whatever arrives, what comes out is safe to store."""

from hypothesis import given
from hypothesis import strategies as st

from webhooks.events import LONGEST_SID, IncomingText, LineState, MissingSid, StatusChanged
from webhooks.forms import MOST_FIELDS, Form


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_form_or_too_many_fields(body: bytes) -> None:
    try:
        form = Form.parse(body)
    except ValueError:
        assert body.count(b"&") >= MOST_FIELDS
        return
    for name in form:
        assert "\0" not in form.text(name)
        form.text(name).encode("utf-8")


@given(st.dictionaries(st.sampled_from(["MessageSid", "From", "To", "Body", "NumMedia"]), st.text(max_size=300)))
def test_any_message_is_read_or_says_that_its_sid_is_missing(fields: dict[str, str]) -> None:
    try:
        text = IncomingText.parse(Form(fields.items()))
    except MissingSid:
        sid = fields.get("MessageSid", "").replace("\0", "").strip()
        assert not sid or len(sid) > LONGEST_SID
    else:
        assert text.body == fields.get("Body", "").replace("\0", "").strip()


def test_the_first_field_that_says_something_counts() -> None:
    form = Form([("From", ""), ("From", "+84900000001"), ("From", "+84900000002"), ("Caller", "+84900000003")])
    assert form.text("From", "Caller") == "+84900000001"
    assert form.text("Missing", "Caller") == "+84900000003"


def test_what_no_database_takes_is_left_out() -> None:
    assert Form([("Body", " cứu\0 con \ud800")]).text("Body") == "cứu con ?"


def test_a_number_that_is_none_is_nought() -> None:
    form = Form([("a", "12"), ("b", "-3"), ("c", "x"), ("d", "٣"), ("e", "9" * 400)])
    assert [form.number(name) for name in "abcdz"] == [12, 0, 0, 0, 0]
    assert form.number("e") >= 0


def call_status(word: str) -> LineState:
    return StatusChanged.of_call(Form([("CallSid", "CA1"), ("CallStatus", word)])).state


def test_an_unknown_status_is_still_under_way() -> None:
    assert call_status("something-new") is LineState.UNDER_WAY
    assert call_status("no-answer") is LineState.UNANSWERED
    text = Form([("SmsSid", "SM1"), ("SmsStatus", "undelivered"), ("ErrorCode", "30003")])
    assert (StatusChanged.of_text(text).state, StatusChanged.of_text(text).error) == (LineState.FAILED, "30003")
