"""What came of a button, told on the board it was pressed on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from hotline.alerts.opening import newest_alert
from hotline.console.board.rings import names_of
from hotline.contacts import live_caller
from hotline.models import RUNNING, Alert, Case, CaseEvent, CaseState, Contact, ContactState, Stage
from hotline.staff.rights import Viewer


class Said(StrEnum):
    ACCEPTED = "accepted"
    JOINING = "joining"
    TALKING = "talking"
    TAKEN = "taken"
    MINE = "mine"
    OVER = "over"
    BUSY = "busy"
    PASSED = "passed"
    NOT_RUNG = "not_rung"
    TAKEN_OVER = "taken_over"
    TAKEN_AWAY = "taken_away"
    NOT_TAKEN_OVER = "not_taken_over"
    MOVED = "moved"
    """Told to whoever has given the case to a district where they see it no more."""


MINE = {Said.ACCEPTED, Said.JOINING, Said.TALKING, Said.MINE, Said.TAKEN_OVER}
"""Told to whoever has the case now; somebody may take it over from them."""
AWAY = {Said.PASSED, Said.MOVED}
"""They have nothing to do with the case any more."""
GOOD = MINE | AWAY
OF_OPEN = GOOD | {Said.BUSY}
"""True only until the case is closed."""
OF_OWNER = {Said.TAKEN_OVER, Said.TAKEN_AWAY, Said.NOT_TAKEN_OVER}
"""Told of who has the case; all others of who answered its newest alert."""


@dataclass(frozen=True)
class Notice:
    said: Said
    number: str
    name: str = ""
    at: datetime | None = None

    @property
    def good(self) -> bool:
        return self.said in GOOD

    @property
    def leads(self) -> bool:
        """Whether it leads to the case."""
        return self.said not in AWAY

    @property
    def passes(self) -> bool:
        """Whether it will be another one, or none, when the call or the case has gone on."""
        return self.said in MINE


def notice_of(session: Session, viewer: Viewer, said: Said, number: str) -> Notice | None:
    """As it is now; None when there is nothing to tell any more, and for a case that the viewer may not see."""
    if said == Said.MOVED:
        return Notice(said, number) if _has_moved(session, viewer, number) else None
    case = session.exec(select(Case).where(Case.number == number, viewer.sees())).first()
    if case is None:
        return None
    alert = newest_alert(session, case.id)
    now_said = _said_now(session, viewer, said, case, alert)
    if now_said is None:
        return None
    who, at = _taken(case, alert)
    by = case.acknowledged_by if now_said in OF_OWNER else who
    return Notice(now_said, number, names_of(session, [by]).get(by or "", ""), at)


def _said_now(session: Session, viewer: Viewer, said: Said, case: Case, alert: Alert | None) -> Said | None:
    if case.state == CaseState.CLOSED and said in OF_OPEN:
        return None
    if said in MINE and _is_taken_away(session, viewer, case):
        return Said.TAKEN_AWAY
    if said == Said.TAKEN:
        return _how_taken(viewer, case, alert)
    if said in {Said.JOINING, Said.TALKING}:
        return _how_joined(session, viewer, case, alert)
    return said


def _taken(case: Case, alert: Alert | None) -> tuple[str | None, datetime | None]:
    """By whom and when: the newest alert, or before it was taken the case."""
    who = alert.acknowledged_by if alert and alert.acknowledged_by else case.acknowledged_by
    at = alert.acknowledged_at if alert and alert.acknowledged_at else case.acknowledged_at
    return who, at


def _has_moved(session: Session, viewer: Viewer, number: str) -> bool:
    """Whether it was this viewer who moved the case last."""
    moves = select(CaseEvent.who).join(Case).where(Case.number == number, CaseEvent.what == "case.district")
    return session.exec(moves.order_by(col(CaseEvent.id).desc()).limit(1)).first() == viewer.id


def _is_taken_away(session: Session, viewer: Viewer, case: Case) -> bool:
    changes = select(CaseEvent.before).where(CaseEvent.case_id == case.id, CaseEvent.what == "case.owner")
    is_from_viewer = session.exec(changes.order_by(col(CaseEvent.id).desc()).limit(1)).first() == viewer.id
    return is_from_viewer and case.acknowledged_by not in {None, viewer.id}


def _how_taken(viewer: Viewer, case: Case, alert: Alert | None) -> Said:
    if _taken(case, alert)[0] == viewer.id:
        return Said.MINE
    return Said.TAKEN if alert and alert.acknowledged_by else Said.OVER


def _how_joined(session: Session, viewer: Viewer, case: Case, alert: Alert | None) -> Said | None:
    """Where they are who accepted while a caller waited. None: they have talked, or it is somebody else's turn."""
    if alert is None or alert.state in RUNNING:
        return None
    mine = select(Contact.id).where(Contact.case_id == case.id, Contact.answered_by == viewer.id)
    talking = mine.where(Contact.state == ContactState.OPEN, Contact.stage == Stage.TALKING)
    if session.exec(talking).first() is not None:
        return Said.TALKING
    if alert.acknowledged_by != viewer.id:
        return None
    if live_caller(session, case.id) is not None:
        return Said.JOINING
    return Said.ACCEPTED if session.exec(mine).first() is None else None
