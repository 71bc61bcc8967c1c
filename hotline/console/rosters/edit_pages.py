"""What a manager sees of a roster that is edited: its lines with forms for new ones, and what a change would do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session, col, select
from starlette.datastructures import FormData

from hotline.console.console import Console
from hotline.console.rosters.access import names, visible_districts, zone_of
from hotline.console.rosters.choosing import choice_for
from hotline.rosters.changing import preview
from hotline.rosters.edits import Edit
from hotline.rosters.hours import fingerprint, hours_of
from hotline.rosters.ownership import drift_of, owner_of
from hotline.staff.rights import Viewer
from routing.models import Override


@dataclass(frozen=True)
class Sent:
    """A form that could not be used, and the words about its fields."""

    kind: str
    form: FormData
    mistakes: dict[str, str]

    @property
    def part(self) -> str:
        """Which form of the page that was: shifts have one for each week, and one for once."""
        return "once" if self.kind == "shift" and self.form.get("repeat") == "once" else self.kind


class EditPages:
    def __init__(self, console: Console) -> None:
        self._console = console

    def lines(
        self,
        request: Request,
        session: Session,
        viewer: Viewer,
        district: str,
        *,
        now: datetime,
        status: int = 200,
        said: str = "",
        problem: str = "",
        sent: Sent | None = None,
    ) -> HTMLResponse:
        """All lines of a roster, and a form for each kind of a new one; the one that was sent as it was."""
        return self._console.page(
            request,
            viewer,
            "rosters/edit.html",
            status=status,
            said=said,
            problem=problem,
            sent=sent or Sent("", FormData(), {}),
            hours_now=hours_of(session, district),
            overrides=_overrides(session, district, now=now),
            choice=choice_for(session, district, now=now),
            districts=visible_districts(session, viewer),
            **self._shared(session, district),
        )

    def preview(
        self,
        request: Request,
        session: Session,
        viewer: Viewer,
        district: str,
        edit: Edit,
        *,
        now: datetime,
        kind: str,
        form: FormData,
        is_late: bool = False,
    ) -> HTMLResponse:
        shown = preview(session, district, edit, by=viewer.id, now=now)
        return self._console.page(
            request,
            viewer,
            "rosters/preview.html",
            status=409 if is_late else 200,
            is_late=is_late,
            preview=shown,
            kind=kind,
            fields=[(name, value) for name, value in form.multi_items() if name not in {"csrf", "seen", "sure"}],
            seen=fingerprint(session, district),
            **self._shared(session, district),
        )

    def _shared(self, session: Session, district: str) -> dict[str, Any]:
        return {
            "district": district,
            "names": names(session),
            "zone": zone_of(session),
            "owner": owner_of(session, district),
            "drift": drift_of(session, district),
        }


def _overrides(session: Session, district: str, *, now: datetime) -> list[Override]:
    still = select(Override).where(Override.district == district, col(Override.ends_at) > now)
    return list(session.exec(still.order_by(col(Override.starts_at), col(Override.id))))
