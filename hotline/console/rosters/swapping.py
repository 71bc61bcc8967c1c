"""Offers hours to colleagues, takes them over, takes an offer back."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from sqlmodel import Session

from hotline.console.console import Console, NotFound
from hotline.console.rosters.access import back_to, visible_district, zone_of
from hotline.console.rosters.page import roster_page
from hotline.rosters.swaps import Refused, SwapRefused, offer, take, withdraw
from hotline.staff.rights import Right, Viewer
from routing.models import SwapOffer

STATUS = {Refused.TAKEN: 409, Refused.STALE: 409, Refused.ALREADY_ON_DUTY: 409}
TAKEN_BY_OTHER = "taken_by_other"


def add_swapping(app: FastAPI, console: Console) -> None:
    @app.post("/roster/swaps")
    def offer_hours(
        request: Request,
        district: Annotated[str, Form()],
        tier: Annotated[int, Form(ge=1, le=99)],
        starts_at: Annotated[datetime, Form(alias="from")],
        ends_at: Annotated[datetime, Form(alias="to")],
    ) -> Response:
        """Both moments are the city's."""

        def work(session: Session, viewer: Viewer) -> str:
            visible_district(session, viewer, district)
            zone = zone_of(session)
            start, end = starts_at.replace(tzinfo=zone), ends_at.replace(tzinfo=zone)
            offer(session, viewer, district, tier, starts_at=start, ends_at=end, now=console.now())
            return district

        return _answer(console, request, work, said="offered", district=district)

    @app.post("/roster/swaps/{number}/take")
    def take_hours(request: Request, number: int) -> Response:
        def work(session: Session, viewer: Viewer) -> str:
            return take(session, viewer, number, now=console.now()).district

        return _answer(console, request, work, said="taken", district=_district(console, number))

    @app.post("/roster/swaps/{number}/withdraw")
    def take_back(request: Request, number: int) -> Response:
        def work(session: Session, viewer: Viewer) -> str:
            withdraw(session, viewer, number, now=console.now())
            return _district(console, number)

        return _answer(console, request, work, said="withdrawn", district=_district(console, number))


def _answer(
    console: Console, request: Request, work: Callable[[Session, Viewer], str], *, said: str, district: str
) -> Response:
    """Back to the roster, which says what has been done; or at once the roster, saying why not."""
    try:
        with console.transaction() as session:
            district = work(session, console.viewer(request, session, Right.CASES))
        return back_to("", district=district, said=said)
    except SwapRefused as refused:
        why = TAKEN_BY_OTHER if refused.why == Refused.TAKEN else refused.why
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            status = STATUS.get(refused.why, 422)
            return roster_page(console, request, session, viewer, district=district, said=why, status=status)


def _district(console: Console, number: int) -> str:
    """Raises NotFound when there is no such offer."""
    with console.transaction() as session:
        row = session.get(SwapOffer, number) if number < 2**31 else None
        if row is None:
            raise NotFound
        return row.district
