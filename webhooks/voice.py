"""The endpoints of calls: a signed form in, TwiML out."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from webhooks.addresses import VOICE
from webhooks.answers import accepted, document
from webhooks.events import DialEnded, IncomingCall, PlaceAnswer, StatusChanged
from webhooks.forms import Form
from webhooks.receiver import Receiver

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
    def incoming_call(form: Signed) -> Response:
        return document(lambda: receiver.incoming_call(IncomingCall.parse(form)), receiver.caller_trouble)

    @router.post("/fallback")
    def fallback(_: Signed) -> Response:
        return document(receiver.caller_trouble, receiver.caller_trouble)

    @router.post("/status")
    def call_status(form: Signed) -> Response:
        return accepted(lambda: receiver.call_status(IncomingCall.parse(form), StatusChanged.of_call(form)))

    @router.post("/place")
    def place_answered(form: Signed, attempt: int = 1) -> Response:
        return document(
            lambda: receiver.place_answered(IncomingCall.parse(form), PlaceAnswer.parse(form, attempt)),
            receiver.caller_trouble,
        )

    @router.post("/hold")
    def hold_turn(form: Signed, turn: int = 0) -> Response:
        return document(lambda: receiver.hold_turn(IncomingCall.parse(form), turn), receiver.caller_trouble)

    @router.post("/hold/key")
    def hold_key(form: Signed, turn: int = 0) -> Response:
        return document(
            lambda: receiver.hold_key(IncomingCall.parse(form), form.text("Digits", longest=8), turn),
            receiver.caller_trouble,
        )


def _add_handover_routes(router: APIRouter, receiver: Receiver, signed_form: SignedForm) -> None:
    """The ways out of the queue: to an officer, to the desk and the national line, to a recorded message."""
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("/left")
    def queue_left(form: Signed) -> Response:
        return document(
            lambda: receiver.queue_left(IncomingCall.parse(form), form.text("QueueResult")), receiver.caller_trouble
        )

    @router.post("/connected")
    def caller_connected(form: Signed) -> Response:
        return document(lambda: receiver.caller_connected(IncomingCall.parse(form)), receiver.caller_trouble)

    @router.post("/recalled")
    def caller_recalled(form: Signed) -> Response:
        return document(lambda: receiver.caller_recalled(IncomingCall.parse(form)), receiver.caller_trouble)

    @router.post("/dialled/{leg}")
    def dial_ended(form: Signed, leg: str) -> Response:
        return document(
            lambda: receiver.dial_ended(IncomingCall.parse(form), leg, DialEnded.parse(form)), receiver.caller_trouble
        )

    @router.post("/dialled/{contact}/status")
    def dial_status(form: Signed, contact: int) -> Response:
        return accepted(lambda: receiver.dial_status(contact, StatusChanged.of_call(form)))

    @router.post("/message")
    def message_left(form: Signed) -> Response:
        return document(
            lambda: receiver.message_left(IncomingCall.parse(form), form.text("RecordingUrl", longest=1000)),
            receiver.caller_trouble,
        )

    @router.post("/recording")
    def recording_ready(form: Signed) -> Response:
        return accepted(
            lambda: receiver.recording_ready(IncomingCall.parse(form), form.text("RecordingUrl", longest=1000))
        )


def _add_officer_routes(router: APIRouter, receiver: Receiver, signed_form: SignedForm) -> None:
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("/officer/fallback")
    def officer_fallback(_: Signed) -> Response:
        return document(receiver.officer_trouble, receiver.officer_trouble)

    @router.post("/officer/{notification}")
    def officer_answered(_: Signed, notification: int) -> Response:
        return document(lambda: receiver.officer_answered(notification), receiver.officer_trouble)

    @router.post("/officer/{notification}/key")
    def officer_pressed(form: Signed, notification: int, attempt: int = 1) -> Response:
        return document(
            lambda: receiver.officer_pressed(notification, form.text("Digits", longest=8), attempt),
            receiver.officer_trouble,
        )

    @router.post("/officer/{notification}/left")
    def officer_left(form: Signed, notification: int, attempt: int = 1) -> Response:
        return document(
            lambda: receiver.officer_left(notification, DialEnded.parse(form), attempt), receiver.officer_trouble
        )

    @router.post("/officer/{notification}/status")
    def officer_status(form: Signed, notification: int) -> Response:
        return accepted(lambda: receiver.officer_status(notification, StatusChanged.of_call(form)))
