"""The endpoints of an officer's call."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from webhooks.answers import Answers, twiml
from webhooks.events import DialEnded, call_sid
from webhooks.forms import Form
from webhooks.parameters import RowNumber, SignedForm

Digit = Annotated[str, Query(pattern="^[0-9]?$")]


def add_officer_routes(router: APIRouter, answers: Answers, signed_form: SignedForm) -> None:
    Signed = Annotated[Form, Depends(signed_form)]
    receiver = answers.receiver

    @router.post("/officer/fallback")
    async def officer_fallback(_: Signed) -> Response:
        return twiml(receiver.officer_trouble())

    @router.post("/officer/{notification}")
    async def officer_answered(form: Signed, notification: RowNumber, failed: int = 0) -> Response:
        return await answers.document(
            form,
            lambda: receiver.officer_answered(notification, call_sid(form)),
            lambda: receiver.offer_trouble(notification, failed),
        )

    @router.post("/officer/{notification}/key")
    async def officer_pressed(
        form: Signed, notification: RowNumber, attempt: int = 1, key: Digit = "", failed: int = 0
    ) -> Response:
        """`key`: the one that was pressed the first time, while it could not be taken."""
        pressed = form.text("Digits", longest=8) or key
        return await answers.document(
            form,
            lambda: receiver.officer_pressed(notification, pressed, attempt),
            lambda: receiver.key_trouble(notification, pressed, attempt, failed),
        )

    @router.post("/officer/{notification}/left")
    async def officer_left(form: Signed, notification: RowNumber, attempt: int = 1, failed: int = 0) -> Response:
        return await answers.document(
            form,
            lambda: receiver.officer_left(notification, DialEnded.parse(form), attempt),
            lambda: receiver.handover_trouble(notification, DialEnded.parse(form), attempt, failed),
        )

    @router.post("/officer/{notification}/status")
    async def officer_status(form: Signed, notification: RowNumber) -> Response:
        return await answers.accepted("officer_status", form, notification=notification)
