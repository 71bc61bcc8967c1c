"""The account itself, its lines and its recordings."""

import dataclasses
import io
import wave
from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse, Response

from hotline.simulator.exchange import Line, Recording
from hotline.simulator.network import Network
from hotline.simulator.rest.access import ACCOUNT, AccountNetwork, take_question
from hotline.simulator.rest.errors import not_found
from hotline.simulator.rest.filters import is_wanted
from hotline.simulator.rest.forms import Order
from hotline.simulator.rest.paging import page
from hotline.simulator.rest.resources import line_json, recording_json, uri

SAMPLES_A_SECOND = 8000
FIELDS = {
    "VoiceUrl": "voice",
    "VoiceFallbackUrl": "voice_fallback",
    "StatusCallback": "voice_status",
    "SmsUrl": "sms",
    "SmsFallbackUrl": "sms_fallback",
}

router = APIRouter(prefix=ACCOUNT)


@router.get(".json")
async def account(network: AccountNetwork) -> JSONResponse:
    sid = network.account_sid
    body = {"sid": sid, "friendly_name": "simulator", "status": "active", "type": "Full", "owner_account_sid": sid}
    return JSONResponse({**body, "uri": uri(sid, "").replace("/.json", ".json")})


@router.get("/IncomingPhoneNumbers.json")
async def index(network: AccountNetwork, request: HttpRequest) -> JSONResponse:
    wanted = request.query_params.get("PhoneNumber")
    lines = [line for line in network.exchange.lines.values() if wanted in {None, "", line.number}]
    return page(request, "incoming_phone_numbers", [line_json(network.account_sid, line) for line in lines])


@router.get("/IncomingPhoneNumbers/{sid}.json")
async def fetch(network: AccountNetwork, request: HttpRequest, sid: str) -> JSONResponse:
    return JSONResponse(line_json(network.account_sid, _find(network, request, sid)))


@router.post("/IncomingPhoneNumbers/{sid}.json")
async def update(network: AccountNetwork, request: HttpRequest, sid: str) -> JSONResponse:
    """Set the addresses that were given and keep the others."""
    line, order = _find(network, request, sid), await Order.read(request)
    given: dict[str, Any] = {
        field: address for name, field in FIELDS.items() if (address := order.address(name)) is not None
    }
    line = network.add_line(dataclasses.replace(line, **given))
    return JSONResponse(line_json(network.account_sid, line))


@router.get("/Calls/{call}/Recordings.json")
async def recordings_of(network: AccountNetwork, request: HttpRequest, call: str) -> Response:
    """What was recorded in one call, newest first."""
    if call not in network.exchange.calls:
        raise not_found(request)

    def look() -> Response:
        theirs = [one for one in network.exchange.recordings.values() if one.call_sid == call]
        wanted = [one for one in theirs if is_wanted(request, {}, {"DateCreated": one.started_at})]
        return page(request, "recordings", [recording_json(network.account_sid, one) for one in reversed(wanted)])

    return await take_question(network, request, look)


@router.get("/Recordings/{sid}.json")
async def recording(network: AccountNetwork, request: HttpRequest, sid: str) -> JSONResponse:
    return JSONResponse(recording_json(network.account_sid, _recording(network, request, sid)))


@router.get("/Recordings/{sid}")
@router.get("/Recordings/{sid}.wav")  # the lower one is looked at first
async def media(network: AccountNetwork, request: HttpRequest, sid: str) -> Response:
    """The sound: as long as the message was, and silent, since nobody really spoke."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, SAMPLES_A_SECOND, 0, "NONE", "not compressed"))
        file.writeframes(bytes(2 * SAMPLES_A_SECOND * _recording(network, request, sid).seconds))
    return Response(sound.getvalue(), media_type="audio/x-wav")


def _find(network: Network, request: HttpRequest, sid: str) -> Line:
    found = next((line for line in network.exchange.lines.values() if line.sid == sid), None)
    if found is None:
        raise not_found(request)
    return found


def _recording(network: Network, request: HttpRequest, sid: str) -> Recording:
    found = network.exchange.recordings.get(sid)
    if found is None:
        raise not_found(request)
    return found
