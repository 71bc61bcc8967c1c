"""The endpoints of messages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from webhooks.addresses import SMS
from webhooks.answers import Answers
from webhooks.forms import Form
from webhooks.parameters import RowNumber, SignedForm


def sms_router(answers: Answers, signed_form: SignedForm) -> APIRouter:
    """The webhooks of messages, under /webhooks/sms."""
    router = APIRouter(prefix=SMS, default_response_class=Response)
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("")
    @router.post("/fallback")
    async def incoming_text(form: Signed) -> Response:
        return await answers.accepted("text", form)

    @router.post("/status")
    async def text_status(form: Signed, notification: Annotated[int, Query(le=2**31 - 1)] = 0) -> Response:
        return await answers.accepted("text_status", form, notification=notification)

    @router.post("/message/{message}/status")
    async def message_status(form: Signed, message: RowNumber) -> Response:
        return await answers.accepted("message_status", form, message=message)

    return router
