"""The endpoints of calls: a signed form in, TwiML out."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from webhooks.addresses import VOICE
from webhooks.answers import accepted, document, twiml
from webhooks.events import DialEnded, IncomingCall, PlaceAnswer, StatusChanged, call_sid
from webhooks.forms import Form
from webhooks.receiver import Receiver

RowNumber = Annotated[int, Path(ge=1, le=2**31 - 1)]
SignedForm = Callable[[Request], Awaitable[Form]]


def voice_router(receiver: Receiver, signed_form: SignedForm) -> APIRouter:
    """The webhooks of calls, under /webhooks/voice."""
    router = APIRouter(prefix=VOICE, default_response_class=Response)
    _add_caller_routes(router, receiver, signed_form)
    _add_handover_routes(router, receiver, signed_form)
    _add_officer_routes(router, receiver, signed_form)
    return router


def _add_caller_routes(router: APIRouter, receiver: Receiver, signed_form: SignedForm) -> None:
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("")
    async def incoming_call(form: Signed) -> Response:
        return await document(lambda: receiver.incoming_call(IncomingCall.parse(form)), receiver.caller_trouble)

    @router.post("/fallback")
    async def fallback(form: Signed, leg: int = 0) -> Response:
        """Needs neither database nor a free thread."""
        talked = form.text("DialCallStatus") == "completed"
        return twiml(receiver.trouble_over() if talked else receiver.caller_trouble(leg))

    @router.post("/drill")
    async def drill_caller(_: Signed) -> Response:
        return twiml(receiver.drill_caller())

    @router.post("/status")
    async def call_status(form: Signed) -> Response:
        return await accepted(lambda: receiver.call_status(IncomingCall.parse(form), StatusChanged.of_call(form)))

    @router.post("/place")
    async def place_answered(form: Signed, attempt: int = 1) -> Response:
        return await document(
            lambda: receiver.place_answered(IncomingCall.parse(form), PlaceAnswer.parse(form, attempt)),
            receiver.caller_trouble,
        )

    @router.post("/hold")
    async def hold_turn(form: Signed, turn: int = 0) -> Response:
        return await document(lambda: receiver.hold_turn(IncomingCall.parse(form), turn), receiver.waiting_trouble)

    @router.post("/hold/key")
    async def hold_key(form: Signed, turn: int = 0) -> Response:
        return await document(
            lambda: receiver.hold_key(IncomingCall.parse(form), form.text("Digits", longest=8), turn),
            receiver.waiting_trouble,
        )


def _add_handover_routes(router: APIRouter, receiver: Receiver, signed_form: SignedForm) -> None:
    """The ways out of the queue: to an officer, to the desk and the national line, to a recorded message."""
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("/left")
    async def queue_left(form: Signed) -> Response:
        return await document(
            lambda: receiver.queue_left(IncomingCall.parse(form), form.text("QueueResult")), receiver.caller_trouble
        )

    @router.post("/connected/{contact}")
    async def caller_connected(_: Signed, contact: RowNumber) -> Response:
        return await document(lambda: receiver.caller_connected(contact), receiver.connected_trouble)

    @router.post("/recalled")
    async def caller_recalled(form: Signed) -> Response:
        return await document(lambda: receiver.caller_recalled(IncomingCall.parse(form)), receiver.caller_trouble)

    @router.post("/dialled/{leg}")
    async def dial_ended(form: Signed, leg: str) -> Response:
        return await document(
            lambda: receiver.dial_ended(IncomingCall.parse(form), leg, DialEnded.parse(form)), receiver.caller_trouble
        )

    @router.post("/dialled/{contact}/status")
    async def dial_status(form: Signed, contact: RowNumber) -> Response:
        return await accepted(lambda: receiver.dial_status(contact, StatusChanged.of_call(form)))

    @router.post("/message")
    async def message_left(form: Signed) -> Response:
        return await document(
            lambda: receiver.message_left(IncomingCall.parse(form), form.text("RecordingUrl", longest=1000)),
            receiver.caller_trouble,
        )

    @router.post("/silent")
    async def message_silent(form: Signed) -> Response:
        return await document(lambda: receiver.message_silent(IncomingCall.parse(form)), receiver.caller_trouble)

    @router.post("/recording")
    async def recording_ready(form: Signed) -> Response:
        return await accepted(
            lambda: receiver.recording_ready(IncomingCall.parse(form), form.text("RecordingUrl", longest=1000))
        )


def _add_officer_routes(router: APIRouter, receiver: Receiver, signed_form: SignedForm) -> None:
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("/officer/fallback")
    async def officer_fallback(_: Signed) -> Response:
        return twiml(receiver.officer_trouble())

    @router.post("/officer/{notification}")
    async def officer_answered(form: Signed, notification: RowNumber) -> Response:
        return await document(lambda: receiver.officer_answered(notification, call_sid(form)), receiver.officer_trouble)

    @router.post("/officer/{notification}/key")
    async def officer_pressed(form: Signed, notification: RowNumber, attempt: int = 1) -> Response:
        return await document(
            lambda: receiver.officer_pressed(notification, form.text("Digits", longest=8), attempt),
            receiver.officer_trouble,
        )

    @router.post("/officer/{notification}/left")
    async def officer_left(form: Signed, notification: RowNumber, attempt: int = 1) -> Response:
        return await document(
            lambda: receiver.officer_left(notification, DialEnded.parse(form), attempt), receiver.officer_trouble
        )

    @router.post("/officer/{notification}/status")
    async def officer_status(form: Signed, notification: RowNumber) -> Response:
        return await accepted(lambda: receiver.officer_status(notification, StatusChanged.of_call(form)))
