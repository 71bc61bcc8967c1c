"""Resources as Twilio's clients read them."""

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from hotline.segments import segments
from hotline.simulator.bridge import Member, Queue
from hotline.simulator.call import API_VERSION, ENDED, Call, Status
from hotline.simulator.exchange import Line, Recording
from hotline.simulator.requests import Request
from hotline.simulator.texting.message import TextMessage


def rfc2822(moment: datetime | None) -> str | None:
    return format_datetime(moment.replace(microsecond=0)) if moment else None


def uri(account: str, path: str) -> str:
    return f"/{API_VERSION}/Accounts/{account}/{path}.json"


def started_at(call: Call) -> datetime | None:
    """None while the call waits to be dialled."""
    return None if call.status is Status.QUEUED else call.created_at


def call_json(call: Call) -> dict[str, Any]:
    return {
        "sid": call.sid,
        "account_sid": call.account_sid,
        "parent_call_sid": call.parent.sid if call.parent else None,
        "to": call.to,
        "to_formatted": call.to,
        "from": call.from_,
        "from_formatted": call.from_,
        "status": call.status.value,
        "direction": call.direction.value,
        "start_time": rfc2822(started_at(call)),
        "end_time": rfc2822(call.ended_at),
        "duration": str(call.seconds) if call.status in ENDED else None,
        "date_created": rfc2822(call.created_at),
        "date_updated": rfc2822(call.ended_at or call.answered_at or call.created_at),
        "answered_by": None,
        "api_version": API_VERSION,
        "caller_name": "",
        "forwarded_from": "",
        "group_sid": None,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "trunk_sid": "",
        "uri": uri(call.account_sid, f"Calls/{call.sid}"),
        "subresource_uris": {},
    }


def message_json(account: str, message: TextMessage) -> dict[str, Any]:
    return {
        "sid": message.sid,
        "account_sid": account,
        "body": message.body,
        "to": message.to,
        "from": message.from_,
        "status": message.status,
        "direction": message.direction,
        "num_segments": str(segments(message.body)),
        "num_media": "0",
        "date_created": rfc2822(message.created_at),
        "date_updated": rfc2822(message.sent_at or message.created_at),
        "date_sent": rfc2822(message.sent_at),
        "error_code": message.error_code,
        "error_message": "Unreachable destination handset" if message.error_code else None,
        "messaging_service_sid": None,
        "api_version": API_VERSION,
        "price": None,
        "price_unit": None,
        "uri": uri(account, f"Messages/{message.sid}"),
        "subresource_uris": {},
    }


def queue_json(account: str, queue: Queue, now: datetime) -> dict[str, Any]:
    waits = [(now - member.since).total_seconds() for member in queue.members]
    return {
        "sid": queue.sid,
        "account_sid": account,
        "friendly_name": queue.name,
        "current_size": len(queue.members),
        "average_wait_time": int(sum(waits) / len(waits)) if waits else 0,
        "max_size": queue.max_size,
        "date_created": rfc2822(queue.created_at),
        "date_updated": rfc2822(queue.created_at),
        "uri": uri(account, f"Queues/{queue.sid}"),
    }


def member_json(account: str, queue: Queue, member: Member, now: datetime) -> dict[str, Any]:
    return {
        "call_sid": member.call.sid,
        "queue_sid": queue.sid,
        "date_enqueued": rfc2822(member.since),
        "position": queue.position(member.call),
        "wait_time": int((now - member.since).total_seconds()),
        "uri": uri(account, f"Queues/{queue.sid}/Members/{member.call.sid}"),
    }


def line_json(account: str, line: Line) -> dict[str, Any]:
    addresses: dict[str, tuple[Request | None, str, str]] = {
        "voice": (line.voice, "voice_url", "voice_method"),
        "voice_fallback": (line.voice_fallback, "voice_fallback_url", "voice_fallback_method"),
        "status": (line.voice_status, "status_callback", "status_callback_method"),
        "sms": (line.sms, "sms_url", "sms_method"),
        "sms_fallback": (line.sms_fallback, "sms_fallback_url", "sms_fallback_method"),
    }
    hooks: dict[str, Any] = {}
    for request, url, method in addresses.values():
        hooks[url] = request.url if request else ""
        hooks[method] = request.method if request else "POST"
    return {
        "sid": line.sid,
        "account_sid": account,
        "phone_number": line.number,
        "friendly_name": line.number,
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "status": "in-use",
        "api_version": API_VERSION,
        "origin": "simulator",
        **hooks,
        "uri": uri(account, f"IncomingPhoneNumbers/{line.sid}"),
    }


def recording_json(account: str, recording: Recording) -> dict[str, Any]:
    return {
        "sid": recording.sid,
        "account_sid": account,
        "call_sid": recording.call_sid,
        "duration": str(recording.seconds),
        "status": "completed",
        "channels": 1,
        "source": "RecordVerb",
        "start_time": rfc2822(recording.started_at),
        "date_created": rfc2822(recording.started_at),
        "date_updated": rfc2822(recording.started_at),
        "api_version": API_VERSION,
        "uri": uri(account, f"Recordings/{recording.sid}"),
    }
