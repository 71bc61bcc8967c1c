"""The telephone network: orders to it, questions about what it has, and whether it answers at all.

`protocol` is what the product asks of it. The rest is its Twilio form; nothing else knows Twilio's REST API.
"""

from hotline.telephony.orders import TwilioOrders
from hotline.telephony.protocol import CallAtProvider, Health, MessageAtProvider, RecordingAtProvider, Telephony
from hotline.telephony.questions import TwilioQuestions

__all__ = ["CallAtProvider", "Health", "MessageAtProvider", "RecordingAtProvider", "Telephony", "TwilioTelephony"]


class TwilioTelephony(TwilioOrders, TwilioQuestions):
    """Twilio, or any server that speaks its contract."""
