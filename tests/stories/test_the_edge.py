"""Webhooks as they should not be: forged, repeated, at once, in any order, with hostile fields."""

import re
import string
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from lxml import etree

from hotline import cases
from hotline.replay import Replay
from hotline.simulator.phones import Phone

from .town import Edge, Town

CALL = {"CallSid": "CA" + "1" * 32, "From": "+84900000001", "To": "+842923891111", "CallStatus": "ringing"}
TEXT = {"MessageSid": "SM" + "1" * 32, "From": "+84900000001", "To": "+842923891111", "Body": "con ở Ninh Kiều"}
KINDS = ["contacts", "cases", "alerts", "notifications"]
ADDRESSES = [
    "/webhooks/voice",
    "/webhooks/voice/fallback",
    "/webhooks/voice/fallback?leg=1",
    "/webhooks/voice/fallback/status",
    "/webhooks/voice/fallback/screen",
    "/webhooks/voice/fallback/key",
    "/webhooks/voice/status",
    "/webhooks/voice/place?attempt=1",
    "/webhooks/voice/place?attempt=2",
    "/webhooks/voice/hold?turn=0",
    "/webhooks/voice/hold/key?turn=1",
    "/webhooks/voice/left",
    "/webhooks/voice/connected/1",
    "/webhooks/voice/recalled",
    "/webhooks/voice/dialled/desk",
    "/webhooks/voice/dialled/national",
    "/webhooks/voice/dialled/1/status",
    "/webhooks/voice/message",
    "/webhooks/voice/recording",
    "/webhooks/voice/officer/fallback",
    "/webhooks/voice/officer/1",
    "/webhooks/voice/officer/999999999/key?attempt=1",
    "/webhooks/voice/officer/999999999/key?attempt=1&key=1&failed=1",
    "/webhooks/voice/officer/1/left?attempt=1",
    "/webhooks/voice/officer/1/status",
    "/webhooks/sms",
    "/webhooks/sms/fallback",
    "/webhooks/sms/status?notification=1",
]


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_forged_request_is_refused_and_leaves_no_trace(town: Town, edge: Edge, path: str) -> None:
    events = len(town.records("events"))
    assert edge.post(path, CALL | TEXT, signed=False).status_code == 403
    assert [town.records(kind) for kind in KINDS] == [[], [], [], []]
    assert len(town.records("events")) == events


def test_five_copies_of_a_call_at_once_are_one_contact_with_one_answer(town: Town, edge: Edge) -> None:
    answers = edge.post_at_once(5, "/webhooks/voice", CALL)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert [len(town.records(kind)) for kind in ("contacts", "cases", "alerts")] == [1, 1, 1]


def test_five_copies_of_a_text_at_once_are_one_contact_with_one_reply(town: Town, edge: Edge) -> None:
    answers = edge.post_at_once(5, "/webhooks/sms", TEXT)
    assert {answer.text for answer in answers} == {answers[0].text}
    assert "Đã nhận tin" in answers[0].text
    assert [len(town.records(kind)) for kind in ("contacts", "cases", "alerts")] == [1, 1, 1]


def test_a_replay_long_after_gets_the_first_answer_again(town: Town, edge: Edge, child: Phone, lan: Phone) -> None:
    first = edge.post("/webhooks/voice", CALL)
    place = edge.post("/webhooks/voice/place?attempt=1", CALL | {"Digits": "1"})
    town.network.wait_idle()
    lan.answers()
    lan.presses("1")
    edge.post("/webhooks/voice/status", CALL | {"CallStatus": "completed"})
    town.passes(3600)
    assert edge.post("/webhooks/voice", CALL).text == first.text
    assert edge.post("/webhooks/voice/place?attempt=1", CALL | {"Digits": "1"}).text == place.text
    assert town.record("contacts")["state"] == "ended"


def test_many_texts_of_one_number_at_once_share_one_case(town: Town, edge: Edge) -> None:
    edge.post_each_at_once("/webhooks/sms", [TEXT | {"MessageSid": f"SM{number:032d}"} for number in range(8)])
    assert len(town.records("contacts")) == 8
    assert len(town.records("cases")) == 1


@pytest.mark.parametrize("path", ["/webhooks/voice/hold?turn=1", "/webhooks/voice/place?attempt=1"])
def test_a_replay_during_the_talk_takes_nobody_out_of_it(
    town: Town, edge: Edge, child: Phone, lan: Phone, path: str
) -> None:
    call = child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    edge.post(path, CALL | {"CallSid": call.sid, "Digits": "1"})
    town.passes(60)
    lan.hangs_up()
    town.passes(60)
    assert [alert["state"] for alert in town.records("alerts")] == ["acknowledged"]
    assert town.record("contacts")["outcome"] == "answered"


