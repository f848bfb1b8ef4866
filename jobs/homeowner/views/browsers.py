"""Which browsers have a link's papers open: until they are closed, or for 30 days on the homeowner's own."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from jobs.homeowner.services import codes
from jobs.models import HomeownerLink, ProvenBrowser

OPENED = "homeowner_links_opened"
COOKIE_SECONDS = 400 * 86_400  # browsers keep no cookie longer


def browser_of(request: HttpRequest, link: HomeownerLink) -> ProvenBrowser | None:
    """Return this browser's row, if a code of the link was typed in it before."""
    return codes.proven_browser(link, key_of(request))


def is_open(request: HttpRequest, link: HomeownerLink) -> bool:
    if _named(link) in request.session.get(OPENED, []):
        return True
    browser = browser_of(request, link)
    return browser is not None and browser.open_until is not None and browser.open_until > timezone.now()


def refuse_unopened(request: HttpRequest, link: HomeownerLink) -> None:
    """404 until the code was typed, whether or not the file exists."""
    if not is_open(request, link):
        raise Http404


def key_of(request: HttpRequest) -> str:
    """Return the key in this browser's cookie, or an empty string.

    Whoever had the browser before may know it, so a code that is typed opens nothing under it.
    """
    return request.COOKIES.get(settings.HOMEOWNER_COOKIE_NAME, "")


def new_key() -> str:
    return secrets.token_urlsafe(32)


def open_in_this_browser(request: HttpRequest, link: HomeownerLink) -> None:
    """Open the link's papers until the browser is closed, under a new session key."""
    request.session.cycle_key()
    if not request.user.is_authenticated:  # how long our own people stay signed in is not decided here
        request.session.set_expiry(0)
    request.session[OPENED] = [*request.session.get(OPENED, []), _named(link)]


def close_in_this_browser(request: HttpRequest, link: HomeownerLink) -> None:
    opened = request.session.get(OPENED, [])
    if _named(link) in opened:
        request.session[OPENED] = [each for each in opened if each != _named(link)]


def keep_key(response: HttpResponseBase, key: str) -> None:
    """Let the browser be known by its key from now on. The key alone opens nothing on a shared browser."""
    response.set_cookie(
        settings.HOMEOWNER_COOKIE_NAME,
        key,
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _named(link: HomeownerLink) -> list[int]:
    return [link.pk, link.version]
