"""Limits on POSTs to allauth's pages that name no account or only that of whoever is signed in.

allauth's own limits are switched off, since it keeps them in a cache; this table stands for them. Passwords
and codes are counted where they are compared, ``kilowire.accounts.attempts``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from kilowire.accounts.attempts import origin, take_reset
from kilowire.floor.limits import Limit, TooManyTries, take
from kilowire.floor.too_many import too_many

A_MINUTE = 60


def _by_user(request: HttpRequest) -> str:
    return f"user {request.user.pk}" if request.user.is_authenticated else origin(request)


LIMITED: dict[str, tuple[Limit, Callable[[HttpRequest], str]]] = {
    "account_reset_password_from_key": (Limit(20, A_MINUTE), origin),
    "mfa_login_webauthn": (Limit(10, A_MINUTE), origin),
    "account_change_password": (Limit(5, A_MINUTE), _by_user),
    "account_set_password": (Limit(5, A_MINUTE), _by_user),
    "admin:password_change": (Limit(5, A_MINUTE), _by_user),
    "account_email": (Limit(10, A_MINUTE), _by_user),
    "account_reauthenticate": (Limit(10, A_MINUTE), _by_user),
    "mfa_reauthenticate": (Limit(10, A_MINUTE), _by_user),
}
"""The name of a page, how often it takes a POST, and from whom."""


class LimitedPages:
    """Middleware that counts a POST to one of these pages and answers 429 where it is one too many."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        if request.method == "POST" and request.resolver_match is not None:
            try:
                _count(request, request.resolver_match.view_name)
            except TooManyTries as refusal:
                return too_many(request, refusal.retry_after)
        return None


def _count(request: HttpRequest, name: str) -> None:
    if name == "account_reset_password":
        take_reset(request, request.POST.get("email", ""))
    elif name in LIMITED:
        limit, by = LIMITED[name]
        take(limit, name, by(request))
