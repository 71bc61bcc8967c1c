"""The endpoints of alarm calls: what they say needs nothing of ours but this process."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from webhooks.addresses import ALARM
from webhooks.answers import twiml
from webhooks.forms import Form
from webhooks.twiml import VOICES, say_goodbye

KindOfAlarm = Annotated[str, Path(pattern="^[a-z]{1,20}$")]


def alarm_router(sentence_of: Callable[[str], str], signed_form: Callable[[Request], Awaitable[Form]]) -> APIRouter:
    """Calls to managers, under /webhooks/voice/alarm. `sentence_of` tells what a kind of alarm says."""
    router = APIRouter(prefix=ALARM, default_response_class=Response)
    Signed = Annotated[Form, Depends(signed_form)]

    @router.post("/status")
    async def alarm_status(_: Signed) -> Response:
        """An alarm is told once, whether it was answered or not: the managers have it in writing as well."""
        return Response(status_code=204)

    @router.post("/{kind}")
    async def alarm(_: Signed, kind: KindOfAlarm) -> Response:
        """Twice, since whoever is woken misses the first words."""
        sentence = sentence_of(kind)
        return twiml(say_goodbye(VOICES["vi"], sentence, sentence))

    return router
