"""Nothing is lost, nothing goes backwards, nothing leaks: the records of both sides against each other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from hotline.simulator.call import Direction
from tests.chaos.load import MARKER
from tests.chaos.records import Records

MOST_ORDERS = 2
"""Of one notification: once, and once more when nobody knew whether it had been given."""


def problems(records: Records) -> Iterator[str]:
    yield from _contacts(records)
    yield from _cases(records)
    yield from _alerts(records)
    yield from _chains(records)
    yield from _repeats(records)
    yield from _leaks(records)


def _contacts(records: Records) -> Iterator[str]:
    kept = Counter(contact["sid"] for contact in records.shown["contacts"])
    came = {call.sid: call.created_at for call in records.inbound} | dict(records.texts)
    for sid, at in came.items():
        if kept[sid] != 1:
            yield f"{sid} of {at:%H:%M:%S} has {kept[sid]} contacts"
    for sid in kept.keys() - came.keys():
        yield f"the contact {sid} is no call and no text at the network"


def _cases(records: Records) -> Iterator[str]:
    for contact in records.shown["contacts"]:
        if contact["case"] is None:
            yield f"the contact {contact['sid']} has no case"
        if contact["state"] != "ended":
            yield f"the contact {contact['sid']} is still open, and its caller has gone"


def _alerts(records: Records) -> Iterator[str]:
    alerts = defaultdict(list)
    for alert in records.shown["alerts"]:
        alerts[alert["case"]].append(alert)
        if (problem := _stopped_without_a_human(records, alert)) is not None:
            yield f"alert {alert['id']} {problem}"
    for case in records.shown["cases"]:
        if not alerts[case["number"]]:
            yield f"case {case['number']} has no alert"


def _stopped_without_a_human(records: Records, alert: dict[str, Any]) -> str | None:
    if alert["state"] == "acknowledged":
        accepted = [
            one
            for one in records.shown["notifications"]
            if (one["alert"], one["state"], one["officer"]) == (alert["id"], "accepted", alert["acknowledged_by"])
        ]
        pressed = {one.sid for one in records.events if one.kind == "presses" and one.text == "1"}
        human = any(one["sid"] in pressed for one in accepted)
        return None if human else "was taken, and nobody pressed a key"
    if alert["state"] not in {"ringing", "exhausted"}:
        return f"is {alert['state']}"
    return None if alert["next_step_at"] else "runs and will never go on"


def _chains(records: Records) -> Iterator[str]:
    """Each thing's log is one unbroken chain that ends in what the thing is now."""
    states: dict[tuple[str, int], str | None] = {}
    for line in records.shown["events"]:
        if not line["what"].endswith(".state"):
            continue
        thing = (line["what"], line["subject"])
        if line["from"] != states.get(thing):
            yield f"{thing} went from {line['from']} to {line['to']}, but was {states.get(thing)} (event {line['id']})"
        states[thing] = line["to"]
    for kind in ("alerts", "notifications", "cases", "contacts"):
        for row in records.shown[kind]:
            if states.get((f"{kind[:-1]}.state", row["id"])) != row["state"]:
                yield f"{kind[:-1]} {row['id']} is {row['state']}, its log ends with another state"


def _repeats(records: Records) -> Iterator[str]:
    orders: Counter[str] = Counter()
    for call in records.calls:
        if call.direction is Direction.API and call.subscription:
            orders[call.subscription.request.url] += 1
    for address, times in orders.items():
        if times > MOST_ORDERS:
            yield f"an officer was called {times} times for one turn ({address})"


def _leaks(records: Records) -> Iterator[str]:
    """No number of a caller and no word of a text in what the processes print."""
    numbers = {call.phone.removeprefix("+84") for call in records.inbound}
    secret = re.compile("|".join([MARKER, *map(re.escape, sorted(numbers))]))
    for line in records.said:
        if secret.search(line):
            yield f"a process printed what is private: {secret.sub('…', line)}"
