"""Middleware: a request that is refused leaves no file behind."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kilowire.floor.files.strays import noting_what_is_written, remove_strays

REFUSED_FROM = 400


class LeavesNoStrays:
    """Removes what a refused request has written and no row names; its transaction is over by then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with noting_what_is_written() as written:
            response = self.get_response(request)
        if written and response.status_code >= REFUSED_FROM:
            remove_strays(written)
        return response
