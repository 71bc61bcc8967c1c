"""The endpoints of calls: a signed form in, TwiML out."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from webhooks.addresses import VOICE
from webhooks.answers import Answers, twiml
from webhooks.events import DialEnded, IncomingCall
from webhooks.forms import Form
from webhooks.parameters import RowNumber, SignedForm
from webhooks.receiver import Receiver
from webhooks.voice_callback import add_callback_routes
from webhooks.voice_officer import add_officer_routes
from webhooks.voice_phone_test import add_phone_test_routes
from webhooks.voice_trouble import add_trouble_routes

ROUNDS = 3
"""How often a caller is asked to wait a moment because so many call, until they are dialled to humans instead."""


def voice_router(answers: Answers, signed_form: SignedForm) -> APIRouter:
    """The webhooks of calls, under /webhooks/voice."""
    router = APIRouter(prefix=VOICE, default_response_class=Response)
    _add_caller_routes(router, answers, signed_form)
    _add_handover_routes(router, answers, signed_form)
    add_officer_routes(router, answers, signed_form)
    add_callback_routes(router, answers, signed_form)
    add_phone_test_routes(router, answers, signed_form)
    add_trouble_routes(router, answers, signed_form)
    return router


def _dial_humans(receiver: Receiver) -> Callable[[Form], Callable[[], str]]:
    """What a caller hears whom the product can't answer."""
    return lambda form: lambda: receiver.caller_trouble(IncomingCall.parse(form))


def _ask_again(receiver: Receiver, path: str, round: int) -> Callable[[], str] | None:
    """The document that makes a caller ask the same once more; None once it has been often enough."""
    return (lambda: receiver.busy(f"{path}round={round + 1}")) if round < ROUNDS else None


def _add_caller_routes(router: APIRouter, answers: Answers, signed_form: SignedForm) -> None:
    Signed = Annotated[Form, Depends(signed_form)]
    receiver, dial_humans = answers.receiver, _dial_humans(answers.receiver)

    @router.post("")
    async def incoming_call(form: Signed, round: int = 0) -> Response:
        return await answers.told("call", form, dial_humans(form), busy=_ask_again(receiver, "?", round))

    @router.post("/drill")
    async def drill_caller(_: Signed) -> Response:
        return twiml(receiver.drill_caller())

    @router.post("/status")
    async def call_status(form: Signed) -> Response:
        return await answers.accepted("call_status", form)

    @router.post("/place")
    async def place_answered(form: Signed, attempt: int = 1, round: int = 0) -> Response:
        """What the caller has told is put by and taken in before they are asked again: then they need not be."""
        busy = _ask_again(receiver, f"/place?attempt={attempt}&", round)
        return await answers.told("place", form, dial_humans(form), busy=busy, attempt=attempt)

    @router.post("/hold")
    async def hold_turn(form: Signed, turn: int = 0, failed: int = 0) -> Response:
        return await answers.document(
            form,
            lambda: receiver.hold_turn(IncomingCall.parse(form), turn),
            lambda: receiver.waiting_trouble(turn, failed),
        )

    @router.post("/hold/key")
    async def hold_key(form: Signed, turn: int = 0, failed: int = 0) -> Response:
        return await answers.document(
            form,
            lambda: receiver.hold_key(IncomingCall.parse(form), form.text("Digits", longest=8), turn),
            lambda: receiver.waiting_trouble(turn, failed),
        )


def _add_handover_routes(router: APIRouter, answers: Answers, signed_form: SignedForm) -> None:
    """The ways out of the queue: to an officer, to the desk and the national line, to a recorded message."""
    Signed = Annotated[Form, Depends(signed_form)]
    receiver, dial_humans = answers.receiver, _dial_humans(answers.receiver)

    @router.post("/left")
    async def queue_left(form: Signed) -> Response:
        return await answers.told(
            "queue_left", form, lambda: receiver.left_trouble(IncomingCall.parse(form), form.text("QueueResult"))
        )

    @router.post("/connected/{contact}")
    async def caller_connected(form: Signed, contact: RowNumber) -> Response:
        return await answers.told("connected", form, receiver.connected_trouble, contact=contact)

    @router.post("/recalled")
    async def caller_recalled(form: Signed, round: int = 0) -> Response:
        return await answers.document(
            form,
            lambda: receiver.caller_recalled(IncomingCall.parse(form)),
            dial_humans(form),
            busy=_ask_again(receiver, "/recalled?", round),
        )

    @router.post("/dialled/{leg}")
    async def dial_ended(form: Signed, leg: str) -> Response:
        return await answers.told(
            "dial_ended",
            form,
            lambda: receiver.caller_trouble(IncomingCall.parse(form), 1, DialEnded.parse(form)),
            leg=leg,
        )

    @router.post("/dialled/{contact}/status")
    async def dial_status(form: Signed, contact: RowNumber) -> Response:
        return await answers.accepted("dial_status", form, contact=contact)

    @router.post("/message")
    async def message_left(form: Signed, round: int = 0) -> Response:
        busy = _ask_again(receiver, "/message?", round)
        return await answers.told("message_left", form, dial_humans(form), busy=busy)

    @router.post("/silent")
    async def message_silent(form: Signed, round: int = 0) -> Response:
        return await answers.document(
            form,
            lambda: receiver.message_silent(IncomingCall.parse(form)),
            dial_humans(form),
            busy=_ask_again(receiver, "/silent?", round),
        )

    @router.post("/recording")
    async def recording_ready(form: Signed) -> Response:
        return await answers.accepted("recording_ready", form)
