"""How long somebody stays signed in: by role, renewed by use, and never longer than a last day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from kilowire.models import Role, User

HOUR, DAY = 3_600, 86_400
IDLE, ENDS_AT, USED_AT = "idle_seconds", "ends_at", "used_at"
RENEWED_AFTER = 24
"""A session is written again once a twenty-fourth of its idle time has passed, not with every page."""


@dataclass(frozen=True, slots=True)
class Age:
    """In seconds: how long a session lives without use, and how long at most."""

    idle: int
    most: int


AGES = {
    Role.FIELD.value: Age(idle=14 * DAY, most=90 * DAY),
    Role.OFFICE.value: Age(idle=12 * HOUR, most=14 * DAY),
    Role.OWNER.value: Age(idle=12 * HOUR, most=14 * DAY),
}


def begin(session: SessionBase, user: User) -> None:
    """Give the session of a sign-in the age of the user's role."""
    age, now = AGES[user.role], _now()
    session.update({IDLE: age.idle, ENDS_AT: now + age.most, USED_AT: now})
    session.set_expiry(age.idle)


class SessionAges:
    """Middleware that ends a session on its last day, and renews one that is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        session = request.session
        if session.session_key and (ends_at := session.get(ENDS_AT)) is not None:
            if _now() >= ends_at:
                session.flush()
            else:
                _renew(session, used=not _is_poll(request))
        response = self.get_response(request)
        if session.modified and IDLE in session:
            session.set_expiry(session[IDLE])  # allauth gives all roles one age
        return response


def _renew(session: SessionBase, *, used: bool) -> None:
    """Let the session live its whole idle time again, if it was used."""
    idle, now = session[IDLE], _now()
    if used and now - session[USED_AT] >= idle // RENEWED_AFTER:
        session[USED_AT] = now
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


def _is_poll(request: HttpRequest) -> bool:
    """Whether a page that lies open asks by itself; that is no use."""
    return request.method == "GET" and "HX-Request" in request.headers


def _now() -> int:
    return int(timezone.now().timestamp())
