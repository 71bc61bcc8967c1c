"""The endpoints of calls that read a one-time code to whoever signs in."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool

from webhooks.addresses import CODE
from webhooks.answers import twiml
from webhooks.forms import Form
from webhooks.parameters import RowNumber, SignedForm


def code_router(
    answered: Callable[[int], str], pressed: Callable[[int, str], str], signed_form: SignedForm
) -> APIRouter:
    """Calls to officers, under /webhooks/voice/code: the documents for a row's call, and for the key pressed in it.

    When one fails, so does the call; the page that ordered it offers another.
    """
    router = APIRouter(prefix=CODE, default_response_class=Response)
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("/status")
    async def code_status(_: Signed) -> Response:
        """Whether it was answered or read tells nothing: the code that is typed in does."""
        return Response(status_code=204)

    @router.post("/{code}")
    async def code_answered(_: Signed, code: RowNumber) -> Response:
        return twiml(await run_in_threadpool(answered, code))

    @router.post("/{code}/key")
    async def code_pressed(form: Signed, code: RowNumber) -> Response:
        return twiml(await run_in_threadpool(pressed, code, form.text("Digits", longest=8)))

    return router
