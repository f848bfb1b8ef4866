"""The tablet's app in a window of its own size, on the page that its hash names."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenPage


def tablet_page(
    open_page: OpenPage, width: int = 1024, height: int = 768, scheme: str = "light", who: str = "asa"
) -> Page:
    """The technician's day, with its first appointment on it."""
    page = open_page("/field/", who=who, width=width, scheme=scheme)
    page.set_viewport_size({"width": width, "height": height})
    page.locator(".appointment-card").first.wait_for()
    return page


def go(page: Page, route: str) -> None:
    """The page of this hash, drawn."""
    page.evaluate("route => { location.hash = `#${route}`; }", route)
    page.wait_for_function(
        "route => location.hash === `#${route}` && document.body.dataset.route === route", arg=route
    )
