"""Error pages of nginx and gunicorn, in plain English and Spanish, and JSON for tablets.

They are files under ``errors/`` of the folder that a web server may serve, such as ``502.html`` and
``502.json``. nginx replaces none of Django's own answers; Django answers homeowners with the same pages.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_noop

HOMEOWNERS = "/h/"
"""Below it nobody of ours is: whoever meets an error there reads it in both languages, with our phone."""


@dataclass(frozen=True)
class Page:
    """What one status says; ``again`` offers the same address once more."""

    title: str
    says: str
    again: bool = False


_NOT_READ = Page(
    gettext_noop("Your browser sent something we could not read"),
    gettext_noop("Nothing was done. Open the page again from its link, then try once more."),
)
_AWAY = Page(
    gettext_noop("We are away for a moment"),
    gettext_noop(
        "This page will be back soon. What you just sent may not have been kept: try again in a minute."
    ),
    again=True,
)
PAGES = {
    400: _NOT_READ,
    403: Page(
        gettext_noop("This is not open to you"),
        gettext_noop("The address may be mistyped, or it is not for everybody."),
    ),
    404: Page(
        gettext_noop("There is no such page"),
        gettext_noop("The address may be mistyped or out of date. Open the page again from its link."),
    ),
    405: _NOT_READ,
    408: Page(
        gettext_noop("It took too long to arrive"),
        gettext_noop("Nothing was done. Try again where the connection is better."),
        again=True,
    ),
    413: Page(
        gettext_noop("What you sent is too large"),
        gettext_noop("Nothing was kept. Send fewer files at once, or smaller ones."),
    ),
    414: Page(
        gettext_noop("This address is too long"),
        gettext_noop("Nothing was done. Search for fewer words, or open the page again from its link."),
    ),
    429: Page(
        gettext_noop("Too many requests at once"),
        gettext_noop("Wait a minute, then try again."),
        again=True,
    ),
    431: Page(
        gettext_noop("Your browser sends too much along"),
        gettext_noop(
            "Remove the cookies of this site in your browser, or open the page in a private window."
        ),
    ),
    500: Page(
        gettext_noop("Something broke on our side"),
        gettext_noop("What you just sent may not have been kept: try again in a minute."),
        again=True,
    ),
    502: _AWAY,
    503: _AWAY,
    504: Page(
        gettext_noop("This took too long on our side"),
        gettext_noop("What you just sent may not have been kept: try again in a minute."),
        again=True,
    ),
}


def answer(request: HttpRequest, status: int) -> HttpResponse:
    """Return Django's own answer to an error; the one to a fault needs neither the database nor a user."""
    if request.path_info.startswith(HOMEOWNERS) and (page := _page_for_homeowners(status)):
        return HttpResponse(page, status=status, headers={"Content-Security-Policy": policy()})
    known = None if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR) else request
    return HttpResponse(render_to_string(f"{status}.html", request=known), status=status)


def _page_for_homeowners(status: int) -> str:
    """Return the page that was written for nginx; nothing where none is there yet."""
    try:
        return (folder() / f"{status}.html").read_text(encoding="utf-8")
    except OSError:
        return ""


def folder() -> Path:
    return Path(settings.SERVED_ROOT) / "errors"


@cache
def css() -> str:
    return (settings.BASE_DIR / "templates" / "errors" / "page.css").read_text(encoding="utf-8")


def policy() -> str:
    """Return the security policy of these answers: nothing but the style that stands in the pages."""
    digest = base64.b64encode(hashlib.sha256(css().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
