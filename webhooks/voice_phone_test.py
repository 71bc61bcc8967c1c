"""The endpoints of a call that tests an officer's telephone."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from webhooks.answers import Answers
from webhooks.forms import Form
from webhooks.parameters import RowNumber, SignedForm


def add_phone_test_routes(router: APIRouter, answers: Answers, signed_form: SignedForm) -> None:
    Signed = Annotated[Form, Depends(signed_form)]
    receiver = answers.receiver

    @router.post("/phone-test/{test}")
    async def phone_test_answered(form: Signed, test: RowNumber) -> Response:
        return await answers.document(form, lambda: receiver.phone_test_answered(test), receiver.officer_trouble)

    @router.post("/phone-test/{test}/key")
    async def phone_test_pressed(form: Signed, test: RowNumber) -> Response:
        key = form.text("Digits", longest=8)
        return await answers.document(form, lambda: receiver.phone_test_pressed(test, key), receiver.officer_trouble)

    @router.post("/phone-test/{test}/status")
    async def phone_test_status(form: Signed, test: RowNumber) -> Response:
        return await answers.accepted("phone_test_status", form, test=test)
