"""The figures of the console's page."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, Field
from sqlmodel import Session, select

from hotline.api.keys import check
from hotline.api.lists import CASES, PROBLEMS, Key
from hotline.api.problems import Refused
from hotline.console import Console
from hotline.reports.figures import Figures, Report, report
from hotline.reports.grouping import By
from hotline.reports.measures import Times
from hotline.reports.scope import BadScope, read_scope
from hotline.reports.small import without_small
from routing.models import CITY_DESK, District
from routing.roster import city


class Asked(BaseModel, extra="forbid"):
    """As in the address of the console's page."""

    period: Literal["today", "7days", "30days", "month", "last_month", "quarter"] = "30days"
    from_: date | None = Field(default=None, alias="from", description="Instead of a period; with `to`")
    to: date | None = Field(default=None, description="This day is included; at most 366 days in all")
    district: str = Field(default="", description="A code, or 'city' for the city desk")
    hour: int | None = Field(default=None, ge=0, le=23)
    channel: Literal["", "voice", "sms"] = ""
    by: list[By] = Field(
        default=list(By), max_length=3, description="Each takes its time: leave out what you don't need"
    )


class ShareRecord(BaseModel):
    seconds: float
    target: float
    within: int
    of: int
    pending: int = Field(description="Not late yet, and not among `of`")
    share: float | None
    met: bool | None = Field(description="Null: there was nothing to measure")


class TimesRecord(BaseModel):
    due: int
    measured: int
    median: float | None
    p90: float | None
    longest: float | None
    shares: list[ShareRecord]


class FiguresRecord(BaseModel):
    contacts: int
    calls: int
    texts: int
    endings: dict[str, int] = Field(description="Empty where it is not told")
    cases: int
    alerts: int
    escalated: int | None = Field(description="Null where it is not told")
    exhausted: int | None = Field(description="Null where it is not told")
    times: dict[str, TimesRecord] = Field(description="By answer, acknowledge and first_action, where they are told")


class ReportRecord(BaseModel):
    first: date
    last: date
    at: datetime
    total: FiguresRecord
    by: dict[str, dict[str, FiguresRecord]] = Field(description="By what was asked for, else by day, hour and district")


def add_figures(api: FastAPI, console: Console) -> None:
    @api.get("/figures", response_model=ReportRecord, responses=PROBLEMS)
    def figures(request: Request, key: Key, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
        """Needs the scope figures:read. What each number counts is told on the console's page.

        How callers fared (endings, escalated, exhausted, times) is told of one whole month that is over, without a
        filter, and of groups of 5 or more; with the scope cases:read as well, of everything.
        """
        now = console.now()
        with console.transaction() as session:
            token = check(session, key, request, "figures:read", now=now)
            try:
                found = _report(session, asked, now)
            except BadScope as bad:
                raise Refused(422, f"{bad.field} can't be used", fields=[bad.field]) from None
            return _record(found if CASES in token.scopes else without_small(found))


def _report(session: Session, asked: Asked, now: datetime) -> Report:
    """Raises BadScope."""
    where = city(session)
    given = {
        name: str(value) for name, value in asked.model_dump(by_alias=True, exclude={"by"}).items() if value is not None
    }
    scope = read_scope(given, now=now, zone=where.timezone, districts={*session.exec(select(District.code)), CITY_DESK})
    return report(session, scope, where.targets, now=now, by=tuple(dict.fromkeys(asked.by)))


def _record(found: Report) -> dict[str, Any]:
    by = {kind: {str(key): _figures(one) for key, one in groups.items()} for kind, groups in found.by.items()}
    return {
        "first": found.scope.first,
        "last": found.scope.last,
        "at": found.at,
        "total": _figures(found.total),
        "by": by,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return vars(figures) | {"times": {what: _times(times) for what, times in figures.times.items()}}


def _times(times: Times) -> dict[str, Any]:
    shares = [
        {
            "seconds": one.target.seconds,
            "target": one.target.share,
            "within": one.within,
            "of": one.of,
            "pending": one.pending,
            "share": one.share,
            "met": one.is_met,
        }
        for one in times.shares
    ]
    return vars(times) | {"shares": shares}
