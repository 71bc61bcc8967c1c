"""Cases, contacts, alerts and notifications, page by page."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Path, Query, Request
from fastapi.security import HTTPAuthorizationCredentials
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field
from sqlalchemy import Select
from sqlmodel import Session, col, select

from hotline.api.keys import bearer, check, note_case
from hotline.api.problems import Refused, responses
from hotline.api.shapes import AlertRecord, CaseRecord, ContactRecord, DistrictRecord, NotificationRecord, Page
from hotline.console import Console
from hotline.models import Alert, Case, Contact, Notification
from hotline.record_shapes import Record, alert_record, case_record, contact_record, notification_record
from hotline.staff.tokens import SCOPES
from routing.models import District

Key = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
CASES, CONTACTS = "cases:read", "contacts:read"
PROBLEMS = responses(401, 403, 422, 429, 503)


def _in_utc(moment: datetime) -> datetime:
    """On the first and the last day of the calendar there are moments elsewhere that UTC can't tell."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("no moment of UTC") from None


class Wanted(BaseModel, extra="forbid"):
    cursor: int = Field(default=0, ge=0, le=2**31 - 1, description="Only what has a greater id")
    limit: int = Field(default=100, ge=1, le=500)
    since: Annotated[AwareDatetime, AfterValidator(_in_utc)] | None = Field(
        default=None, description="Only what began at this moment or later"
    )
    drills: bool = Field(default=False, description="Drills too")


def add_lists(api: FastAPI, console: Console) -> None:
    @api.get("/cases", response_model=Page[CaseRecord], responses=PROBLEMS)
    def cases(request: Request, key: Key, wanted: Annotated[Wanted, Query()]) -> Record:
        """Needs the scope cases:read."""
        with console.transaction() as session:
            check(session, key, request, CASES, now=console.now())
            rows = _rows(session, select(Case), Case.id, Case.opened_at, wanted)
            return _page(_case_records(session, [case for (case,) in rows]), wanted)

    @api.get("/cases/{number}", response_model=CaseRecord, responses=PROBLEMS | responses(404))
    def case(
        request: Request, key: Key, number: Annotated[str, Path(pattern=r"^[A-Z0-9]{1,8}-[0-9]{1,12}$")]
    ) -> Record:
        """Needs the scope cases:read."""
        now = console.now()
        with console.transaction() as session:
            reader = check(session, key, request, CASES, now=now)
            found = session.exec(select(Case).where(Case.number == number)).all()
            if not found:
                raise Refused(404, "There is no such case")
            note_case(session, reader, found[0].id, now=now)
            return _case_records(session, found)[0]

    @api.get("/contacts", response_model=Page[ContactRecord], responses=PROBLEMS)
    def contacts(request: Request, key: Key, wanted: Annotated[Wanted, Query()]) -> Record:
        """Needs the scope contacts:read. What somebody said or wrote is not among it."""
        with console.transaction() as session:
            check(session, key, request, CONTACTS, now=console.now())
            query = select(Contact, Case.number).outerjoin(Case, col(Case.id) == col(Contact.case_id))
            rows = _rows(session, query, Contact.id, Contact.started_at, wanted, drill=Contact.drill)
            return _page([contact_record(contact, number) for contact, number in rows], wanted)

    @api.get("/alerts", response_model=Page[AlertRecord], responses=PROBLEMS)
    def alerts(request: Request, key: Key, wanted: Annotated[Wanted, Query()]) -> Record:
        """Needs the scope cases:read."""
        with console.transaction() as session:
            check(session, key, request, CASES, now=console.now())
            query = select(Alert, Case.number).join(Case, col(Case.id) == col(Alert.case_id))
            rows = _rows(session, query, Alert.id, Alert.opened_at, wanted)
            return _page([alert_record(alert, number) for alert, number in rows], wanted)

    @api.get("/notifications", response_model=Page[NotificationRecord], responses=PROBLEMS)
    def notifications(request: Request, key: Key, wanted: Annotated[Wanted, Query()]) -> Record:
        """Needs the scope cases:read."""
        with console.transaction() as session:
            check(session, key, request, CASES, now=console.now())
            query = select(Notification).join(Alert, col(Alert.id) == col(Notification.alert_id))
            query = query.join(Case, col(Case.id) == col(Alert.case_id))
            rows = _rows(session, query, Notification.id, Notification.created_at, wanted)
            return _page([notification_record(row) for (row,) in rows], wanted)

    @api.get("/districts", response_model=list[DistrictRecord], responses=responses(401, 403, 429, 503))
    def districts(request: Request, key: Key) -> list[Record]:
        """Any key will do. In the order of the city file."""
        with console.transaction() as session:
            check(session, key, request, *SCOPES, now=console.now())
            rows = session.exec(select(District).order_by(col(District.position))).all()
            return [{"code": row.code, "name": row.name} for row in rows]


def _rows(
    session: Session, query: Any, number: Any, began: Any, wanted: Wanted, *, drill: Any = Case.drill
) -> Sequence[Any]:
    """One more than the page holds, if there is more."""
    page: Select[Any] = query.where(col(number) > wanted.cursor).order_by(col(number)).limit(wanted.limit + 1)
    page = page.where(col(began) >= wanted.since) if wanted.since else page
    page = page if wanted.drills else page.where(col(drill).is_(False))
    return session.execute(page).all()  # rows, also of one thing each


def _page(records: list[Record], wanted: Wanted) -> Record:
    items = records[: wanted.limit]
    return {"items": items, "next": items[-1]["id"] if len(records) > wanted.limit else None}


def _case_records(session: Session, cases: Sequence[Case]) -> list[Record]:
    members: defaultdict[int | None, list[int]] = defaultdict(list)
    theirs = select(Contact.case_id, Contact.id).where(col(Contact.case_id).in_([case.id for case in cases]))
    for case_id, contact in session.exec(theirs.order_by(col(Contact.id))):
        members[case_id].append(contact)
    return [case_record(case, members[case.id]) for case in cases]
