"""Offers hours to colleagues, takes them over, takes an offer back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from sqlmodel import Session

from hotline.console.console import Console, NotFound
from hotline.console.rosters.access import back_to, visible_district, zone_of
from hotline.console.rosters.page import roster_page
from hotline.rosters.offers import Refused, visible_offer
from hotline.rosters.swaps import SwapRefused, offer, take, withdraw
from hotline.staff.rights import Right, Viewer

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

        def work(session: Session, viewer: Viewer) -> None:
            zone = zone_of(session)
            start, end = starts_at.replace(tzinfo=zone), ends_at.replace(tzinfo=zone)
            offer(session, viewer, district, tier, starts_at=start, ends_at=end, now=console.now())

        return _answer(console, request, partial(visible_district, code=district), work, said="offered")

    @app.post("/roster/swaps/{number}/take")
    def take_hours(request: Request, number: int) -> Response:
        work = partial(take, offer_id=number, now=console.now())
        return _answer(console, request, partial(_district_of, number=number), work, said="taken")

    @app.post("/roster/swaps/{number}/withdraw")
    def take_back(request: Request, number: int) -> Response:
        work = partial(withdraw, offer_id=number, now=console.now())
        return _answer(console, request, partial(_district_of, number=number), work, said="withdrawn")


def _answer(
    console: Console,
    request: Request,
    where: Callable[[Session, Viewer], str],
    work: Callable[[Session, Viewer], object],
    *,
    said: str,
) -> Response:
    """Back to the roster, which says what has been done; or at once the roster, saying why not.

    `where` tells whose roster it is, or raises NotFound. `work` has written nothing when it refuses.
    """
    with console.transaction() as session:
        viewer = console.viewer(request, session, Right.CASES)
        district = where(session, viewer)
        try:
            work(session, viewer)
        except SwapRefused as refused:
            why = TAKEN_BY_OTHER if refused.why == Refused.TAKEN else refused.why
            status = STATUS.get(refused.why, 422)
            return roster_page(console, request, session, viewer, district=district, said=why, status=status)
    return back_to("", district=district, said=said)


def _district_of(session: Session, viewer: Viewer, number: int) -> str:
    row = visible_offer(session, viewer, number) if 0 < number < 2**31 else None
    if row is None:
        raise NotFound
    return row.district
