"""The endpoints of a caller whom the product could not answer, and who is dialled to humans directly."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from webhooks.answers import Answers, twiml
from webhooks.events import DialEnded, IncomingCall
from webhooks.forms import Form
from webhooks.parameters import SignedForm


def add_trouble_routes(router: APIRouter, answers: Answers, signed_form: SignedForm) -> None:
    """What is heard here needs no database."""
    Signed = Annotated[Form, Depends(signed_form)]
    receiver = answers.receiver

    @router.post("/fallback")
    async def dialled_in_trouble(form: Signed, leg: int = 0) -> Response:
        return await answers.told(
            "dialled_in_trouble",
            form,
            lambda: receiver.caller_trouble(IncomingCall.parse(form), leg, DialEnded.parse(form)),
            leg=leg,
        )

    @router.post("/fallback/status")
    async def fallback_status(form: Signed) -> Response:
        return await answers.accepted("fallback_status", form)

    @router.post("/fallback/screen")
    async def screening(_: Signed) -> Response:
        return twiml(receiver.screening())

    @router.post("/fallback/key")
    async def screened(form: Signed) -> Response:
        return await answers.told(
            "screened", form, lambda: receiver.screened_in_trouble(form.text("Digits", longest=8))
        )
