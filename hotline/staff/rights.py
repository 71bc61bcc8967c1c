"""What each role may do, and which cases somebody sees."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import Session, col, select

from hotline.models import Alert, Case, Notification
from routing.models import CITY_DESK, Officer, Role


class Right(StrEnum):
    CASES = "cases"
    """Work on cases: those of one's own districts, or all of them with ALL_DISTRICTS."""
    ALL_DISTRICTS = "all_districts"
    ROSTER = "roster"
    """Change rosters; everybody who works on cases reads them."""
    FIGURES = "figures"
    """Response times and other counts, without anybody's personal data."""
    CASE_KEYS = "case_keys"
    """Give other systems keys that read cases: who sees no case lets nobody else see them."""
    SETTINGS = "settings"
    """Accounts, other people's devices, keys of other systems, the record of who read what."""


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset({Right.CASES}),
    Role.MANAGER: frozenset({Right.CASES, Right.ALL_DISTRICTS, Right.ROSTER, Right.FIGURES, Right.CASE_KEYS}),
    Role.ADMIN: frozenset({Right.SETTINGS}),
    Role.AUDITOR: frozenset({Right.FIGURES}),
}


@dataclass(frozen=True)
class Viewer:
    """Who looks at a page."""

    officer: Officer
    sign_in: int
    districts: frozenset[str]
    """Codes of their own districts; 'city' for the city desk."""

    @property
    def id(self) -> str:
        return self.officer.id

    def may(self, right: Right) -> bool:
        return right in RIGHTS[Role(self.officer.role)]

    def sees(self) -> ColumnElement[bool]:
        """Where a Case is one that they may work on: in their districts, theirs, or one for which they were rung."""
        if not self.may(Right.CASES):
            return false()
        if self.may(Right.ALL_DISTRICTS):
            return true()
        rung = select(Alert.case_id).join(Notification, col(Notification.alert_id) == col(Alert.id))
        return or_(
            col(Case.district).in_(self.districts),
            col(Case.district).is_(None) if CITY_DESK in self.districts else false(),
            col(Case.acknowledged_by) == self.id,
            col(Case.id).in_(rung.where(Notification.officer == self.id)),
        )


def visible_case(session: Session, viewer: Viewer, number: str) -> Case | None:
    """The case of this number, if the viewer may see it; a case of others is as unknown as one that never was."""
    return session.exec(select(Case).where(Case.number == number, viewer.sees())).first()
