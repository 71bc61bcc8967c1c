"""How the case moves meanwhile, read from the product's database."""

from collections.abc import Iterator

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, func, select

from hotline.db import connect, transaction
from hotline.errors import HotlineError
from hotline.models import Case, CaseEvent
from hotline.settings import Settings
from routing.models import Officer


class Casebook:
    """Reads what is new each time it is asked. Without a database it is empty, and `readable` is False."""

    def __init__(self, settings: Settings) -> None:
        self._engine = _engine(settings)
        self._last = 0
        self.officers: dict[str, str] = {}
        """Telephones by officer id."""
        self.readable = self._engine is not None and self._open(self._engine)

    def news(self) -> Iterator[tuple[str, CaseEvent]]:
        """The number of the case and the event, oldest first, for what was written since the last time."""
        if self._engine is None or not self.readable:
            return
        with transaction(self._engine) as session:
            unread = select(CaseEvent, Case).join(Case, isouter=True).where(col(CaseEvent.id) > self._last)
            rows = session.exec(unread.order_by(col(CaseEvent.id))).all()
        for event, case in rows:
            self._last = event.id or self._last
            yield case.number if case else "", event

    def _open(self, engine: Engine) -> bool:
        try:
            with transaction(engine) as session:
                self._last = session.exec(select(func.max(CaseEvent.id))).one() or 0
                self.officers = {officer.id: officer.phone for officer in session.exec(select(Officer)).all()}
        except SQLAlchemyError:
            return False
        return True


def _engine(settings: Settings) -> Engine | None:
    try:
        return connect(settings)
    except (HotlineError, OSError):
        return None
