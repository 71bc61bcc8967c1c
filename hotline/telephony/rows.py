"""Calls, messages and recordings as the network writes them down, read with patience: not every server writes all that
Twilio does.

https://www.twilio.com/docs/voice/api/call-resource, https://www.twilio.com/docs/messaging/api/message-resource,
https://www.twilio.com/docs/voice/api/recording
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from hotline.telephony.protocol import INBOUND, OVER, CallAtProvider, MessageAtProvider, RecordingAtProvider

Fields = Mapping[str, Any]
CAN_BE_HEARD = "completed"
"""Twilio's word for a recording that is neither under way, nor being prepared, nor empty, nor deleted."""


def read_call(fields: Fields, *, ours: str) -> CallAtProvider:
    """`ours`: our own number. A call without a time begins now: it waits in the network's queue."""
    started = moment(fields.get("start_time")) or moment(fields.get("date_created")) or datetime.now(UTC)
    status = str(fields.get("status") or "")
    return CallAtProvider(
        sid=str(fields["sid"]),
        from_=fields.get("from") or "",
        to=fields.get("to") or "",
        direction=_direction(fields, ours),
        status=status,
        started_at=started,
        ended_at=(moment(fields.get("end_time")) or started) if status in OVER else None,
    )


def read_text(fields: Fields, *, ours: str) -> MessageAtProvider:
    return MessageAtProvider(
        sid=str(fields["sid"]),
        from_=fields.get("from") or "",
        to=fields.get("to") or "",
        body=fields.get("body") or "",
        direction=_direction(fields, ours),
        status=str(fields.get("status") or ""),
        error=str(fields.get("error_code") or ""),
        sent_at=moment(fields.get("date_sent")) or moment(fields.get("date_created")) or datetime.now(UTC),
    )


def read_recording(fields: Fields, *, account: str) -> RecordingAtProvider:
    """`account`: the address under which the network keeps what is our account's."""
    sid = str(fields["sid"])
    return RecordingAtProvider(
        sid=sid,
        address=f"{account}/Recordings/{sid}",
        started_at=moment(fields.get("start_time")) or moment(fields.get("date_created")) or datetime.now(UTC),
    )


def can_be_heard(fields: Fields, *, call: str) -> bool:
    """Whether this row tells of a recording of this call that is complete."""
    is_of_call = fields.get("call_sid") in {None, call}
    return bool(fields.get("sid")) and is_of_call and fields.get("status") in {None, CAN_BE_HEARD}


def _direction(fields: Fields, ours: str) -> str:
    return fields.get("direction") or ("outbound-api" if same_number(fields.get("from") or "", ours) else INBOUND)


def same_number(one: str, other: str) -> bool:
    """However the network writes a number."""
    return _digits(one) == _digits(other)


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number))


def moment(value: object) -> datetime | None:
    """A time as Twilio writes it (RFC 2822), or as others do (ISO 8601). None if it is neither."""
    if isinstance(value, datetime):
        return value
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(TypeError, ValueError, OverflowError):
            found = read(str(value))
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None
