"""What came of a button, told on the board it was pressed on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from hotline.console.board.rings import names_of
from hotline.models import Alert, Case
from hotline.staff.rights import Viewer


class Said(StrEnum):
    ACCEPTED = "accepted"
    JOINING = "joining"
    TAKEN = "taken"
    MINE = "mine"
    OVER = "over"
    BUSY = "busy"
    PASSED = "passed"
    NOT_RUNG = "not_rung"
    TAKEN_OVER = "taken_over"
    NOT_TAKEN_OVER = "not_taken_over"


GOOD = {Said.ACCEPTED, Said.JOINING, Said.MINE, Said.PASSED, Said.TAKEN_OVER}


@dataclass(frozen=True)
class Notice:
    said: Said
    number: str
    name: str = ""
    at: datetime | None = None

    @property
    def good(self) -> bool:
        return self.said in GOOD


def notice_of(session: Session, viewer: Viewer, said: Said, number: str) -> Notice | None:
    """As it is now; None for a case that the viewer may not see."""
    case = session.exec(select(Case).where(Case.number == number, viewer.sees())).first()
    if case is None:
        return None
    newest = select(Alert).where(Alert.case_id == case.id).order_by(col(Alert.id).desc()).limit(1)
    alert = session.exec(newest).first()
    by = alert.acknowledged_by if alert and alert.acknowledged_by else case.acknowledged_by
    at = alert.acknowledged_at if alert and alert.acknowledged_at else case.acknowledged_at
    if said in {Said.TAKEN_OVER, Said.NOT_TAKEN_OVER}:
        by = case.acknowledged_by
    if said == Said.TAKEN:
        said = _how_taken(viewer, alert, by)
    return Notice(said, number, names_of(session, [by]).get(by or "", ""), at)


def _how_taken(viewer: Viewer, alert: Alert | None, by: str | None) -> Said:
    if by == viewer.id:
        return Said.MINE
    return Said.TAKEN if alert and alert.acknowledged_by else Said.OVER
