"""Everything that one viewer's board shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline.casework.lists import Row, is_untaken, my_open_cases
from hotline.console.board.duty import Cover, cover_now
from hotline.console.board.rings import Ring, Taken, count_ringing, ringing, taken_lately
from hotline.models import Alert, Case, Contact
from hotline.rosters.handover import count_handovers
from hotline.staff.rights import Viewer
from routing.models import District


@dataclass(frozen=True)
class Untaken:
    """Contacts of the last day whose cases nobody has taken."""

    contacts: int
    cases: int


@dataclass(frozen=True)
class Board:
    rings: list[Ring]
    ringing: int
    """How many ring; of very many not all are among `rings`."""
    taken: list[Taken]
    """By others: one's own are among `mine`."""
    mine: list[Row]
    covers: list[Cover]
    handovers: dict[str, int]
    """How many notes others have left lately to whoever comes on duty, in the viewer's own districts."""
    untaken: Untaken
    districts: dict[str, str]

    def district(self, code: str | None) -> str | None:
        return self.districts.get(code or "")


def board_of(session: Session, viewer: Viewer, *, now: datetime) -> Board:
    seen = viewer.sees()
    return Board(
        rings=ringing(session, seen),
        ringing=count_ringing(session, seen),
        taken=taken_lately(session, seen & (col(Alert.acknowledged_by) != viewer.id), now=now),
        mine=my_open_cases(session, viewer, now=now),
        covers=cover_now(session, now=now, first=viewer.districts),
        handovers=count_handovers(session, viewer.districts, but_by=viewer.id, now=now),
        untaken=_untaken(session, viewer, now=now),
        districts=dict(session.exec(select(District.code, District.name)).all()),
    )


def _untaken(session: Session, viewer: Viewer, *, now: datetime) -> Untaken:
    counts = select(func.count(col(Contact.id)), func.count(col(Case.id).distinct()))
    theirs = counts.join(Case, col(Case.id) == col(Contact.case_id)).where(is_untaken(now=now), viewer.sees())
    return Untaken(*session.exec(theirs).one())
