"""A mail scanner that runs scripts opens whatever a homeowner's link leads to, and changes nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Error, Page

from jobs.homeowner.services import codes
from jobs.models import HomeownerLink
from jobs.notices.stop_tokens import stop_token
from kilowire.floor.link_tokens import code_of
from tests.browser.conftest import OpenPage
from tests.browser.world import pages_behind
from tests.builders.every_row import rows_behind_doors
from tests.builders.homeowner import address
from tests.jobs.homeowner.test_code_first import dump

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def scan(page: Page, pages: list[str]) -> list[str]:
    """Open each page with its scripts, ask for its head, and return what was asked for."""
    asked, tab = [], page.context.new_page()  # of its own: the browser asks for an icon beside a PDF
    for each in pages:
        with suppress(Error):  # a file, which the browser takes and does not show
            tab.goto(each)
        head = page.request.head(each, max_redirects=0)
        assert head.status in (200, 302, 404), each
        asked += [f"GET {each}", f"HEAD {each}"]
    return asked


def test_a_hundred_openings_change_nothing(open_page: OpenPage) -> None:
    """By a stranger, and in a browser in which the code was typed."""
    known = rows_behind_doors()
    link = HomeownerLink.objects.get()
    stop = stop_token(link.person_id, ("visit_given",), settings.PORTAL_LINK_KEY)
    pages = [*pages_behind(link, known), reverse("notices:stop", args=[stop])]
    code = codes.ask_code(link=link)
    stranger, homeowner = open_page(address(link)), open_page(address(link, "homeowner:papers"))
    homeowner.locator("[name=code]").fill(code_of(code.pk, settings.PORTAL_LINK_KEY))
    homeowner.locator("main form button").first.click()
    homeowner.wait_for_load_state("networkidle")
    before = dump()
    asked = [each for page in (stranger, homeowner) for each in scan(page, pages)]
    assert len(asked) >= 100
    assert dump() == before
