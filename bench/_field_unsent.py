"""What one job has on the tablet, and what its page of unsent items shows under "Needs you"."""

from __future__ import annotations

import time

from playwright.sync_api import Error

from bench._field_tablet import WatchedTablet
from tests.browser.field_page import go
from tests.browser.tablet import Item

SHOWN_S = 60
NEEDS = "[data-group=needs] [data-item]"
SHOWN = "rows => rows.map((row) => row.dataset.item)"
LIST = "async ({ queue }, job) => (await queue.list()).filter((item) => item.job === job)"
GONE = "async ({ queue }, id) => !(await queue.list()).some((item) => item.id === id)"
PLACE = (
    "() => `${location.hash}, ${document.body.dataset.route}: ${document.querySelector('main').innerText}`"
)


def items_of(tablet: WatchedTablet, job: str) -> list[Item]:
    """The items of this job, its draft with unsent changes included; another job's are not its own."""
    return list(tablet.run(LIST, job))


def needing(tablet: WatchedTablet, job: str) -> str:
    """The id of an item of this job that is shown under "Needs you", or "" where none needs the technician.

    Goes to the page again where the app is elsewhere, and says so. Fails where an item needs the technician
    and the page does not show it within a minute.
    """
    page, deadline = tablet.page, time.monotonic() + SHOWN_S
    go(page, "/unsent")
    while needs := {item["id"]: item for item in items_of(tablet, job) if item["seen"] == "needs"}:
        if page.evaluate("location.hash") != "#/unsent":
            print(f"field: the app led from the unsent items to {page.evaluate('location.hash')}")
            go(page, "/unsent")
        shown = [pk for pk in page.locator(NEEDS).evaluate_all(SHOWN) if pk in needs]
        if shown:
            return str(shown[0])
        if time.monotonic() > deadline:
            raise Error(f"not shown: {list(needs.values())} at {page.evaluate(PLACE)}")
        page.wait_for_timeout(100)
    return ""


def until_let_go(tablet: WatchedTablet, pk: str) -> None:
    """Wait until a refused photo that was taken again is deleted: the new one is shown a moment before."""
    tablet.wait_until(GONE, pk)
