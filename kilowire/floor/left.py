"""Who signed out in this browser, kept in a cookie, so that a tablet's pages in it close their day too."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kilowire.models import User

DAYS = 90


def left_here(request: HttpRequest) -> int | None:
    """Return the id of the technician who signed out here last and has not signed in here since."""
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


def note_back(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Forget that this user left, because they signed in again."""
    if left_here(request) == user.pk:
        response.delete_cookie(settings.LEFT_COOKIE_NAME)
