"""One text, in either direction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hotline.simulator.call import API_VERSION, new_sid
from hotline.simulator.requests import Request


@dataclass(eq=False)
class TextMessage:
    from_: str
    to: str
    body: str
    direction: str
    status: str
    created_at: datetime
    callback: Request | None = None
    sid: str = field(default_factory=lambda: new_sid("SM"))
    sent_at: datetime | None = None
    error_code: int | None = None


def message_params(account_sid: str, message: TextMessage) -> Mapping[str, str]:
    return {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsMessageSid": message.sid,
        "AccountSid": account_sid,
        "From": message.from_,
        "To": message.to,
        "ApiVersion": API_VERSION,
    }
