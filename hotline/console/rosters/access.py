"""Whose roster a viewer sees, and what every page about rosters shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import RedirectResponse
from sqlmodel import Session, select
from starlette.datastructures import FormData

from hotline.console.console import NotFound
from hotline.rosters.cover import all_districts
from hotline.staff.rights import Right, Viewer
from routing.models import District, Officer
from routing.roster import city


@dataclass(frozen=True)
class Names:
    """As people call districts and officers, by code and id; for the city desk pages have a word."""

    districts: Mapping[str, str]
    officers: Mapping[str, str]

    def people(self, ids: tuple[str, ...] | list[str]) -> str:
        return ", ".join(self.officers.get(one, one) for one in ids)


def names(session: Session) -> Names:
    districts = session.exec(select(District.code, District.name)).all()
    return Names(dict(districts), dict(session.exec(select(Officer.id, Officer.name)).all()))


def visible_districts(session: Session, viewer: Viewer) -> list[str]:
    """In the order of the city file."""
    everything = viewer.may(Right.ALL_DISTRICTS)
    return [code for code in all_districts(session) if everything or code in viewer.districts]


def visible_district(session: Session, viewer: Viewer, code: str) -> str:
    """Raises NotFound for one that is not theirs, or that is none."""
    if code not in visible_districts(session, viewer):
        raise NotFound
    return code


def zone_of(session: Session) -> tzinfo:
    return ZoneInfo(city(session).timezone)


def back_to(page: str, **query: str) -> RedirectResponse:
    return RedirectResponse(f"/console/roster{page}?{urlencode(query)}", 303)


async def form_of(request: Request) -> FormData:
    """A dependency: the fields of a form, those that stand in it more than once among them."""
    return await request.form()
