"""A manager's page for a roster: what it consists of, and changes that are first shown, then done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session, col, select
from starlette.datastructures import FormData

from hotline.console.console import Console
from hotline.console.rosters.access import back_to, form_of, names, visible_district, visible_districts, zone_of
from hotline.console.rosters.forms import Mistakes, Reader, removal
from hotline.console.rosters.page import SAID
from hotline.rosters.changing import ChangedMeanwhile, FileOwnsIt, change, preview
from hotline.rosters.edits import Edit, GoneError
from hotline.rosters.hours import fingerprint, hours_of
from hotline.rosters.ownership import drift_of, owner_of
from hotline.staff.rights import Right, Viewer
from routing.models import Officer, Override
from routing.roster import can_be_rung

KindOfEdit = Literal["shift", "rotation", "override", "remove"]
Fields = Annotated[FormData, Depends(form_of)]


def add_editing(app: FastAPI, console: Console) -> None:
    pages = _Pages(console)

    @app.get("/roster/edit")
    def edit_page(request: Request, district: str, said: str = "") -> HTMLResponse:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.ROSTER)
            visible_district(session, viewer, district)
            return pages.lines(request, session, viewer, district, said=said if said in SAID else "")

    @app.post("/roster/edit/{kind}")
    def edit(request: Request, kind: KindOfEdit, form: Fields) -> Response:
        """Without `sure` it is only shown what would change."""
        district = str(form.get("district", ""))
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.ROSTER)
            visible_district(session, viewer, district)
            try:
                wanted = _read(session, kind, form, now=console.now())
                if not form.get("sure"):
                    return pages.preview(request, session, viewer, district, wanted, kind=kind, form=form)
                change(session, viewer, district, wanted, seen=str(form.get("seen", "")), now=console.now())
            except Mistakes as found:
                sent = Sent(kind, form, found.fields)
                return pages.lines(request, session, viewer, district, status=422, sent=sent)
            except ChangedMeanwhile:
                return pages.preview(request, session, viewer, district, wanted, kind=kind, form=form, is_late=True)
            except FileOwnsIt:
                return pages.lines(request, session, viewer, district, status=409, problem="rosters.file_owns")
            except GoneError:
                return pages.lines(request, session, viewer, district, status=409, problem="rosters.gone")
        return back_to("/edit", district=district, said="saved")


def _read(session: Session, kind: KindOfEdit, form: FormData, *, now: datetime) -> Edit:
    if kind == "remove":
        return removal(form)
    return Reader(form, _people(session), now.astimezone(zone_of(session))).edit(kind)


def _people(session: Session) -> dict[str, str]:
    """Names by id, of those who may be on duty."""
    officers = select(Officer.id, Officer.name).where(can_be_rung()).order_by(col(Officer.name), col(Officer.id))
    return dict(session.exec(officers).all())


@dataclass(frozen=True)
class Sent:
    """A form that could not be used, and the words about its fields."""

    kind: str
    form: FormData
    mistakes: dict[str, str]


class _Pages:
    def __init__(self, console: Console) -> None:
        self._console = console

    def lines(
        self,
        request: Request,
        session: Session,
        viewer: Viewer,
        district: str,
        *,
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
            overrides=_overrides(session, district, now=self._console.now()),
            people_by_id=_people(session),
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
        kind: str,
        form: FormData,
        is_late: bool = False,
    ) -> HTMLResponse:
        shown = preview(session, district, edit, by=viewer.id, now=self._console.now())
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
