"""Everything that one viewer's board shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline.casework.due import NextDue, next_due
from hotline.casework.lists import is_untaken
from hotline.console.board.duty import Cover, cover_now
from hotline.console.board.rings import Ring, Taken, ringing, taken_lately
from hotline.models import Alert, Case, CaseState, Contact
from hotline.staff.rights import Viewer
from routing.models import District
from routing.roster import city

MOST_OF_MINE = 50


@dataclass(frozen=True)
class Mine:
    """An open case of the viewer's."""

    case: Case
    due: NextDue
    overdue: bool


@dataclass(frozen=True)
class Untaken:
    """Contacts of the last day whose cases nobody has taken."""

    contacts: int
    cases: int


@dataclass(frozen=True)
class Board:
    rings: list[Ring]
    taken: list[Taken]
    """By others: one's own are among `mine`."""
    mine: list[Mine]
    covers: list[Cover]
    untaken: Untaken
    districts: dict[str, str]

    def district(self, code: str | None) -> str | None:
        return self.districts.get(code or "")


def board_of(session: Session, viewer: Viewer, *, now: datetime) -> Board:
    seen = viewer.sees()
    return Board(
        rings=ringing(session, seen),
        taken=taken_lately(session, seen & (col(Alert.acknowledged_by) != viewer.id), now=now),
        mine=_mine(session, viewer, now=now),
        covers=cover_now(session, now=now, first=viewer.districts),
        untaken=_untaken(session, viewer, now=now),
        districts=dict(session.exec(select(District.code, District.name)).all()),
    )


def _mine(session: Session, viewer: Viewer, *, now: datetime) -> list[Mine]:
    """What is due first comes first."""
    theirs = select(Case).where(Case.acknowledged_by == viewer.id, Case.state == CaseState.ACKNOWLEDGED)
    rows = session.exec(theirs.order_by(col(Case.opened_at).desc()).limit(MOST_OF_MINE)).all()
    targets = city(session).targets
    dues = [(case, next_due(case, targets)) for case in rows]
    mine = [Mine(case, due, overdue=due.at is not None and due.at <= now) for case, due in dues]
    return sorted(mine, key=lambda one: (one.due.at is None, one.due.at or now, one.case.id))


def _untaken(session: Session, viewer: Viewer, *, now: datetime) -> Untaken:
    counts = select(func.count(col(Contact.id)), func.count(col(Case.id).distinct()))
    theirs = counts.join(Case, col(Case.id) == col(Contact.case_id)).where(is_untaken(now=now), viewer.sees())
    return Untaken(*session.exec(theirs).one())
