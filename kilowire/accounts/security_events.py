"""Tells the security log of sign-ins, of changes to an account, and of requests that were refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponseBase

from kilowire.floor.client_address import client_address
from kilowire.floor.security_log import Happened, address, tell
from kilowire.models import User

REFUSED = frozenset({401, 403, 429})
NOT_THERE_FOR_THEM = frozenset({404, 410})


class SecurityLog:
    """Middleware that knows where a request comes from, and tells of the ones that are refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = address.set(client_address(request))
        try:
            response = self.get_response(request)
            if _is_refused(request, response):
                _tell_refused(request, response)
            return response
        finally:
            address.reset(before)


def _is_refused(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether somebody may not do this, or asked for one row of many that is not there for them."""
    match = request.resolver_match
    if response.status_code in NOT_THERE_FOR_THEM:
        return match is not None and bool(match.kwargs)
    return response.status_code in REFUSED


def _tell_refused(request: HttpRequest, response: HttpResponseBase) -> None:
    match, user = request.resolver_match, getattr(request, "_cached_user", None)
    tell(
        Happened.REFUSED,
        status=response.status_code,
        method=request.method,
        route=str(match.route) if match else None,
        user=user.pk if user else None,
    )


def _told_of(signal: Signal, happened: Happened) -> None:
    """Write a line whenever allauth sends this signal."""

    def receive(*, user: User | None = None, authenticator: Authenticator | None = None, **_: Any) -> None:
        kind = {"factor": authenticator.type} if authenticator else {}
        tell(happened, user=user.pk if user else None, **kind)

    signal.connect(receive, weak=False, dispatch_uid=happened)


for _signal, _happened in (
    (account.user_logged_in, Happened.SIGNED_IN),
    (account.user_logged_out, Happened.SIGNED_OUT),
    (account.password_changed, Happened.PASSWORD_CHANGED),
    (account.password_set, Happened.PASSWORD_CHANGED),
    (account.password_reset, Happened.PASSWORD_RESET),
    (account.email_changed, Happened.EMAIL_CHANGED),
    (mfa.authentication_failed, Happened.SECOND_FACTOR_FAILED),
    (mfa.authenticator_used, Happened.SECOND_FACTOR_USED),
    (mfa.authenticator_added, Happened.SECOND_FACTOR_ADDED),
    (mfa.authenticator_removed, Happened.SECOND_FACTOR_REMOVED),
    (mfa.authenticator_reset, Happened.RECOVERY_CODES_MADE),
):
    _told_of(_signal, _happened)


def _given_again(*, user: User, method: str, reauthenticated: bool = False, **_: Any) -> None:
    if reauthenticated:
        tell(Happened.ASKED_AGAIN, user=user.pk, method=method)


account.authentication_step_completed.connect(_given_again, weak=False, dispatch_uid="given again")
