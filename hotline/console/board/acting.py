"""The buttons of the board: accept, pass on, take over. Pressed twice, they do it once."""

from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session, select

from hotline.alerts.by_hand import Answer, accept_by_hand, pass_on_by_hand
from hotline.casework.taking_over import take_over
from hotline.console.board.page import Shown
from hotline.console.board.said import Said, notice_of
from hotline.console.console import Console, NotFound
from hotline.models import Alert, Case
from hotline.staff.rights import Right, Viewer, visible_case

SAID = {
    Answer.ACCEPTED: Said.ACCEPTED,
    Answer.JOINING: Said.JOINING,
    Answer.TAKEN: Said.TAKEN,
    Answer.BUSY: Said.BUSY,
}
MOST_ROWS = 2**31 - 1


def add_acting(app: FastAPI, console: Console) -> None:
    @app.post("/alerts/{alert}/accept")
    def accept(request: Request, alert: int, push: Annotated[int | None, Form()] = None) -> Response:
        """`push`: the notification on which it was tapped."""
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            case = _case_of(session, viewer, alert)
            answer = accept_by_hand(session, alert, viewer.officer, now=console.now(), push=push)
            return _tell(Shown(console, request, session, viewer), SAID[answer], case)

    @app.post("/alerts/{alert}/pass")
    def pass_on(request: Request, alert: int) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            case = _case_of(session, viewer, alert)
            passed = pass_on_by_hand(session, alert, viewer.officer, now=console.now())
            return _tell(Shown(console, request, session, viewer), Said.PASSED if passed else Said.NOT_RUNG, case)

    @app.post("/cases/{number}/take-over")
    def take(request: Request, number: str, owner: Annotated[str, Form()]) -> Response:
        """`owner`: who had it when the page was loaded."""
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            case = visible_case(session, viewer, number)
            if case is None:
                raise NotFound
            done = take_over(session, case.id, viewer.officer, owner=owner, now=console.now())
            is_mine = done or case.acknowledged_by == viewer.id
            return _tell(
                Shown(console, request, session, viewer), Said.TAKEN_OVER if is_mine else Said.NOT_TAKEN_OVER, case
            )


def _case_of(session: Session, viewer: Viewer, alert: int) -> Case:
    """Raises NotFound for an alert of a case that this viewer may not see."""
    seen = select(Case).join(Alert).where(Alert.id == alert, Alert.case_id == Case.id, viewer.sees())
    case = session.exec(seen).first() if alert <= MOST_ROWS else None
    if case is None:
        raise NotFound
    return case


def _tell(board: Shown, said: Said, case: Case) -> Response:
    """The board as it is now; a form without our script is led to it."""
    if board.request.headers.get("hx-request"):
        board.session.flush()
        return board.by("board/answer.html", notice_of(board.session, board.viewer, said, case.number))
    return RedirectResponse(f"/console/?said={said}&case={case.number}", 303)
