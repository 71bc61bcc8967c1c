"""What the network takes as TwiML, and what it refuses with which of Twilio's numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.simulator.documents import Refused, parse
from hotline.simulator.grammar import ANNOUNCEMENT, MESSAGING, SCREENING, VOICE, WAITING


def wrapped(verbs: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{verbs}</Response>'.encode()


TAKEN = [
    "",
    "<Say>Chào con</Say>",
    '<Say language="vi-VN" voice="Google.vi-VN-Wavenet-A">Chào <break time="1s"/> con</Say>',
    '<Pause length="2"/>',
    '<Gather input="dtmf speech" numDigits="1" speechTimeout="auto" profanityFilter="false"><Say>Hả?</Say></Gather>',
    '<Enqueue waitUrl="/hold" action="/after">case-1</Enqueue>',
    '<Dial timeout="15" action="/done"><Queue url="/announce">case-1</Queue></Dial>',
    '<Dial><Number statusCallbackEvent="initiated answered" statusCallback="/s">+84912000001</Number></Dial>',
    "<Dial>+84912000001</Dial>",
    '<Record maxLength="60" timeout="4" finishOnKey="#" playBeep="true" action="/kept"/>',
    '<Redirect method="POST">/next</Redirect>',
    '<Reject reason="busy"/>',
    "<!-- a remark --><Hangup/>",
]

REFUSED = [
    (b"", 12100),
    (b"Chao con", 12100),
    (b"\n" + wrapped("<Hangup/>"), 12100),
    (b"<Answer><Hangup/></Answer>", 12100),
    (wrapped("<Say>A & B</Say>"), 12100),
    (b'<!DOCTYPE Response [<!ENTITY x "y">]><Response><Say>&x;</Say></Response>', 12100),
    (wrapped("<Sing>La la</Sing>"), 12200),
    (wrapped("<say>la</say>"), 12200),
    (wrapped('<Say tone="kind">la</Say>'), 12200),
    (wrapped("<Say></Say>"), 12200),
    (wrapped("<Say>" + "a" * 4097 + "</Say>"), 12200),
    (wrapped("<Say><Pause/></Say>"), 12200),
    (wrapped('<Gather numDigits="many"/>'), 12200),
    (wrapped("<Gather><Dial>+84912000001</Dial></Gather>"), 12200),
    (wrapped("<Gather><Gather/></Gather>"), 12200),
    (wrapped("<Dial><Say>la</Say></Dial>"), 12200),
    (wrapped("<Number>+84912000001</Number>"), 12200),
    (wrapped("<Leave/>"), 12200),
    (wrapped("words in between<Hangup/>"), 12200),
    (wrapped("<Message>la</Message>"), 12200),
    (wrapped("<Say>" + "ă" * 40000 + "</Say>"), 11750),
]


@pytest.mark.parametrize("verbs", TAKEN)
def test_it_takes(verbs: str) -> None:
    parse(wrapped(verbs), VOICE)


@pytest.mark.parametrize(("body", "code"), REFUSED)
def test_it_refuses(body: bytes, code: int) -> None:
    with pytest.raises(Refused) as caught:
        parse(body, VOICE)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("allowed", "verb"),
    [
        (WAITING, "<Enqueue>q</Enqueue>"),
        (WAITING, "<Dial>+84912000001</Dial>"),
        (WAITING, "<Record/>"),
        (ANNOUNCEMENT, "<Gather/>"),
        (ANNOUNCEMENT, "<Hangup/>"),
        (SCREENING, "<Dial>+84912000001</Dial>"),
        (SCREENING, "<Redirect>/x</Redirect>"),
        (MESSAGING, "<Say>la</Say>"),
    ],
)
def test_it_refuses_verbs_out_of_place(allowed: frozenset[str], verb: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(wrapped(verb), allowed)
    assert caught.value.code == 12200


@given(st.binary(max_size=300))
def test_nothing_but_a_refusal_comes_of_noise(noise: bytes) -> None:
    with pytest.raises(Refused):
        parse(noise, VOICE)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1))
def test_what_is_said_is_read_as_it_was_written(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if words.strip():
        assert parse(wrapped(f"<Say>{escaped}</Say>"), VOICE)[0].text == words.strip()
