"""Makes a test call: the network is asked outside of any transaction."""

from hotline.errors import TelephonyError
from hotline.models import NotificationState
from hotline.rosters.phone_tests import claim, confirm, end
from hotline.safety import safely
from hotline.service import Service

RING_SECONDS = 30


def test_phone(service: Service, test_id: int) -> None:
    """Ring for a test that is due, unless another process does."""
    now = service.clock.now()
    with service.transaction() as session:
        order = claim(session, test_id, now=now)
    if order is None:
        return
    addresses = service.addresses
    try:
        sid = service.telephony.ring(
            order.phone,
            answer_url=addresses.phone_test(order.test),
            status_url=addresses.phone_test_status(order.test),
            fallback_url=addresses.officer_fallback,
            seconds=RING_SECONDS,
        )
    except TelephonyError as error:
        with service.transaction() as session:
            end(session, order.test, NotificationState.FAILED, now=service.clock.now(), error=str(error))
        return
    with service.transaction() as session:
        is_wanted = confirm(session, order.test, sid)
    if not is_wanted:
        safely(service.telephony.stop_ringing, sid)
