"""Debian's Chromium as the tests start it, and a session for one of the cast."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client

from tests.builders.cast import someone

PATH = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def session_of(who: str, url: str) -> dict[str, Any]:
    """The cookie of a session as after the sign-in page."""
    client = Client()
    client.force_login(someone(who))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
