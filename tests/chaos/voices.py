"""Nobody is left on a dead line: what each caller heard, and when, from the first ring to the last word."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from hotline.simulator.call import Call
from hotline.simulator.leg import APOLOGY
from hotline.simulator.log import Event, Kind
from tests.chaos.blows import NETWORK
from tests.chaos.records import Records
from tests.chaos.stopwatch import Fetch

VOICE_WITHIN = 2.0
"""Seconds until an answer of ours."""
SILENCE = 4.0 + VOICE_WITHIN + 1.5
"""Seconds between two sentences to a waiting caller: the pause for a key, an answer, and the sentence itself."""
RINGING, RECORDING = 22.0, 12.0
"""Seconds that another telephone rings for a caller, and that a recorder may hear nothing."""
GIVEN_UP = 15.5
"""Seconds after which the network takes an answer as none, whatever we do."""
SOUNDS = {Kind.CALLS, Kind.HEARS, Kind.LISTENS, Kind.CONNECTS, Kind.PARTS, Kind.RECORDS, Kind.RINGS, Kind.ENDS}
NOT_TO_THE_CALLER = ("/status", "/recording")


def problems(records: Records) -> Iterator[str]:
    events, fetches = defaultdict(list), defaultdict(list)
    callers = {call.sid: (call.parent or call).sid for call in records.calls}
    for event in records.events:
        events[callers.get(event.sid, "")].append(event)
    for fetch in records.fetches:
        fetches[fetch.sid].append(fetch)
    for call in records.inbound:
        who = f"the call {call.sid} of {call.created_at:%H:%M:%S}"
        for problem in _of_call(records, call, events[call.sid], fetches[call.sid]):
            yield f"{who} {problem}"


def _of_call(records: Records, call: Call, events: list[Event], fetches: list[Fetch]) -> Iterator[str]:
    own = [event for event in events if event.sid == call.sid]
    if any(event.kind is Kind.HEARS and event.text == APOLOGY for event in own):
        yield "heard the network's apology"
    documents = [one for one in fetches if not any(word in one.url for word in NOT_TO_THE_CALLER)]
    yield from _late_answers(records, call, documents)
    yield from _silences(records, [event for event in events if event.kind in SOUNDS])
    hung_up = any(event.kind is Kind.HANGS_UP for event in own)
    if call.ended_at and not hung_up and "<Hangup" not in _last_words(documents, call.ended_at):
        yield "ended without a goodbye"


def _last_words(documents: list[Fetch], ended_at: datetime) -> str:
    bodies = [one.body for one in documents if one.body and one.ended_at and one.ended_at <= ended_at]
    return bodies[-1] if bodies else ""


def _late_answers(records: Records, call: Call, documents: list[Fetch]) -> Iterator[str]:
    for one in documents:
        ended_at = one.ended_at or records.ended_at
        if call.ended_at and one.began_at >= call.ended_at:
            continue  # the network tells of the end, and nobody listens
        limit = _limit(records, one.began_at, ended_at, VOICE_WITHIN)
        if ended_at > limit and ended_at - one.began_at < timedelta(seconds=GIVEN_UP):
            yield f"waited {_seconds(one.began_at, ended_at)} s for {one.url} at {one.began_at:%H:%M:%S}"


def _silences(records: Records, events: list[Event]) -> Iterator[str]:
    for before, after in pairwise(events):
        allowed = {Kind.CALLS: VOICE_WITHIN, Kind.RINGS: RINGING, Kind.RECORDS: RECORDING}.get(before.kind, SILENCE)
        if before.kind is not Kind.CONNECTS and after.at > _limit(records, before.at, after.at, allowed):
            yield f"heard nothing for {_seconds(before.at, after.at)} s after {before.kind} at {before.at:%H:%M:%S}"


def _limit(records: Records, start: datetime, end: datetime, seconds: float) -> datetime:
    """Until when something may last that began at `start`: while the web process is away, it begins at its return."""
    blows = records.under({"web", NETWORK}, start, end)
    since = max([start, *(blow.over_at for blow in blows)])
    return since + records.lag.allow(seconds, start, end)


def _seconds(start: datetime, end: datetime) -> str:
    return f"{(end - start).total_seconds():.1f}"
