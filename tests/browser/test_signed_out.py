"""A session that ends under an open page: a bar says so, the page stays, and its form can still be sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from jobs.models import Job
from tests.browser.chromium import session_of
from tests.browser.conftest import OpenPage
from tests.builders.jobs import opened_job
from tests.builders.papers import issued_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _nothing(page: Page) -> None:
    """The part asks by itself, every two seconds."""


def _types_a_phone(page: Page) -> None:
    page.get_by_label("Phone").first.fill("626 555 0188")
    page.get_by_label("Phone").first.blur()


ASKING: list[tuple[str, str, str, Callable[[Page], None]]] = [
    ("/", "/today/count/", ".nav-count", _nothing),
    ("/jobs/{number}/papers/", "/papers/progress/", "#papers-issued", _nothing),
    ("/papers/", "/papers/progress/", "#all-papers", _nothing),
    ("/jobs/new/", "/alike/", "#alike", _types_a_phone),
]


def test_each_part_that_asks_for_itself_says_that_the_session_ended_and_stays(
    open_page: OpenPage, live_server: Any
) -> None:
    job = opened_job()
    issued_paper(job)
    page = open_page("/style/", who="olive")
    for path, asked, part, act in ASKING:
        page.context.add_cookies([session_of("olive", live_server.url)])
        page.route("**/*", partial(_after_the_session_ended, asked))
        with page.expect_response(lambda answer, asked=asked: asked in answer.url and answer.status == 401):
            page.goto(path.format(number=job.number))
            act(page)
        expect(page.get_by_role("alert")).to_contain_text("You are signed out. Sign in to go on.")
        assert "Password" not in page.locator(part).first.inner_text(), path
        page.unroute("**/*")


def _after_the_session_ended(asked: str, route: Route) -> None:
    if asked in route.request.url and "hx-request" in route.request.headers:
        Session.objects.all().delete()
    route.continue_()


def test_what_is_typed_is_sent_after_signing_in_beside_it(open_page: OpenPage, live_server: Any) -> None:
    job = opened_job()
    page = open_page(f"/jobs/{job.number}/hold/", who="olive")
    page.get_by_label("What does it wait for").fill("The homeowner travels.")
    Session.objects.all().delete()
    page.evaluate("htmx.ajax('GET', '/today/count/', {target: '.nav-count', swap: 'innerHTML'})")
    expect(page.get_by_role("alert")).to_be_visible()
    page.context.add_cookies([session_of("olive", live_server.url)])
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("button", name="Put on hold").click()
    expect(page.get_by_text("The homeowner travels.").first).to_be_visible()
    assert Job.objects.get().held_on


def test_a_page_out_of_the_browsers_memory_is_not_shown_to_whoever_signed_out(open_page: OpenPage) -> None:
    """The browser says that it kept the page; whether it does is its own choice from page to page."""
    page = open_page("/jobs/new/", who="olive")
    page.get_by_label("Phone").first.fill("626 555 0188")
    came_back = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    with page.expect_response("**/signed-in/"):
        page.evaluate(came_back)
    assert page.get_by_label("Phone").first.input_value() == "626 555 0188"
    Session.objects.all().delete()
    page.evaluate(came_back)
    page.wait_for_url("**/accounts/login/**")
