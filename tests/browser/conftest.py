"""Debian's Chromium on a live server, signed in as one of the cast; what the browser complains of fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect

from tests.browser.chromium import PATH, QUIET, session_of
from tests.browser.gate import Gate
from tests.browser.tablet import Tablet
from tests.bundle import write

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop in the test's own thread
WIDTHS = (1440, 1024, 390)
SCHEMES = ("light", "dark")
BUSY_MILLISECONDS = 90_000
expect.set_options(timeout=BUSY_MILLISECONDS)  # a busy machine is slow, and no product is wrong for it

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": PATH, "args": QUIET}


@pytest.fixture(scope="session", autouse=True)
def _bundle_of_the_scripts_as_they_are() -> None:
    """Whoever changes a script sees it in the next test."""
    write()


@pytest.fixture(scope="package", autouse=True)
def _cookies_over_plain_http() -> Iterator[None]:
    """The live server speaks http, over which a browser takes no cookie named ``__Host-``."""
    kinds = ("SESSION", "CSRF", "DEVICE", "HOMEOWNER", "LEFT")
    names = [f"{kind}_COOKIE_NAME" for kind in kinds]
    plain = {name: getattr(settings, name).removeprefix("__Host-") for name in names}
    with override_settings(**plain):
        yield


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
            context.add_cookies([session_of(who, live_server.url)])
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

    Nor that our policy keeps the stock admin from styling in place: it looks the same without. Nor that a
    session ended or a form was refused in a part of the page: the page says that itself.
    """
    about_itself = said.text.startswith("Failed to load resource") and said.location["url"] == page.url
    stock_admin = "/admin/" in page.url and "inline style" in said.text
    in_a_part = ("status of 401", "status of 422")  # htmx asked for it, and the page shows what came
    answered = said.text.startswith("Failed to load resource") and any(s in said.text for s in in_a_part)
    return said.type == "error" and not (about_itself or stock_admin or answered)


def _write_down(said: ConsoleMessage, page: Page, complaints: list[str]) -> None:
    if _is_a_complaint(said, page):
        complaints.append(f"{page.url}: {said.text} {said.location.get('url', '')}")


@pytest.fixture
def gate(live_server: Any) -> Iterator[Gate]:
    """The network between a tablet and the server."""
    with Gate(live_server.url) as gate:
        yield gate


@pytest.fixture
def window(playwright: Playwright, browser: Browser, gate: Gate, tmp_path: Path) -> Iterator[Tablet]:
    """Asa's tablet in a window of the shared browser: quick, and not to be killed."""
    tablet = Tablet(playwright, gate, tmp_path / "profile", browser=browser)
    yield tablet
    tablet.close()


@pytest.fixture
def tablet(playwright: Playwright, gate: Gate, tmp_path: Path) -> Iterator[Tablet]:
    """Asa's tablet, switched off; what it stores outlives its browser."""
    tablet = Tablet(playwright, gate, tmp_path / "profile")
    yield tablet
    tablet.close()
