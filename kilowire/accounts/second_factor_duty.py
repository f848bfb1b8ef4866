"""Everybody on a public site has a second factor: seven days of reminders, then pages lead to its set-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from kilowire.accounts.second_factor import FACTORS
from kilowire.accounts.sessions import end_sessions
from kilowire.floor.forms.kept import keep
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import User

REMINDED_FOR = timedelta(days=7)
STAY_OPEN = ("accounts/", "field/", "h/", "healthz", "readyz")
"""Routes that a user without a second factor may always open: its set-up, and what takes unsent work."""


class SecondFactorDuty:
    """Middleware that reminds users without a second factor, and leads them to its set-up once it is due.

    ``request.second_factor_due`` is the instant for the page to name; a live part of a page gets 204.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        user, match = request.user, request.resolver_match
        if not settings.PUBLIC_SITE or match is None or not isinstance(user, User):
            return None
        if match.route.startswith("field/") or _has_proved(request, user):
            return None
        due = _due_at(user)
        request.second_factor_due = due  # type: ignore[attr-defined]  # read by the template of the page
        if timezone.now() < due or match.route.startswith(STAY_OPEN):
            return None
        if "HX-Request" in request.headers:
            return HttpResponse(status=204)
        keep(request, signed_out=True)
        return redirect("mfa_index")


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


@transaction.atomic
def reset_second_factor(user: User, *, by: User | None = None) -> None:
    """Remove what the user lost, end their sessions, and let the next one lead to the set-up at once."""
    Authenticator.objects.filter(user=user).delete()
    user.second_factor_due_at = timezone.now()
    user.save(update_fields=["second_factor_due_at"])
    end_sessions(user)
    tell_on_commit(Happened.SECOND_FACTOR_RESET, user=user.pk, by=by.pk if by else None)


def _has_proved(request: HttpRequest, user: User) -> bool:
    """Whether the session began with a second factor, which costs no query, or the user has one by now."""
    began_with = any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
    return began_with or has_second_factor(user)


def _due_at(user: User) -> Any:
    """Return when a second factor is due: seven days from the first page on a public site."""
    if user.second_factor_due_at is None:
        user.second_factor_due_at = timezone.now() + REMINDED_FOR
        User.objects.filter(pk=user.pk, second_factor_due_at=None).update(
            second_factor_due_at=user.second_factor_due_at
        )
    return user.second_factor_due_at
