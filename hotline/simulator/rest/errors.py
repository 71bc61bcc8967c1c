"""Refusals of the REST API, with Twilio's numbers."""

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

AUTHENTICATE = 20003
NOT_ALLOWED = 20004
INVALID_PARAMETER = 20001
NOT_FOUND = 20404
TOO_MANY = 20429
SERVER_ERROR = 20500


class RestError(Exception):
    def __init__(self, status: int, code: int, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def not_found(request: Request) -> RestError:
    return RestError(404, NOT_FOUND, f"The requested resource {request.url.path} was not found")


async def render(_request: Request, error: Exception) -> JSONResponse:
    """Exception handler of the application."""
    if not isinstance(error, RestError):
        raise error
    return JSONResponse(error.as_json(), error.status, error.headers)


async def render_http(request: Request, error: Exception) -> JSONResponse:
    """The framework's own refusals (unknown path, wrong method) in Twilio's words."""
    if not isinstance(error, HTTPException):
        raise error
    known = {404: not_found(request), 405: RestError(405, NOT_ALLOWED, "Method not allowed")}
    refusal = known.get(error.status_code, RestError(error.status_code, INVALID_PARAMETER, str(error.detail)))
    return JSONResponse(refusal.as_json(), refusal.status)
