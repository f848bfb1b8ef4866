"""Ends sessions of a user, and gives the current one a new key where what protects an account has changed."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kilowire.floor.left import leave_only_whose
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import User


def end_sessions(user: User, *, but: str | None = "", by: User | None = None) -> None:
    """End the sessions of this user, but for the one with this key."""
    keys = set(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    keys |= _keys_without_a_row(user)
    keys.discard(but or "")
    _end(keys, user)
    if by is not None:
        tell_on_commit(Happened.SESSIONS_ENDED, user=user.pk, by=by.pk)


def end_device(device: UserSession, *, by: User) -> None:
    """End one session."""
    _end({device.session_key}, device.user)
    tell_on_commit(Happened.SESSIONS_ENDED, user=device.user_id, by=by.pk)


def _end(keys: set[str], user: User) -> None:
    leave_only_whose(keys, user)
    UserSession.objects.filter(session_key__in=keys).delete()


def _keys_without_a_row(user: User) -> set[str]:
    """Return the keys of sessions that began before devices were recorded."""
    known = UserSession.objects.values("session_key")
    living = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key__in=known)
    return {each.session_key for each in living if each.get_decoded().get("_auth_user_id") == str(user.pk)}


def with_a_new_key(request: HttpRequest) -> None:
    """Give this session a new key: whoever learned the old one is outside."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


@receiver((authenticator_added, authenticator_removed, authenticator_reset))
def second_factor_changed(request: HttpRequest, **_: Any) -> None:
    with_a_new_key(request)


@receiver((password_changed, password_reset))
def password_was_changed(request: HttpRequest, user: User, **_: Any) -> None:
    """End the other sessions; after a change, Django has given this one a new key already."""
    end_sessions(user, but=request.session.session_key)


@receiver(authentication_step_completed)
def proved_again(request: HttpRequest, **how: Any) -> None:
    """A session whose user gave the password or the second factor again gets a new key."""
    if how.get("reauthenticated"):
        with_a_new_key(request)
