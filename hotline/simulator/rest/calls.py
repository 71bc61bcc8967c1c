"""Calls: order, look, change."""

import asyncio
from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse, Response

from hotline.simulator.call import Call, Status
from hotline.simulator.faults import Habit
from hotline.simulator.network import Network
from hotline.simulator.rest.access import ACCOUNT, AccountNetwork, take_order, take_question
from hotline.simulator.rest.errors import INVALID_PARAMETER, RestError, not_found
from hotline.simulator.rest.filters import is_wanted
from hotline.simulator.rest.forms import E164, Order
from hotline.simulator.rest.paging import page
from hotline.simulator.rest.resources import call_json, started_at

router = APIRouter(prefix=ACCOUNT)


@router.post("/Calls.json")
async def create(network: AccountNetwork, request: HttpRequest) -> Response:
    order = await Order.read(request)
    _check(network, order)
    first = order.step()
    if first is None:
        raise RestError(400, 21205, "A call needs Url or Twiml")
    timeout, fallback = order.whole("Timeout", 60, 1, 600), order.address("FallbackUrl")
    subscription = order.subscription()

    def place() -> dict[str, Any]:
        call = network.order_call(
            from_=order.text("From"),
            to=order.text("To"),
            first=first,
            timeout=timeout,
            fallback=fallback,
            subscription=subscription,
        )
        return call_json(call)

    return await take_order(network, request, place)


@router.get("/Calls.json")
async def index(network: AccountNetwork, request: HttpRequest) -> Response:
    def look() -> Response:
        calls = [call for call in network.exchange.calls.values() if _matches(call, request)]
        return page(request, "calls", [call_json(call) for call in reversed(calls)])

    return await take_question(network, request, look)


@router.get("/Calls/{sid}.json")
async def fetch(network: AccountNetwork, request: HttpRequest, sid: str) -> Response:
    return await take_question(network, request, lambda: JSONResponse(call_json(_find(network, request, sid))))


@router.post("/Calls/{sid}.json")
async def update(network: AccountNetwork, request: HttpRequest, sid: str) -> JSONResponse:
    call, order = _find(network, request, sid), await Order.read(request)
    if not call.live:
        raise RestError(400, 21220, f"Call {sid} is not in-progress: it is {call.status}")
    if status := order.text("Status"):
        if status not in {Status.CANCELED, Status.COMPLETED}:
            raise RestError(400, INVALID_PARAMETER, f"Status can be set to canceled or completed, not {status!r}")
        network.end_call(call, Status(status))
    else:
        _redirect(network, call, order)
    await asyncio.sleep(0)  # lets the leg act on it, so that the answer tells the new state
    return JSONResponse(call_json(call))


def _redirect(network: Network, call: Call, order: Order) -> None:
    step = order.step()
    if step is None:
        raise RestError(400, INVALID_PARAMETER, "Nothing to change: give Status, Url or Twiml")
    if call.status is not Status.IN_PROGRESS:
        raise RestError(400, 21220, f"Call {call.sid} is not in-progress: it is {call.status}. Cannot redirect.")
    network.redirect_call(call, step)


def _check(network: Network, order: Order) -> None:
    to, from_ = order.text("To"), order.text("From")
    if not to:
        raise RestError(400, 21201, "No 'To' number is specified")
    if not from_:
        raise RestError(400, 21213, "'From' phone number is required")
    if not E164.fullmatch(to) or network.faults.behaviour(to).habit is Habit.INVALID:
        raise RestError(400, 21211, f"The phone number you are attempting to call, {to}, is not valid.")
    if not network.exchange.may_show(from_, to):
        raise RestError(400, 21210, f"The source phone number provided, {from_}, is not yet verified for your account.")


def _find(network: Network, request: HttpRequest, sid: str) -> Call:
    call = network.exchange.calls.get(sid)
    if call is None:
        raise not_found(request)
    return call


def _matches(call: Call, request: HttpRequest) -> bool:
    parent = call.parent.sid if call.parent else ""
    same = {"To": call.to, "From": call.from_, "Status": call.status, "ParentCallSid": parent}
    return is_wanted(request, same, {"StartTime": started_at(call), "EndTime": call.ended_at})
