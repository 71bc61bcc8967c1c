"""The endpoints of a call back: an officer is rung, presses a key, and is put through to a caller."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from webhooks.answers import Answers, twiml
from webhooks.events import call_sid
from webhooks.forms import Form
from webhooks.parameters import RowNumber, SignedForm


def add_callback_routes(router: APIRouter, answers: Answers, signed_form: SignedForm) -> None:
    Signed = Annotated[Form, Depends(signed_form)]
    receiver = answers.receiver

    @router.post("/callback/fallback")
    async def callback_fallback(_: Signed) -> Response:
        return twiml(receiver.callback_trouble())

    @router.post("/callback/{callback}")
    async def callback_answered(form: Signed, callback: RowNumber) -> Response:
        sid = call_sid(form)
        return await answers.document(
            form, lambda: receiver.callback_answered(callback, sid), receiver.callback_trouble
        )

    @router.post("/callback/{callback}/key")
    async def callback_pressed(form: Signed, callback: RowNumber, attempt: int = 1) -> Response:
        key = form.text("Digits", longest=8)
        return await answers.document(
            form, lambda: receiver.callback_pressed(callback, key, attempt), receiver.callback_trouble
        )

    @router.post("/callback/{callback}/left")
    async def callback_left(form: Signed, callback: RowNumber) -> Response:
        return await answers.told("callback_left", form, receiver.callback_trouble, callback=callback)

    @router.post("/callback/{callback}/missed")
    async def callback_missed(form: Signed, callback: RowNumber) -> Response:
        return await answers.document(form, lambda: receiver.callback_missed(callback), receiver.callback_trouble)

    @router.post("/callback/{callback}/status")
    async def callback_status(form: Signed, callback: RowNumber) -> Response:
        return await answers.accepted("callback_status", form, callback=callback)

    @router.post("/callback/{callback}/caller")
    async def callback_caller(form: Signed, callback: RowNumber, dial: int = 1) -> Response:
        return await answers.accepted("callback_caller", form, callback=callback, dial=dial)

    @router.post("/callback/{callback}/machine")
    async def callback_machine(form: Signed, callback: RowNumber, dial: int = 1) -> Response:
        """What the network takes for the one who has answered, a human or a machine.

        https://www.twilio.com/docs/voice/answering-machine-detection
        """
        return await answers.accepted("callback_machine", form, callback=callback, dial=dial)
