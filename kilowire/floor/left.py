"""Who signed out in this browser, or was signed out of it, for a tablet to close their day too.

A sign-out says so in a cookie. A session that is ended from elsewhere cannot write one: what is left of it in
the database says whose it was, and opens nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from kilowire.models import User

DAYS = 90
LEFT = "left"


def left_here(request: HttpRequest) -> int | None:
    """Return the id of the user who left here last and has not signed in here since."""
    if (ended := request.session.get(LEFT)) is not None:
        return int(ended)
    left = request.COOKIES.get(settings.LEFT_COOKIE_NAME, "")
    return int(left) if left.isdecimal() else None


def note_left(response: HttpResponseBase, user: User) -> None:
    response.set_cookie(
        settings.LEFT_COOKIE_NAME,
        str(user.pk),
        max_age=DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def leave_only_whose(keys: set[str], user: User) -> None:
    """End the sessions with these keys; nothing stays in them but whose they were."""
    until = timezone.now() + timedelta(days=DAYS)
    Session.objects.filter(session_key__in=keys).update(
        session_data=SessionStore().encode({LEFT: user.pk}), expire_date=until
    )


def note_back(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Forget that this user left, because they signed in again."""
    if left_here(request) == user.pk:
        request.session.pop(LEFT, None)
        response.delete_cookie(settings.LEFT_COOKIE_NAME)
