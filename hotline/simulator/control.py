"""Phones over HTTP: whatever a person can do with a telephone, and everything that is heard. Loopback only."""

import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from hotline.simulator.call import Call
from hotline.simulator.local_access import local_network
from hotline.simulator.network import Network
from hotline.simulator.rest.forms import E164


class NewCall(BaseModel):
    phone: str = Field(pattern=E164.pattern)
    shown_as: str | None = Field(default=None, max_length=40)


class Keys(BaseModel):
    keys: str = Field(pattern=r"^[0-9*#]{1,40}$")


class Words(BaseModel):
    text: str = Field(min_length=1, max_length=1000)


class NewText(BaseModel):
    phone: str = Field(pattern=E164.pattern)
    text: str = Field(max_length=1600)


LocalNetwork = Annotated[Network, Depends(local_network)]
router = APIRouter(prefix="/control")


@router.post("/calls", status_code=201)
async def place_call(network: LocalNetwork, order: NewCall) -> JSONResponse:
    first_event = len(network.log.events)
    call = network.dial_in(order.phone, shown_as=order.shown_as)
    return JSONResponse({**call_json(call), "first_event": first_event}, 201)


@router.get("/calls")
async def list_calls(network: LocalNetwork) -> JSONResponse:
    return JSONResponse([call_json(call) for call in network.exchange.calls.values()])


@router.post("/calls/{sid}/answer", status_code=204)
async def answer(network: LocalNetwork, sid: str) -> None:
    network.answer(_live(network, sid))


@router.post("/calls/{sid}/press", status_code=204)
async def press(network: LocalNetwork, sid: str, order: Keys) -> None:
    network.press(_live(network, sid), order.keys)


@router.post("/calls/{sid}/speak", status_code=204)
async def speak(network: LocalNetwork, sid: str, order: Words) -> None:
    network.speak(_live(network, sid), order.text)


@router.post("/calls/{sid}/hangup", status_code=204)
async def hang_up(network: LocalNetwork, sid: str) -> None:
    network.hang_up(_live(network, sid))


@router.post("/texts", status_code=201)
async def send_text(network: LocalNetwork, order: NewText) -> JSONResponse:
    first_event = len(network.log.events)
    return JSONResponse({"sid": network.text_in(order.phone, order.text).sid, "first_event": first_event}, 201)


@router.get("/phones")
async def list_phones(network: LocalNetwork) -> JSONResponse:
    """Every telephone that was heard of, with the calls that it is in now."""
    phones: dict[str, list[dict[str, str]]] = {}
    for event in network.log.events:
        if event.phone:
            phones.setdefault(event.phone, [])
    for call in network.exchange.calls.values():
        if call.live:
            phones.setdefault(call.phone, []).append(call_json(call))
    return JSONResponse([{"phone": phone, "calls": calls} for phone, calls in phones.items()])


@router.get("/events")
async def stream_events(network: LocalNetwork, request: Request, start: int = 0) -> StreamingResponse:
    """The network's log from event number `start` on, one JSON object a line, or as server-sent events if asked."""
    if "text/event-stream" in request.headers.get("accept", ""):
        return StreamingResponse(_server_sent(network, start), media_type="text/event-stream")
    return StreamingResponse(_lines(network, start), media_type="application/x-ndjson")


async def _lines(network: Network, start: int) -> AsyncIterator[str]:
    async for event in network.log.follow(start):
        yield json.dumps(event.as_json(), ensure_ascii=False) + "\n"


async def _server_sent(network: Network, start: int) -> AsyncIterator[str]:
    async for event in network.log.follow(start):
        yield f"id: {event.number}\ndata: {json.dumps(event.as_json(), ensure_ascii=False)}\n\n"


def call_json(call: Call) -> dict[str, str]:
    """What can be seen of a call from outside."""
    return {
        "sid": call.sid,
        "phone": call.phone,
        "from": call.from_,
        "to": call.to,
        "direction": call.direction.value,
        "status": call.status.value,
        "awaits": call.awaits,
        "talking_with": call.talking_with.phone if call.talking_with else "",
    }


def _live(network: Network, sid: str) -> Call:
    call = network.exchange.calls.get(sid)
    if call is None or not call.live:
        raise HTTPException(404, f"there is no live call {sid}")
    return call
