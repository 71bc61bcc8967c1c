"""Queues and who waits in them."""

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse

from hotline.simulator.bridge import Member, Queue
from hotline.simulator.network import Network
from hotline.simulator.rest.access import ACCOUNT, AccountNetwork
from hotline.simulator.rest.errors import RestError, not_found
from hotline.simulator.rest.forms import Order
from hotline.simulator.rest.paging import page
from hotline.simulator.rest.resources import member_json, queue_json

router = APIRouter(prefix=ACCOUNT)


@router.get("/Queues.json")
async def index(network: AccountNetwork, request: HttpRequest) -> JSONResponse:
    now = network.clock.now()
    rows = [queue_json(network.account_sid, queue, now) for queue in network.exchange.queues.values()]
    return page(request, "queues", rows)


@router.get("/Queues/{sid}.json")
async def fetch(network: AccountNetwork, request: HttpRequest, sid: str) -> JSONResponse:
    return JSONResponse(queue_json(network.account_sid, _find(network, request, sid), network.clock.now()))


@router.get("/Queues/{sid}/Members.json")
async def members(network: AccountNetwork, request: HttpRequest, sid: str) -> JSONResponse:
    queue, now = _find(network, request, sid), network.clock.now()
    rows = [member_json(network.account_sid, queue, member, now) for member in queue.members]
    return page(request, "queue_members", rows)


@router.get("/Queues/{sid}/Members/{member}.json")
async def fetch_member(network: AccountNetwork, request: HttpRequest, sid: str, member: str) -> JSONResponse:
    queue = _find(network, request, sid)
    found = _member(queue, request, member)
    return JSONResponse(member_json(network.account_sid, queue, found, network.clock.now()))


@router.post("/Queues/{sid}/Members/{member}.json")
async def dequeue(network: AccountNetwork, request: HttpRequest, sid: str, member: str) -> JSONResponse:
    """Take a caller (or `Front`) out of the queue and send the call to another document."""
    queue, order = _find(network, request, sid), await Order.read(request)
    found, step = _member(queue, request, member), order.address("Url")
    if step is None:
        raise RestError(400, 21205, "Url is required")
    answer = member_json(network.account_sid, queue, found, network.clock.now())
    network.redirect_call(found.call, step)
    return JSONResponse(answer)


def _find(network: Network, request: HttpRequest, sid: str) -> Queue:
    found = next((queue for queue in network.exchange.queues.values() if queue.sid == sid), None)
    if found is None:
        raise not_found(request)
    return found


def _member(queue: Queue, request: HttpRequest, sid: str) -> Member:
    found = next((member for member in queue.members if sid in {"Front", member.call.sid}), None)
    if found is None:
        raise not_found(request)
    return found
