"""Device cookies, as OWASP describes them: a browser that proved itself as a user counts its failures alone.

The cookie is signed and holds, for each user that the browser proved itself as, a random name of its own. It
opens nothing: it only says by which count the next try is judged.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from kilowire.models import User

SALT = "kilowire.device"
DAYS = 400  # browsers keep no cookie longer
USERS_OF_A_DEVICE = 8


def device_of(request: HttpRequest, user: User | None) -> str | None:
    """Return the name of this browser's own count for the user, or None where it is a stranger."""
    if user is None:
        return None
    if name := _read(request).get(str(user.pk)):
        return name
    if request.user.is_authenticated and request.user.pk == user.pk:
        return f"session {request.session.session_key}"
    return None


def any_device(request: HttpRequest) -> str | None:
    """Return a name of this browser if it proved itself as anybody."""
    return next(reversed(_read(request).values()), None)


def remember_device(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Let this browser count its failures alone from now on, because it proved itself as the user."""
    known = _read(request)
    name = known.pop(str(user.pk), None) or secrets.token_urlsafe(16)
    kept = dict([*known.items(), (str(user.pk), name)][-USERS_OF_A_DEVICE:])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=SALT),
        max_age=DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, str]:
    """Return the names of this browser by users' ids; empty for a cookie that is not ours or too old."""
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        return dict(signing.loads(cookie, salt=SALT, max_age=DAYS * 86_400))
    except signing.BadSignature:
        return {}
