"""Tells the managers, straight from this process: what carries other work may be what is wrong."""

from hotline.alarms import notices
from hotline.alarms.claiming import Order, claim_due
from hotline.alarms.line import is_wanted_by_a_child
from hotline.errors import TelephonyError
from hotline.safety import safely
from hotline.service import Service
from routing.models import Channel

RING_SECONDS = 20


def tell_due(service: Service) -> None:
    """Send what is due. Each order in a thread of its own: one that hangs holds up no other."""
    with service.transaction() as session:
        orders = claim_due(session, now=service.clock.now())
    for order in orders:
        service.background.submit(safely, _tell, service, order)


def _tell(service: Service, order: Order) -> None:
    try:
        sid = deliver(service, order)
    except TelephonyError as error:
        with service.transaction() as session:
            notices.try_again_or_give_up(session, order.notice, error, now=service.clock.now())
        return
    with service.transaction() as session:
        officer = notices.mark_sent(session, order.notice, sid, now=service.clock.now())
    if order.channel == Channel.CALL:
        _make_way(service, officer, sid)


def _make_way(service: Service, officer: str, sid: str) -> None:
    """A child who has come since this call was claimed could not know of it. Asked only once its SID can be seen."""
    with service.transaction() as session:
        is_wanted = is_wanted_by_a_child(session, officer)
    if is_wanted:
        service.telephony.hang_up(sid)


def deliver(service: Service, order: Order) -> str:
    """Text or call one manager; returns the SID. Raises TelephonyError."""
    addresses = service.addresses
    if order.channel == Channel.SMS:
        return service.telephony.text(order.phone, order.body, status_url=addresses.alarm_status)
    document = addresses.alarm(order.kind)
    return service.telephony.ring(
        order.phone,
        answer_url=document,
        status_url=addresses.alarm_status,
        fallback_url=document,
        seconds=RING_SECONDS,
    )
