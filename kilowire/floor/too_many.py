"""The answer to too many tries: 429 with the seconds to wait, wherever a limit is reached."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from kilowire.floor.error_pages import answer
from kilowire.floor.limits import TooManyTries

Response = TypeVar("Response", bound=HttpResponseBase)


def too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Return the page that asks to wait."""
    return _says_when(answer(request, 429), retry_after)


def refused_on_form(request: HttpRequest, refusal: TooManyTries) -> None:
    """Let the page that this request is answered with be a 429: its form says why, with what was typed."""
    request.retry_after = refusal.retry_after  # type: ignore[attr-defined]


def answered(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the response, as a 429 where a form on it was refused for too many tries."""
    retry_after = getattr(request, "retry_after", None)
    if retry_after is None or response.status_code not in (200, 422):
        return response
    response.status_code = 429
    return _says_when(response, retry_after)


def _says_when(response: Response, retry_after: int) -> Response:
    response.headers["Retry-After"] = str(retry_after)
    return response
