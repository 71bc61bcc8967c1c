"""What a viewer asks of the figures, and how much of the answer they may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session, col, select

from hotline.console.console import Console
from hotline.reports.figures import Report, report, report_of_contacts, table
from hotline.reports.grouping import By
from hotline.reports.scope import USUAL, BadScope, Scope, read_scope
from hotline.reports.small import FEWEST, tells_how, without_small
from hotline.reports.spread import Spread, spread
from hotline.staff.rights import Right, Viewer
from routing.models import CITY_DESK, District
from routing.roster import city

FIELDS = ("period", "from", "to", "district", "hour", "channel")


@dataclass(frozen=True)
class Asked:
    session: Session
    viewer: Viewer
    given: Mapping[str, str]
    """The filters as they were sent, without those left empty."""
    now: datetime

    @cached_property
    def districts(self) -> dict[str, str]:
        """Names by code, in the order of the city file; the city desk is not among them."""
        rows = self.session.exec(select(District).order_by(col(District.position))).all()
        return {row.code: row.name for row in rows}

    @cached_property
    def scope(self) -> Scope:
        """Raises BadScope."""
        where, given = city(self.session), {"period": self.usual, **self.given}
        return read_scope(given, now=self.now, zone=where.timezone, districts={*self.districts, CITY_DESK})

    @property
    def targets(self) -> Mapping[str, Any]:
        return city(self.session).targets

    @property
    def sees_cases(self) -> bool:
        return self.viewer.may(Right.CASES)

    @property
    def usual(self) -> str:
        """The period unless one is asked for. Who may not see cases learns most of a month that is over."""
        return USUAL if self.sees_cases else "last_month"

    def report(self, *by: By) -> Report:
        """Raises BadScope. How few callers fared is only for who may see the cases themselves."""
        return self._seen(report(self.session, self.scope, self.targets, now=self.now, by=by))

    def table(self, by: By) -> Report:
        """What a table shows of each group: no times of cases. Likewise."""
        return self._seen(table(self.session, self.scope, self.targets, now=self.now, by=by))

    def report_of_contacts(self, by: By) -> Report:
        """Likewise."""
        return self._seen(
            report_of_contacts(self.session, self.scope, self.targets, now=self.now, by=(by,), in_all=False)
        )

    def _seen(self, whole: Report) -> Report:
        return whole if self.sees_cases else without_small(whole)

    def spread(self) -> list[Spread] | None:
        """Of the times to answer; None where they are too few for this viewer. Raises BadScope."""
        places = spread(self.session, self.scope, self.targets, now=self.now)
        are_many = tells_how(self.scope, now=self.now) and sum(place.calls for place in places) >= FEWEST
        return places if self.sees_cases or are_many else None

    def address(self, path: str, **more: str) -> str:
        """A page of the figures about the same scope."""
        return f"/console/figures{path}?" + urlencode({**self.given, **more})


def ask(console: Console, request: Request, session: Session, *rights: Right) -> Asked:
    """Raises NotSignedIn and NotFound, also for one of the further rights."""
    viewer = console.viewer(request, session, Right.FIGURES)
    for right in rights:
        console.viewer(request, session, right)
    given = {field: value for field in FIELDS if (value := request.query_params.get(field, "").strip())}
    return Asked(session, viewer, given, console.now())


def refuse(console: Console, request: Request, viewer: Viewer, bad: BadScope) -> HTMLResponse:
    return console.page(request, viewer, "error.html", status=422, key="error.input", fields=bad.field)
