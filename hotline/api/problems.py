"""What went wrong, as application/problem+json (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from webhooks.answers import TryAgain

MEDIA_TYPE = "application/problem+json"
NO_KEY = "A key is needed, and this one is none or no longer"


class Problem(BaseModel):
    """`fields`: the parameters that can't be used."""

    title: str
    status: int
    detail: str = ""
    fields: list[str] = []


class Refused(Exception):
    def __init__(
        self, status: int, detail: str, *, challenge: str | None = None, fields: list[str] | None = None
    ) -> None:
        """`challenge`: what a key must be, for the header WWW-Authenticate."""
        super().__init__(detail)
        self.status, self.detail, self.challenge, self.fields = status, detail, challenge, fields


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the description of a route."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def add_problems(api: FastAPI) -> None:
    @api.exception_handler(Refused)
    def refused(_: Request, error: Refused) -> JSONResponse:
        headers = {"WWW-Authenticate": error.challenge} if error.challenge else None
        return answer(error.status, error.detail, fields=error.fields, headers=headers)

    @api.exception_handler(RequestValidationError)
    def unusable(request: Request, error: RequestValidationError) -> JSONResponse:
        if "authorization" not in request.headers:  # a stranger learns no parameter from an answer
            return answer(401, NO_KEY, headers={"WWW-Authenticate": "Bearer"})
        fields = sorted({str(one["loc"][-1]) for one in error.errors()})
        return answer(422, "Some parameters can't be used", fields=fields)

    @api.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        return answer(error.status_code, headers=error.headers)

    @api.exception_handler(SQLAlchemyError)
    @api.exception_handler(TryAgain)
    def trouble(_: Request, error: Exception) -> JSONResponse:
        del error
        return answer(503, "The service is in trouble; calls still reach who is on duty", headers={"Retry-After": "5"})


def answer(
    status: int, detail: str = "", *, fields: list[str] | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, fields=fields or [])
    return JSONResponse(problem.model_dump(), status, headers=headers, media_type=MEDIA_TYPE)
