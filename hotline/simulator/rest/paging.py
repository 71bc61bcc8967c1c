"""Lists, a page at a time."""

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse

from hotline.simulator.rest.errors import INVALID_PARAMETER, RestError

DEFAULT_SIZE = 50
MAX_SIZE = 1000


def page(request: Request, name: str, rows: list[dict[str, Any]]) -> JSONResponse:
    """The asked-for page of `rows` in the shape that Twilio's clients turn pages with."""
    number, size = _whole(request, "Page", 0), min(max(_whole(request, "PageSize", DEFAULT_SIZE), 1), MAX_SIZE)
    start, end = number * size, (number + 1) * size
    body = {
        name: rows[start:end],
        "page": number,
        "page_size": size,
        "start": start,
        "end": max(min(end, len(rows)) - 1, 0),
        "uri": _uri(request, number),
        "first_page_uri": _uri(request, 0),
        "next_page_uri": _uri(request, number + 1) if end < len(rows) else None,
        "previous_page_uri": _uri(request, number - 1) if number else None,
    }
    return JSONResponse(body)


def _uri(request: Request, number: int) -> str:
    url = request.url.include_query_params(Page=number)
    return f"{url.path}?{url.query}"


def _whole(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, str(default))
    if not text.isdecimal():
        raise RestError(400, INVALID_PARAMETER, f"{name} must be a number, not {text!r}")
    return int(text)
