"""Messages: send and look."""

import re
from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse, Response

from hotline.simulator.faults import Habit
from hotline.simulator.network import Network
from hotline.simulator.rest.access import ACCOUNT, AccountNetwork, take_order, take_question
from hotline.simulator.rest.errors import RestError, not_found
from hotline.simulator.rest.filters import is_wanted
from hotline.simulator.rest.forms import E164, Order
from hotline.simulator.rest.paging import page
from hotline.simulator.rest.resources import message_json
from hotline.simulator.texting.message import TextMessage

MAX_BODY = 1600
SENDER_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")

router = APIRouter(prefix=ACCOUNT)


@router.post("/Messages.json")
async def create(network: AccountNetwork, request: HttpRequest) -> Response:
    order = await Order.read(request)
    _check(network, order)
    order.whole("ValidityPeriod", 36000, 1, 36000)
    callback = order.address("StatusCallback")

    def place() -> dict[str, Any]:
        text = network.outbox.send(order.text("From"), order.text("To"), order.text("Body"), callback, "outbound-api")
        return message_json(network.account_sid, text)

    return await take_order(network, request, place)


@router.get("/Messages.json")
async def index(network: AccountNetwork, request: HttpRequest) -> Response:
    def look() -> Response:
        messages = [message for message in network.outbox.messages.values() if _matches(message, request)]
        return page(request, "messages", [message_json(network.account_sid, one) for one in reversed(messages)])

    return await take_question(network, request, look)


@router.get("/Messages/{sid}.json")
async def fetch(network: AccountNetwork, request: HttpRequest, sid: str) -> Response:
    def look() -> Response:
        message = network.outbox.messages.get(sid)
        if message is None:
            raise not_found(request)
        return JSONResponse(message_json(network.account_sid, message))

    return await take_question(network, request, look)


def _matches(message: TextMessage, request: HttpRequest) -> bool:
    return is_wanted(request, {"To": message.to, "From": message.from_}, {"DateSent": message.sent_at})


def _check(network: Network, order: Order) -> None:
    to, from_, body = order.text("To"), order.text("From"), order.text("Body")
    if not to:
        raise RestError(400, 21604, "A 'To' phone number is required.")
    if not from_:
        raise RestError(400, 21603, "A 'From' phone number is required.")
    if not E164.fullmatch(to) or network.faults.behaviour(to).habit is Habit.INVALID:
        raise RestError(400, 21211, f"The 'To' number {to} is not a valid phone number.")
    if to == from_:
        raise RestError(400, 21266, "'To' and 'From' number cannot be the same")
    if not network.exchange.may_show(from_, to) and not SENDER_NAME.fullmatch(from_):
        raise RestError(400, 21606, f"The 'From' phone number {from_} is not a number of this account.")
    if not body:
        raise RestError(400, 21602, "Message body is required.")
    if len(body) > MAX_BODY:
        raise RestError(400, 21617, f"The concatenated message body exceeds the {MAX_BODY} character limit.")
    if network.outbox.refuses(to):
        raise RestError(400, 21610, "Attempt to send to unsubscribed recipient")
