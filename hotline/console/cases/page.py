"""The page of one case: what matters at the top, then what can be done, then all that happened."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session, col, select

from hotline import texts
from hotline.alerts.unread import READ, count_messages
from hotline.casework import closing
from hotline.casework.callers import callers_of
from hotline.casework.drafts import drafts_of
from hotline.casework.messages import MOST_SEGMENTS
from hotline.casework.overview import callers, other_cases, overview
from hotline.casework.people import PARTS, people_of
from hotline.casework.timeline import names_of, timeline
from hotline.console.cases.access import Work, is_part, note_reading, work_on
from hotline.console.cases.others import others_on
from hotline.console.cases.problems import Problem
from hotline.console.cases.seen import seen_on, unseen_changes
from hotline.console.console import Console
from hotline.console.words import WORDS
from hotline.models import NO_CASE, Case, CasePerson, Urgency
from hotline.staff.accesses import note_access
from routing.models import District
from routing.phones import mask
from routing.roster import city

STALE = "cases.refused.stale"


@dataclass(frozen=True)
class Typed:
    """The form that was sent, and what became of it."""

    form: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None
    done: bool = False

    @property
    def said(self) -> str:
        """The key of what is told when it is done."""
        own = f"cases.done.{self.form}"
        return own if own in WORDS else "cases.done"


def add_page(app: FastAPI, console: Console) -> None:
    @app.get("/cases/{number}")
    def page(request: Request, number: str, person: int = 0, said: str = "") -> Response:
        """`said`: what has just been done, after which the page was loaded again."""
        fields = {"person": str(person)} if person else {}
        return show_page(console, request, number, Typed(fields=fields), said=said)

    @app.get("/cases/{number}/head")
    def head(request: Request, number: str) -> Response:
        with console.transaction() as session:
            work = work_on(console, request, session, number)
            note_reading(work)
            return console.page(request, work.viewer, "cases/head.html", **_top(work), **_people(work))

    @app.get("/cases/{number}/timeline")
    def lines(request: Request, number: str) -> Response:
        with console.transaction() as session:
            work = work_on(console, request, session, number)
            note_reading(work)
            return console.page(request, work.viewer, "cases/timeline.html", **_all(work))

    @app.get("/cases/{number}/form/person")
    def person_form(request: Request, number: str, person: int = 0) -> Response:
        typed = Typed("person", {"person": str(person)})
        return (show_form if is_part(request) else show_page)(console, request, number, typed)


def show_page(console: Console, request: Request, number: str, typed: Typed, said: str = "") -> HTMLResponse:
    said = said if f"cases.said.{said}" in WORDS else ""
    status = typed.problem.status if typed.problem else 200
    with console.transaction() as session:
        work = work_on(console, request, session, number)
        seen, messages = seen_on(work), count_messages(session, work.case.id)
        note_access(session, work.viewer, READ, now=work.now, case_id=work.case.id, subject=messages)
        values = _top(work) | _people(work) | _all(work) | _forms(work, typed) | others_on(work)
        before = other_cases(session, work.viewer, work.case)
        values |= {"seen": seen, "before": before, "said": said}
        return console.page(request, work.viewer, "cases/page.html", status=status, **values)


def show_form(console: Console, request: Request, number: str, typed: Typed) -> HTMLResponse:
    """One form of the page, anew."""
    status = typed.problem.status if typed.problem else 200
    with console.transaction() as session:
        work = work_on(console, request, session, number)
        note_reading(work)
        values = {"seen": seen_on(work), "case": work.case} | _forms(work, typed)
        return console.page(request, work.viewer, f"cases/forms/{typed.form}.html", status=status, **values)


def _top(work: Work) -> dict[str, Any]:
    names = names_of(work.session)
    return {"case": work.case, "top": overview(work.session, work.case, names, now=work.now)}


def _people(work: Work) -> dict[str, Any]:
    return {"people": people_of(work.session, work.case.id)}


def _all(work: Work) -> dict[str, Any]:
    return {"case": work.case, "lines": timeline(work.session, work.case)}


def _forms(work: Work, typed: Typed) -> dict[str, Any]:
    session, case = work.session, work.case
    where = city(session)
    return {
        "typed": _with_changes(work, typed),
        "new_mark": lambda: secrets.token_urlsafe(16),
        "drafts": drafts_of(session, case.id, work.who),
        "districts": session.exec(select(District).order_by(col(District.position))).all(),
        "urgencies": list(Urgency),
        "parts": PARTS,
        "person": _person(session, case, typed.fields.get("person", "0")),
        "numbers": [(one.id, mask(one.caller)) for one in callers_of(session, case.id)],
        "callers": callers(session, case),
        "handled": closing.HANDLED,
        "no_case": NO_CASE,
        "neutral": texts.TO_CALLER(where.languages[0] if where.languages else "vi"),
        "most_segments": MOST_SEGMENTS,
    }


def _with_changes(work: Work, typed: Typed) -> Typed:
    """To a form that came too late: what others have done since it was loaded."""
    if typed.problem is None or typed.problem.key != STALE:
        return typed
    changes = unseen_changes(work, typed.fields.get("lines", ""))
    return replace(typed, problem=replace(typed.problem, changes=changes))


def _person(session: Session, case: Case, person: str) -> CasePerson | None:
    """The one who is being changed."""
    rows = people_of(session, case.id)
    return next((row for row in rows if str(row.id) == person), None)
