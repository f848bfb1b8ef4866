"""Shows the form of a page in the sheet at the side of a list, and says to the list when it is saved.

``static/js/sheet.js`` asks for the page of a form with htmx. ``base.html`` then gives its content alone; a
page that is no form comes whole, and the script goes to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render

TARGET = "sheet-body"
SHOWN = {"HX-Sheet": "1", "Cache-Control": "no-store"}
SAVED = {**SHOWN, "HX-Trigger": "sheet-saved", "HX-Retarget": "#messages", "HX-Reswap": "innerHTML"}


class Sheets:
    """Middleware that marks a form's answer for the sheet; one that would lead on says ``sheet-saved``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not getattr(request, "in_sheet", False) or response.status_code >= 500:
            return response
        if request.method == "POST" and isinstance(response, HttpResponseRedirectBase):
            return _answered(response, render(request, "parts/saved.html"), SAVED)
        return _answered(response, response, SHOWN)

    def process_view(self, request: HttpRequest, view: object, *_: object) -> None:
        is_form = getattr(view, "keeps_typed", False)
        request.in_sheet = is_form and request.headers.get("HX-Target") == TARGET  # type: ignore[attr-defined]


def _answered(to: HttpResponseBase, answer: HttpResponseBase, headers: Mapping[str, str]) -> HttpResponseBase:
    """Return the answer with these headers, and with the cookies of the response that it stands for."""
    for name, value in headers.items():
        answer.headers.setdefault(name, value)
    answer.cookies = to.cookies
    return answer
