"""The endpoints of calls that read a one-time code to whoever signs in."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from webhooks.addresses import CODE
from webhooks.answers import twiml
from webhooks.forms import Form
from webhooks.twiml import VOICES, read_slowly

WordsOf = Callable[[int], tuple[str, Sequence[str]]]
LARGEST_ROW = 2**31 - 1


def code_router(words_of: WordsOf, signed_form: Callable[[Request], Awaitable[Form]]) -> APIRouter:
    """Calls to officers, under /webhooks/voice/code. `words_of` tells a row's sentence and its words to write down.

    When it fails, so does the call; the page that ordered it offers another.
    """
    router = APIRouter(prefix=CODE, default_response_class=Response)
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("/status")
    async def code_status(_: Signed) -> Response:
        """Whether it was answered or read tells nothing: the code that is typed in does."""
        return Response(status_code=204)

    @router.post("/{code}")
    async def code(_: Signed, code: Annotated[int, Path(ge=1, le=LARGEST_ROW)]) -> Response:
        sentence, words = await run_in_threadpool(words_of, code)
        return twiml(read_slowly(VOICES["vi"], sentence, words))

    return router
