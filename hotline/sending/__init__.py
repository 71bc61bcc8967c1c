"""Calls and texts officers, as it is written down.

Each job claims its row in one transaction, talks to the network outside of any, and writes down what came of it
in another. A process that dies in between leaves a claim that runs out, and the row is done again, once the
network has been asked whether it has the order already.
"""

from hotline.sending.claim import claim_time
from hotline.sending.delivery import GRACE, send, send_overdue

__all__ = ["GRACE", "claim_time", "send", "send_overdue"]
