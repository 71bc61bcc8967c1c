"""Tells officers by text what others do about their hours."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from hotline import texts
from hotline.messages import district_name, short_name
from hotline.officer_texts import at_a_decent_hour, take_back, write
from hotline.rosters.stand_ins import StandIn, let_go_by, relieved_by, stand_ins
from hotline.staff.districts import districts_of_all
from hotline.texts import Text
from routing.models import CITY_DESK, Officer, SwapOffer
from routing.roster import can_be_rung, city


def tell_of_changes(session: Session, before: set[StandIn], *, by: str | None, now: datetime) -> None:
    """Whom an override puts on duty or relieves, and whoever had the hours before; `by` knows it already."""
    after = stand_ins(session, now=now)
    for gone in _in_order(before - after):
        untold = take_back(session, gone.about)
        _tell(session, let_go_by(session, gone, now=now) - untold - {by}, texts.OFF_DUTY_TEXT, gone, now=now)
        _tell(session, relieved_by(session, gone, now=now) - untold - {by}, texts.ON_DUTY_AGAIN_TEXT, gone, now=now)
    for new in _in_order(after - before):
        _tell(session, {*new.officers} - {by}, texts.ON_DUTY_TEXT, new, now=now)
        _tell(session, relieved_by(session, new, now=now) - {by}, texts.STOOD_IN_FOR_TEXT, new, now=now)


def _in_order(changed: set[StandIn]) -> list[StandIn]:
    """Whoever hears of several hears of the first hours first."""
    return sorted(changed, key=lambda one: (one.starts_at, one.about))


def tell_of_offer(session: Session, offer: SwapOffer, *, now: datetime) -> None:
    """Whoever could take these hours: of the same district, and not on duty themselves for all that we know."""
    everybody = session.exec(select(Officer).where(can_be_rung()).order_by(col(Officer.id))).all()
    districts = districts_of_all(session, now=now)
    able = {
        officer.id
        for officer in everybody
        if offer.district in districts.get(officer.id, set()) | set(officer.districts) and officer.id != offer.officer
    }
    _tell(session, able, texts.OFFERED_TEXT, offer, now=now, about=_of(offer))


def tell_of_taking(session: Session, offer: SwapOffer, *, now: datetime) -> None:
    """Whoever offered them; others need not hear any more of the offer."""
    forget_offer(session, offer)
    _tell(session, {offer.officer}, texts.STOOD_IN_FOR_TEXT, offer, now=now, about=_of(offer))


def forget_offer(session: Session, offer: SwapOffer) -> None:
    take_back(session, _of(offer))


def _of(offer: SwapOffer) -> str:
    return f"swap {offer.id}"


def _tell(
    session: Session,
    officers: Iterable[str | None],
    sentence: Text,
    hours: StandIn | SwapOffer,
    *,
    now: datetime,
    about: str = "",
) -> None:
    who = [officer for officer in officers if officer]
    rows = session.exec(select(Officer).where(col(Officer.id).in_(who)).order_by(col(Officer.id))).all()
    where, zone = city(session), ZoneInfo(city(session).timezone)
    if not rows:
        return
    write(
        session,
        rows,
        sentence,
        about=about or (hours.about if isinstance(hours, StandIn) else _of(hours)),
        now=now,
        send_after=at_a_decent_hour(now, hours.starts_at, zone),
        who=_names(session, hours),
        district=_district(session, hours.district, where.languages[0]),
        hours=_said(hours.starts_at.astimezone(zone), hours.ends_at.astimezone(zone)),
    )


def _names(session: Session, hours: StandIn | SwapOffer) -> str:
    """Who stands in; of an offer whoever takes it, or makes it."""
    ids = list(hours.officers) if isinstance(hours, StandIn) else [hours.taken_by or hours.officer]
    names = dict(session.exec(select(Officer.id, Officer.name).where(col(Officer.id).in_(ids))).all())
    return ", ".join(names.get(one, one) for one in ids)


def _district(session: Session, code: str, language: str) -> str:
    return texts.CITY_DESK(language) if code == CITY_DESK else short_name(district_name(session, code, language))


def _said(start: datetime, end: datetime) -> str:
    first = f"{start:%H:%M}" if start.date() == end.date() else f"{start:%H:%M %d/%m}"
    return f"{first}–{end:%H:%M %d/%m}"
