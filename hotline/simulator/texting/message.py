"""One text, in either direction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hotline.simulator.call import API_VERSION, new_sid
from hotline.simulator.requests import Request

GSM_SIGNS = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€\f")
"""Signs of GSM 03.38 that take two places."""


def segments(body: str) -> int:
    """How many short messages a text takes: 160 or 153 GSM signs each, else 70 or 67 of UCS-2."""
    if set(body) <= GSM_SIGNS | GSM_DOUBLE:
        length, alone, joined = len(body) + sum(sign in GSM_DOUBLE for sign in body), 160, 153
    else:
        length, alone, joined = len(body.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)


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
