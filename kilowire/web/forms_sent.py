"""What happens around a form's POST: the second of two is led where the first one led, and old pages.

``PostedOnce`` is the middleware that gives each POST its key; ``page_was_open_too_long`` is Django's
``CSRF_FAILURE_VIEW``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kilowire.floor.forms.kept import keep
from kilowire.floor.forms.once import Post, SentBefore, current, post_of
from kilowire.models import PostedForm

WAIT_SECONDS, LOOK_SECONDS = 3.0, 0.05
NO_TOKEN = "{token}"  # noqa: S105 - stands for the token of a homeowner's link


class PostedOnce:
    """Middleware that answers a form's POST sent again with the redirect that the first one got."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = current.set(None)
        try:
            response = self.get_response(request)
            post = current.get()
            return self._remembered(request, response, post) if post else response
        finally:
            current.reset(before)

    def process_view(self, request: HttpRequest, view: object, *_: Any) -> HttpResponseBase | None:
        if hasattr(view, "model_admin") and not request.user.is_authenticated:
            keep(request, signed_out=True)  # our own views do it where they ask for the role
        post = None if getattr(view, "tablet", False) else post_of(request)
        if post is None:
            return None
        if PostedForm.objects.filter(key=post.key).exists():
            return _led_as_before(request, post)
        current.set(post)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        post = current.get()
        return _led_as_before(request, post) if post and isinstance(exception, SentBefore) else None

    def _remembered(self, request: HttpRequest, response: HttpResponseBase, post: Post) -> HttpResponseBase:
        if not post.carried_out:
            if response.status_code < 400 or not PostedForm.objects.filter(key=post.key).exists():
                return response
            return _led_as_before(request, post)  # carried out for its twin while this one was refused
        rows = PostedForm.objects.filter(key=post.key)
        if isinstance(response, HttpResponseRedirect):
            rows.update(leads_to=_without_token(request, response.url))
        else:
            rows.delete()
        return response


def _led_as_before(request: HttpRequest, post: Post) -> HttpResponseBase:
    """Redirect to where the first POST led; its answer may not be made yet, so wait for it a moment."""
    messages.info(request, _("This was sent twice. It was done once."))
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        leads_to = PostedForm.objects.filter(key=post.key).values_list("leads_to", flat=True).first()
        if leads_to or time.monotonic() > deadline:
            return redirect(_with_token(request, leads_to) if leads_to else request.path)
        time.sleep(LOOK_SECONDS)


def _token(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs.get("token", "")) if match else ""


def _without_token(request: HttpRequest, address: str) -> str:
    token = _token(request)
    return (address.replace(token, NO_TOKEN) if token else address)[:500]


def _with_token(request: HttpRequest, address: str) -> str:
    return address.replace(NO_TOKEN, _token(request))


def page_was_open_too_long(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the form again as typed, with a fresh token, where one of our own pages sent it.

    What another site sends is refused with 403, and nothing of it is kept.
    """
    ours = _is_from_our_page(request, reason)
    if ours and keep(request, signed_out=False):
        return redirect(request.get_full_path())
    again = request.get_full_path() if ours else ""
    return render(request, "403_csrf.html", {"again": again}, status=403)


def _is_from_our_page(request: HttpRequest, reason: str) -> bool:
    """Return whether the browser says that a page of this site sent the form."""
    if request.method != "POST" or reason.startswith(REASON_BAD_ORIGIN.partition(" %")[0]):
        return False
    if "Sec-Fetch-Site" in request.headers:
        return request.headers["Sec-Fetch-Site"] == "same-origin"
    return "Origin" in request.headers  # it was compared before the token was
