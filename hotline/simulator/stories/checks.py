"""What most stories expect in common."""

from hotline.simulator.books import Area, Rung
from hotline.simulator.log import Event, Kind
from hotline.simulator.stories.evidence import Check, Evidence, moment

RING_SECONDS = 5.0
"""Within that time of being known, a case rings its officers."""
STEP_SLACK = 4.0


def written_first(evidence: Evidence) -> Check:
    """The contact was written down before the child heard or read a word."""
    said = evidence.of(Kind.HEARS, evidence.sids) + _read_by_child(evidence)
    written = evidence.contact.get("started_at")
    return Check("written", bool(written and said and moment(written) <= said[0].at))


def in_district(evidence: Evidence, area: Area) -> Check:
    ok = evidence.docket.case.get("district", "nothing") == (area.code or None)
    return Check("district" if area.code else "no_district", ok, {"district": area.name})


def rang_soon(evidence: Evidence, cause: Kind) -> Check:
    """Officers rang soon after the child's first key, word or text."""
    causes = evidence.of(cause, evidence.sids)
    seconds = (evidence.rings[0].at - causes[0].at).total_seconds() if causes and evidence.rings else None
    ok = seconds is not None and seconds <= RING_SECONDS
    shown = "—" if seconds is None else f"{max(seconds, 0):.1f}"
    return Check("rang", ok, {"seconds": shown, "limit": f"{RING_SECONDS:g}"})


def one_owner(evidence: Evidence) -> Check:
    """One officer's key, and nobody else's, made the case theirs, in every record."""
    owner = evidence.docket.case.get("acknowledged_by")
    accepted = [row["officer"] for row in evidence.docket.accepted]
    pressed = {event.phone for event in evidence.of(Kind.PRESSES, evidence.officer_sids) if event.text == "1"}
    alert = evidence.docket.alert
    ok = (
        owner is not None
        and accepted == [owner]
        and evidence.phone(owner) in pressed
        and alert.get("acknowledged_by") == owner
        and alert.get("state") == "acknowledged"
        and evidence.docket.case.get("state") == "acknowledged"
    )
    return Check("owner", ok, {"who": evidence.name(owner)})


def owner_is_of(evidence: Evidence, rung: Rung) -> Check:
    """Whoever took the case is one of those whom this step rings."""
    owner = evidence.docket.case.get("acknowledged_by")
    names = ", ".join(evidence.name(person) for person in rung.people)
    return Check("owner_of", owner in rung.people, {"who": names})


def talked(evidence: Evidence) -> Check:
    """The network joined the child and the owner, and the records say so."""
    owner = evidence.docket.case.get("acknowledged_by")
    joined = {event.other for event in evidence.of(Kind.CONNECTS, evidence.sids)}
    ok = owner is not None and joined == {evidence.phone(owner)} and evidence.contact.get("answered_by") == owner
    return Check("talked", ok, {"who": evidence.name(owner)})


def not_alone(evidence: Evidence) -> Check:
    """Between the child's answer and a human's voice there were words, again and again."""
    waited = [event.at for event in evidence.of(Kind.QUEUES, evidence.sids)]
    joined = [event.at for event in evidence.of(Kind.CONNECTS, evidence.sids)]
    end = joined[0] if joined else None
    heard = [one for one in evidence.of(Kind.HEARS, evidence.sids) if waited and one.at >= waited[0]]
    count = len([one for one in heard if end is None or one.at <= end])
    return Check("not_alone", bool(waited) and count > 0, {"count": str(count)})


def nothing_personal(evidence: Evidence) -> Check:
    """No officer heard or read the caller's number or words before they talked with each other."""
    told = [one for one in _told_to_officers(evidence) if one.other != evidence.child]
    secrets = [evidence.child, evidence.child.removeprefix("+84")]
    secrets += [one.text for one in evidence.of(Kind.TEXTS, evidence.sids)]
    return Check("private", bool(told) and not any(secret in one.text for one in told for secret in secrets))


def one_call_each(evidence: Evidence) -> Check:
    """No officer's telephone rang while it was already in use."""
    busy: dict[str, set[str]] = {}
    twice = False
    officers = {one.phone for one in evidence.city.people.values()}
    for event in evidence.events:
        lines = busy.setdefault(event.phone, set())
        if event.kind is Kind.RINGS and event.phone in officers:
            twice = twice or bool(lines - {event.sid})
            lines.add(event.sid)
        elif event.kind is Kind.ENDS:
            lines.discard(event.sid)
    return Check("one_call", bool(evidence.rings) and not twice)


def steps_in_time(evidence: Evidence, area: Area, upto: Rung) -> Check:
    """Each step began when the city says, counted from the first ring."""
    late = 0.0
    rungs = [rung for rung in area.rungs if rung.step <= upto.step]
    for rung in rungs:
        rang = [one for one in evidence.rings if one.phone in {evidence.phone(person) for person in rung.people}]
        if not rang:
            return Check("steps", False, {"late": "—"})
        late = max(late, abs((rang[0].at - evidence.rings[0].at).total_seconds() - rung.after))
    return Check("steps", bool(rungs) and late <= STEP_SLACK, {"late": f"{late:.1f}"})


def nobody_of(evidence: Evidence, rungs: list[Rung]) -> Check:
    """Those whom the earlier steps rang did not accept."""
    rows = evidence.rows_of(person for rung in rungs for person in rung.people)
    names = ", ".join(evidence.name(row["officer"]) for row in rows)
    return Check("unanswered", bool(rows) and all(row["state"] == "unanswered" for row in rows), {"who": names})


def _told_to_officers(evidence: Evidence) -> list[Event]:
    return [one for kind in (Kind.HEARS, Kind.READS) for one in evidence.of(kind, evidence.officer_sids)]


def _read_by_child(evidence: Evidence) -> list[Event]:
    return [one for one in evidence.events if one.kind is Kind.READS and one.phone == evidence.child]
