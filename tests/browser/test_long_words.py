"""A word of 200 letters, which somebody pasted, goes on in the next line: no page grows wider for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from playwright.sync_api import Page

from tests.browser.axe import is_wider_than_the_screen
from tests.browser.conftest import OpenPage
from tests.browser.world import World, whole_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONGEST, LONG = 200, 30
TABS = (
    *("", "assessment/", "agreement/", "permit/", "utility/", "installation/", "papers/", "photos/"),
    *("history/", "closeout/", "warranty/", "links/", "people/new/"),
)
LISTS = (
    "/",
    "/jobs/",
    "/board/",
    "/calendar/",
    "/papers/",
    "/permits/",
    "/utility/",
    "/adapters/",
    "/tablets/",
)
OURS = ("jobs", "permits", "utility_requests", "assessments")
# Names of files, rules and fields, which a program wrote and reads again.
NOT_TYPED = (
    *("sha256", "version", "key", "act", "fact", "rule", "ruleset", "template", "content_type", "calendar"),
    "programme",
)
TOO_WIDE = """() => {
  const screen = document.documentElement.clientWidth;
  const scrolls = (part) =>
    part && (getComputedStyle(part).overflowX !== "visible" || scrolls(part.parentElement));
  return [...document.querySelectorAll("main *")]
    .filter((part) => part.getBoundingClientRect().right > screen + 1 && !scrolls(part.parentElement))
    .map((part) => `${part.tagName}.${part.className}`);
}"""


def _texts() -> Iterator[tuple[type[models.Model], str, int]]:
    """Each field in which a person's words stand, and how many letters it takes."""
    for model in (model for app in OURS for model in apps.get_app_config(app).get_models()):
        for field in model._meta.get_fields():
            typed = isinstance(field, models.CharField | models.TextField) and not field.choices
            if typed and not any(word in field.name for word in NOT_TYPED):
                yield model, field.name, min(field.max_length or LONGEST, LONGEST)


def _write_long_words() -> int:
    """Put a long word wherever words stand, but not where it must be unique; return in how many fields."""
    written = 0
    for model, name, letters in _texts():
        if letters < LONG:
            continue
        try:
            with transaction.atomic():
                rows = model._default_manager.exclude(**{name: ""})
                written += bool(rows.update(**{name: "W" * letters}))
        except IntegrityError:
            continue
    return written


def _pages(world: World) -> list[str]:
    jobs = (world.closed, world.before_the_visit, world.to_settle)
    return [*LISTS, *(f"/jobs/{job.number}/{tab}" for job in jobs for tab in TABS)]


def _too_wide(page: Page, addresses: list[str], width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer
        assert answer.ok, address
        if is_wider_than_the_screen(page) or page.evaluate(TOO_WIDE):
            found.append(f"{address} at {width}: {page.evaluate(TOO_WIDE)[:3]}")
    return found


def test_no_page_grows_wider_than_the_screen(open_page: OpenPage) -> None:
    world = whole_world()
    assert _write_long_words() > 60
    page = open_page("/", who="owen")
    pages = _pages(world)
    wide = [address for address in pages if world.to_settle.number not in address]
    assert _too_wide(page, pages, 390) + _too_wide(page, wide, 1440) == []
    here = world.homeowners_page
    assert _too_wide(open_page(here), [here, f"{here}papers/"], 390) == []
