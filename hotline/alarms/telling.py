"""Tells the managers, straight from this process: what carries other work may be what is wrong."""

from hotline.alarms import notices
from hotline.alarms.claiming import Order, claim_due
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
    else:
        with service.transaction() as session:
            notices.mark_sent(session, order.notice, sid, now=service.clock.now())


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