def test_five_presses_of_one_officer_at_once_are_one_acceptance(
    town: Town, edge: Edge, child: Phone, lan: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    (call,) = town.notifications("nk1")
    path = f"/webhooks/voice/officer/{call['id']}/key?attempt=1"
    answers = edge.post_at_once(5, path, {"CallSid": call["sid"], "Digits": "1"})
    assert len({answer.text for answer in answers}) == 1
    accepted = [row for row in town.records("events") if row["to"] == "acknowledged" and row["what"] == "alert.state"]
    assert len(accepted) == 1


@pytest.mark.parametrize("word", ["ringing", "in-progress", "queued"])
def test_a_status_that_comes_after_the_end_changes_nothing(town: Town, edge: Edge, word: str) -> None:
    edge.post("/webhooks/voice", CALL)
    edge.post("/webhooks/voice/status", CALL | {"CallStatus": "completed"})
    before = town.records("contacts")
    assert edge.post("/webhooks/voice/status", CALL | {"CallStatus": word}).status_code == 204
    assert town.records("contacts") == before


def test_the_status_of_an_outgoing_call_is_no_contact(town: Town, edge: Edge) -> None:
    edge.post("/webhooks/voice/status", CALL | {"CallStatus": "completed", "Direction": "outbound-api"})
    assert town.records("contacts") == []


@pytest.mark.parametrize("path", ["/webhooks/voice", "/webhooks/voice/hold?turn=0", "/webhooks/sms"])
def test_a_request_that_names_no_call_or_message_is_refused(town: Town, edge: Edge, path: str) -> None:
    assert edge.post(path, {"From": "+84900000001"}).status_code == 400
    assert edge.post(path, {"CallSid": "x" * 500, "MessageSid": "x" * 500}).status_code == 400


@pytest.mark.parametrize("path", ["/webhooks/voice/", "/webhooks/sms/"])
def test_nothing_redirects(town: Town, edge: Edge, path: str) -> None:
    assert edge.post(path, CALL).status_code == 404


def test_an_unknown_notification_gets_an_answer_and_not_an_error(town: Town, edge: Edge) -> None:
    path, form = "/webhooks/voice/officer/12345/key?attempt=1", {"CallSid": "CA1", "Digits": "1"}
    assert "<Redirect" in edge.post(path, form).text, "it may be written down in a moment"
    answer = edge.post(f"{path}&failed=4", form)
    assert answer.status_code == 200
    assert "<Hangup" in answer.text


nasty = st.text(alphabet=st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "",
        "\0",
        "'; DROP TABLE contact; --",
        "<Response><Hangup/></Response>",
        "]]>&<",
        "９",
        "1" * 5000,
        "%s%(x)s{}",
        "\u202e\u200b",
        "🧒" * 400,
        "2147483648",
        "-1",
    ]
)
names = ["From", "To", "Body", "Digits", "SpeechResult", "CallStatus", "QueueResult", "DialCallStatus", "Direction"]
more_names = ["DialCallDuration", "RecordingUrl", "ErrorCode", "MessageStatus", "CallerName", "DialBridged"]
sids = st.text(string.ascii_letters + string.digits, min_size=1, max_size=40) | nasty


@profile(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(ADDRESSES),
    fields=st.dictionaries(st.sampled_from(names + more_names), nasty, max_size=8),
    sid=sids,
)
def test_any_signed_form_gets_a_document_or_a_clear_refusal(
    town: Town, edge: Edge, path: str, fields: dict[str, Any], sid: str
) -> None:
    answer = edge.post(path, {"CallSid": sid, "MessageSid": sid} | fields)
    assert answer.status_code in {200, 204, 400, 413}, answer.text
    if answer.status_code == 200:
        document = etree.fromstring(answer.content)
        assert document.tag == "Response"
        assert not re.search("DROP TABLE", answer.text)
    if answer.status_code == 200 and path in {"/webhooks/voice", "/webhooks/sms"}:
        stored = sid.replace("\0", "").strip()
        assert [row for row in town.records("contacts") if row["sid"] == stored]


@pytest.mark.in_time
def test_a_flood_of_one_number_hears_a_voice_and_asks_again_while_others_are_answered(
    town: Town, edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(town.service.database, "suspect", lambda: None)  # it is slow for this caller only
    with town.service.transaction() as session:
        cases.lock_caller(session, CALL["From"])
        forms = [CALL | {"CallSid": f"CA{number:032d}"} for number in range(20)]
        with ThreadPoolExecutor(1) as flood:
            answers = flood.submit(edge.post_each_at_once, "/webhooks/voice", forms)
            assert "<Gather" in edge.post("/webhooks/voice", CALL | {"From": "+84900000009"}).text
        again = [answer.text for answer in answers.result() if "/webhooks/voice?round=1" in answer.text]
    assert len(again) == 18
    assert all("Con giữ máy một chút" in text for text in again)
    assert "<Gather" in edge.post("/webhooks/voice?round=1", forms[-1]).text
    Replay(town.service).run()
    assert len(town.records("contacts")) == 21
    assert len(town.records("cases")) == 2
