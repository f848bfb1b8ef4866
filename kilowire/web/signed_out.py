"""Answers an htmx request with 401 where a page would be led to the sign-in.

``static/js/signed_out.js`` then shows the bar of ``base.html`` and leaves the page with all that is typed as
it is.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.urls import reverse

SIGNED_OUT = {"HX-Trigger": "signed-out", "Cache-Control": "no-store"}


class SignedOut:
    """Middleware that keeps the pages of ``/accounts/`` out of the part of a page that htmx asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.headers.get("HX-Request") == "true" and _leads_to_sign_in(response):
            return HttpResponse(status=401, headers=SIGNED_OUT)
        return response


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    if not isinstance(response, HttpResponseRedirectBase):
        return False
    path, accounts = urlsplit(response.url).path, reverse("account_login").removesuffix("login/")
    return path.startswith(accounts) or path == reverse("admin:login")
