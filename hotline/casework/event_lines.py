"""What the log of a case says, as lines for people. What they need not know makes none."""

from collections.abc import Callable
from datetime import datetime

from hotline.casework.due import Due
from hotline.casework.lines import Line, Names
from hotline.models import AlertState, CaseEvent, CaseState, reasons

STEPS = {
    reasons.STEP_STARTED: "started",
    reasons.NOBODY_IS_THERE: "nobody",
    reasons.EVERYONE_IS_BUSY: "busy",
    reasons.WAITS_FOR_SOMEBODY: "waits",
}

AGAIN = {reasons.NOTHING_DONE: "nothing_done", reasons.UNREAD: "unread"}
"""Why it rings for a case that somebody has."""


def line_of(event: CaseEvent, names: Names) -> Line | None:
    """None for what tells people nothing."""
    make = _LINES.get(event.what)
    return make(event, names) if make else None


def _who(event: CaseEvent, names: Names) -> dict[str, str]:
    return {"who": names.officer(event.who)}


def _case_state(event: CaseEvent, names: Names) -> Line:
    values = _who(event, names)
    if event.before is None:
        return Line(event.at, "opened")
    if event.after == CaseState.CLOSED:
        how = f"cases.disposition.{event.why}" if event.who in names.officers else "cases.disposition.drill"
        return Line(event.at, "closed", values | {"how": how}, tone="well")
    return Line(event.at, "reopened" if event.before == CaseState.CLOSED else "accepted", values, tone="well")


def _owner(event: CaseEvent, names: Names) -> Line:
    values = _who(event, names) | {"before": names.officer(event.before), "after": names.officer(event.after)}
    if event.after is None:
        return Line(event.at, "given_away", values)
    return Line(event.at, "taken_over" if event.before else "accepted", values, tone="well")


def _district(event: CaseEvent, names: Names) -> Line:
    values = {"before": names.district(event.before), "after": names.district(event.after)}
    if event.before is None and event.who is None:
        return Line(event.at, "placed", values)
    return Line(event.at, "district", _who(event, names) | values)


def _urgency(event: CaseEvent, names: Names) -> Line:
    values = {"before": f"urgency.{event.before}", "after": f"urgency.{event.after}"}
    return Line(event.at, "urgency", _who(event, names) | values)


def _milestone(event: CaseEvent, names: Names) -> Line:
    name = event.what.removeprefix("case.")
    reached = datetime.fromisoformat(event.after) if event.after else None
    return Line(event.at, f"{name}_corrected" if event.before else name, _who(event, names), until=reached, tone="well")


def _joined(event: CaseEvent, names: Names) -> Line:
    other = {"number": event.after or event.before or ""}
    return Line(event.at, "joined_to" if event.after else "joined_by", _who(event, names) | other)


def _person(event: CaseEvent, names: Names) -> Line:
    fields = tuple(f"cases.person.{name}" for name in (event.why or "").split())
    return Line(event.at, f"person_{event.after}", _who(event, names), fields=fields)


def _safety(event: CaseEvent, names: Names) -> Line:
    tone = "alarm" if event.after == "unsafe" else ""
    return Line(event.at, f"callback_{event.after}", _who(event, names), tone=tone)


def _alert_state(event: CaseEvent, names: Names) -> Line | None:
    if event.after == AlertState.EXHAUSTED:
        return Line(event.at, "exhausted", tone="alarm")
    if event.after == AlertState.ACKNOWLEDGED:
        return Line(event.at, "alert_taken", _who(event, names), tone="well")
    if event.before is None and event.why in AGAIN:
        return Line(event.at, AGAIN[event.why], tone="alarm")
    return Line(event.at, "ringing") if event.before is None else None


def _alert_step(event: CaseEvent, names: Names) -> Line | None:
    del names
    step = (event.after or "").partition(".")[0]
    kind = STEPS.get(event.why or "")
    return Line(event.at, f"step_{kind}", {"step": step}, tone="alarm" if kind == "nobody" else "") if kind else None


_LINES: dict[str, Callable[[CaseEvent, Names], Line | None]] = {
    "case.state": _case_state,
    "case.owner": _owner,
    "case.district": _district,
    "case.urgency": _urgency,
    **{f"case.{milestone}": _milestone for milestone in (Due.FIRST_ACTION, Due.ARRIVAL, Due.CHILD_SAFE)},
    "case.joined": _joined,
    "case.person": _person,
    "case.callback_safe": _safety,
    "alert.state": _alert_state,
    "alert.step": _alert_step,
}
