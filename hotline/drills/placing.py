"""Places a drill: refused while somebody is in need, or while another drill runs."""

from enum import StrEnum

from sqlmodel import Session, col, select

from hotline.db import lock_word, locked
from hotline.errors import HotlineError, TelephonyError, UsageError
from hotline.models import RUNNING, Alert, Case, ContactChannel, Drill, DrillState
from hotline.service import Service
from routing.models import City, District
from routing.roster import city


class NoDrill(StrEnum):
    """Why there is none now."""

    ALERT = "alert"
    RUNNING = "running"
    NETWORK = "network"
    NO_NUMBER = "no_number"


class DrillRefused(HotlineError):
    """Nothing was placed. `reason` is for a page that has sentences of its own."""

    def __init__(self, reason: NoDrill, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class NoDrillNumber(DrillRefused, UsageError):
    """The city file must be mended first."""


def place_drill(service: Service, channel: ContactChannel, district: str) -> int:
    """Call or text the hotline as a child would; returns the drill's id.

    Raises UsageError for a district that is none, DrillRefused when it is refused or the network did not take it.
    Of two that are placed at once, one is refused.
    """
    now = service.clock.now()
    with service.transaction() as session:
        lock_word(session, "a drill is placed")
        number = _drill_number(city(session))
        _check(session, district)
        drill = Drill(channel=channel, district=district, placed_at=now)
        session.add(drill)
        session.flush()
    try:
        _order(service, channel, number)
    except TelephonyError as error:
        with service.transaction() as session:  # a call from that number now would be somebody's
            session.delete(locked(session, Drill, drill.id))
        message = f"The telephone network did not take the drill: {error}."
        raise DrillRefused(NoDrill.NETWORK, message) from None
    return drill.id


def _drill_number(where: City) -> str:
    if where.drill_number is None:
        message = 'The city file names no number for drills: add `drill: {number: "+84…"}` and apply it.'
        raise NoDrillNumber(NoDrill.NO_NUMBER, message)
    return where.drill_number


def _check(session: Session, district: str) -> None:
    if session.get(District, district) is None:
        known = ", ".join(session.exec(select(District.code).order_by(col(District.position))).all())
        raise UsageError(f"There is no district {district!r}; the city has {known}.")
    real = select(Alert.id).join(Case, col(Case.id) == col(Alert.case_id))
    if session.exec(real.where(col(Alert.state).in_(RUNNING), col(Case.drill).is_(False)).limit(1)).first() is not None:
        raise DrillRefused(NoDrill.ALERT, "A real alert is ringing: no drill now.")
    running = select(Drill.id).where(col(Drill.state).in_([DrillState.PLACED, DrillState.RUNNING]))
    if session.exec(running.limit(1)).first() is not None:
        raise DrillRefused(NoDrill.RUNNING, "Another drill is running.")


def _order(service: Service, channel: ContactChannel, number: str) -> None:
    if channel == ContactChannel.VOICE:
        service.telephony.call_ourselves(number, answer_url=service.addresses.drill)
    else:
        service.telephony.text_ourselves(number, "Diễn tập")
