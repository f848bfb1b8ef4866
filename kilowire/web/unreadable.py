"""Refuses in words what no view can read: an address or form with NUL or bad UTF-8, a form that broke off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.response import HttpResponseBase

from kilowire.floor.access import cannot_be_read, not_whole
from kilowire.floor.error_pages import answer
from kilowire.floor.json_bodies import FORM_TYPES

BAD_IN_A_PATH = re.compile(r"\0|%[89A-F][0-9A-F]")  # Django leaves bytes that are no UTF-8 as their codes


class Unreadable:
    """Middleware that answers 400 to such an address or form before anything else, and 408 to half a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if BAD_IN_A_PATH.search(request.path_info) or not _is_text(query):
            raise BadRequest("The address has NUL or bad UTF-8 in it.")
        _refuse_no_address(request.GET)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_: Any) -> HttpResponseBase | None:
        """Read a form before its token is looked for: there nobody would say why it has none."""
        if request.method != "POST" or request.content_type not in FORM_TYPES:
            return None
        is_tablets = getattr(view, "tablet", False)
        try:
            typed = request.POST.lists()
        except UnreadablePostError:
            return not_whole() if is_tablets else answer(request, 408)
        if any("\0" in each for name, values in typed for each in (name, *values)):
            if is_tablets:
                return cannot_be_read()
            raise BadRequest("The form has NUL in it.")
        _refuse_no_address(request.POST)
        return None


def _refuse_no_address(sent: QueryDict) -> None:
    """Refuse a place to go on to that is no address, on which those who compare its host would break."""
    try:
        for address in sent.getlist(REDIRECT_FIELD_NAME):
            urlsplit(address)
    except ValueError:
        raise BadRequest("The address to go on to is none.") from None


def _is_text(query: bytes) -> bool:
    try:
        return "\0" not in query.decode()
    except UnicodeDecodeError:
        return False
