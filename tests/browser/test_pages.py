"""Every page of the product in a real browser: three widths, both themes, and not one complaint."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Route

from tests.browser.conftest import OpenPage
from tests.browser.looks import faults, faults_of_all
from tests.browser.world import pages_of_every_door, whole_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHARES = 5  # of the pages, so that no process walks them alone at the end
TABS = (
    *("assessment", "agreement", "permit", "utility", "installation", "papers", "photos", "history"),
    *("closeout", "warranty", "links"),
)
LANGS = ("en", "es")
SEND = """() => {
  const form = [...document.querySelectorAll("main form[method=post]")].at(-1);
  form.noValidate = true;
  form.requestSubmit();
}"""


@pytest.mark.parametrize("share", range(SHARES))
def test_everybody_can_use_every_page_behind_a_door(open_page: OpenPage, share: int) -> None:
    doors = pages_of_every_door(whole_world().behind)
    assert len(doors) > 60
    page = open_page("/", who="owen")
    assert faults_of_all(page, doors[share::SHARES]) == []


def test_everybody_can_use_a_job_wherever_it_stands(open_page: OpenPage) -> None:
    """A job elsewhere on the road, a search, the directory."""
    world = whole_world()
    coming, settle = (f"/jobs/{job.number}/" for job in (world.before_the_visit, world.to_settle))
    addresses = [
        f"/jobs/{world.new.number}/",
        f"/jobs/{world.new.number}/assessment/answers/",
        coming,
        *(f"{coming}{tab}/" for tab in TABS),
        f"{coming}utility/visit/1/",
        settle,
        f"{settle}assessment/",
        f"{settle}assessment/findings/panel-bus/",
        f"{settle}agreement/",
        "/jobs/?q=vega",
        "/jobs/?q=nobody-of-this-name",
        "/admin/",
        "/admin/jobs/jurisdiction/",
        f"/admin/jobs/jurisdiction/{world.closed.site.jurisdiction_id}/change/",
    ]
    assert faults_of_all(open_page("/", who="owen"), addresses) == []


def test_everybody_can_use_a_page_that_says_what_is_wrong(open_page: OpenPage) -> None:
    """Forms sent as they are opened."""
    world, page = whole_world(), open_page("/", who="olive")
    jobs = (world.before_the_visit, world.to_settle, world.closed)
    coming, settle, closed = (f"/jobs/{job.number}" for job in jobs)
    found = []
    for address in (
        "/jobs/new/",
        "/tablets/bring-in/",
        f"{coming}/utility/visit/1/",
        f"{coming}/installation/test/",
        f"{coming}/hold/",
        f"{coming}/links/",
        f"{coming}/photos/ask/",
        f"{settle}/agreement/contract/",
        f"{settle}/assessment/findings/panel-bus/",
        f"{closed}/warranty/claim/",
    ):
        page.goto(address)
        with page.expect_navigation() as answered:
            page.evaluate(SEND)
        assert answered.value
        assert answered.value.status == 422, address
        found += faults(page, f"refused {address}")
    assert found == []


def test_everybody_can_use_what_a_technician_opens_at_a_desk(open_page: OpenPage) -> None:
    tab = f"/jobs/{whole_world().closed.number}/"
    parts = ("assessment", "installation", "photos", "papers")
    page = open_page("/", who="asa")
    assert faults_of_all(page, ["/", tab, *(f"{tab}{part}/" for part in parts)]) == []


def test_everybody_can_use_the_homeowners_pages(open_page: OpenPage) -> None:
    world = whole_world()
    here, page = world.homeowners_page, open_page(world.homeowners_page)
    found = faults_of_all(page, [f"{here}{part}?lang={lang}" for part in ("", "papers/") for lang in LANGS])
    code = world.mailed_code()
    found += faults_of_all(page, [f"{here}papers/"])
    page.get_by_role("textbox").fill(code)
    with page.expect_navigation() as answered:
        page.get_by_role("textbox").press("Enter")
    assert answered.value
    assert answered.value.ok
    assert world.closed.site.street in page.inner_text("main")
    assert found + faults_of_all(page, [f"{here}papers/?lang={lang}" for lang in LANGS]) == []


def test_pages_that_say_what_went_wrong(open_page: OpenPage) -> None:
    page = open_page("/accounts/login/")
    found = faults(page)
    for name in ("400", "403", "403_csrf", "404", "429", "500"):
        page.route("**/broken/", _answer(name))
        page.goto("/broken/")
        page.unroute("**/broken/")
        found += faults(page, name)
    assert not found, "\n".join(found)


def _answer(name: str) -> Callable[[Route], None]:
    """The page that the site would answer with, at an address of the site."""
    body = render_to_string(f"{name}.html")
    return lambda route: route.fulfill(content_type="text/html", body=body)
