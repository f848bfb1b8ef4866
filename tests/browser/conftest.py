"""Debian's Chromium on a live server, signed in as one of the cast; what the browser complains of fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.builders.cast import someone

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop in the test's own thread
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (1440, 1024, 390)
SCHEMES = ("light", "dark")
BUSY_MILLISECONDS = 90_000

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": QUIET}


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """``open_page("/style/", who="olive", width=390, scheme="dark")``: this person's page, loaded."""
    contexts, complaints = [], []

    def opened(path: str, *, who: str = "", width: int = 1440, scheme: str = "light", **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            **options,
        )
        contexts.append(context)
        if who:
            context.add_cookies([_session_of(who, live_server.url)])
        page = context.new_page()
        page.set_default_timeout(BUSY_MILLISECONDS)
        page.on("console", lambda said: _write_down(said, page, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _is_a_complaint(said: ConsoleMessage, page: Page) -> bool:
    """Not that the page itself answered 403, 404 or 422: the test that opened it judges that.

    Nor that our policy keeps the stock admin from styling in place: it looks the same without.
    """
    about_itself = said.text.startswith("Failed to load resource") and said.location["url"] == page.url
    stock_admin = "/admin/" in page.url and "inline style" in said.text
    return said.type == "error" and not about_itself and not stock_admin


def _write_down(said: ConsoleMessage, page: Page, complaints: list[str]) -> None:
    if _is_a_complaint(said, page):
        complaints.append(f"{page.url}: {said.text} {said.location.get('url', '')}")


def _session_of(who: str, url: str) -> dict[str, Any]:
    client = Client()
    client.force_login(someone(who))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
