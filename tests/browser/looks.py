"""How a page is looked at: three widths, light and dark, by axe and for words of our own shop."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.axe import findings, is_wider_than_the_screen
from tests.browser.conftest import WIDTHS

LOOKS: dict[int, Literal["light", "dark"]] = {1440: "light", 390: "dark"}
DEEP = 5
INSIDE_WORDS = re.compile(r"(?i)\b(?:milestones?|stamp(?:s|ed)?|jacket|anomal\w+|doorbell|F[1-8])\b")
NO_WORDS, STOCK_ADMIN = "---------", "/admin/"


def faults(page: Page, name: str = "") -> list[str]:
    """What axe finds on the open page, widths at which it runs over the screen, and our own shop's words."""
    name = name or urlsplit(page.url).path
    looks, found = _looks(name), []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in looks:
            page.emulate_media(color_scheme=looks[width])
            found += [f"{looks[width]} {finding}" for finding in findings(page)]
        if is_wider_than_the_screen(page):
            found.append(f"wider than {width}")
    said = page.inner_text("body")
    found += [f"says {word}" for word in INSIDE_WORDS.findall(said)]
    if NO_WORDS in said and not name.startswith(STOCK_ADMIN):
        found.append("says nothing where nothing is chosen")
    return [f"{name} {each}" for each in found]


def _looks(name: str) -> dict[int, Literal["light", "dark"]]:
    """Both for a page of its own; the forms under a job's tab, all of one make, take turns."""
    one = tuple(LOOKS)[len(name) % 2]
    return LOOKS if name.count("/") < DEEP else {one: LOOKS[one]}


def faults_of_all(page: Page, addresses: Iterable[str]) -> list[str]:
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer
        assert answer.ok, address
        found += faults(page)
    return found
