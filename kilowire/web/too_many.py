"""Middleware that answers 429 with ``Retry-After`` wherever a limit is reached."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kilowire.floor.limits import TooManyTries
from kilowire.floor.too_many import answered, too_many


class TooMany:
    """Turn ``TooManyTries`` into its page, and the page of a form that was refused for it into a 429."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return answered(request, self.get_response(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return too_many(request, exception.retry_after) if isinstance(exception, TooManyTries) else None
