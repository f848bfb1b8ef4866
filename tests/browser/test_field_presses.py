"""A press is heard, whatever comes in under it: from the office, or from the field that it leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from jobs.models import Job
from tests.browser.field_page import go
from tests.browser.gate import Gate
from tests.browser.tablet import Tablet
from tests.builders.field_surveys import job_on_site
from tests.builders.records import ev_adapter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_VIOLATION = "A violation of our own"


@pytest.fixture
def job() -> Job:
    ev_adapter()
    return job_on_site()


@pytest.fixture
def page(tablet: Tablet, gate: Gate, job: Job) -> Page:
    """The section about the space around the meter, on Asa's tablet."""
    gate.bare = False
    page = tablet.switch_on(start=False)
    page.locator(".appointment-card").first.wait_for()
    go(page, f"/{job.number}/survey/space")
    return page


def click(_: Page, target: Locator) -> None:
    """A mouse's click."""
    target.click()


def tap(page: Page, target: Locator) -> None:
    """A finger's touch, as a screen sends it."""
    target.hover()
    box = target.bounding_box() or {}
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    screen = page.context.new_cdp_session(page)
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    screen.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("press", [click, tap])
def test_a_press_that_leaves_a_typed_field_counts_as_well(
    page: Page, press: Callable[[Page, Locator], None]
) -> None:
    violations = page.locator("#ask-esr_violations")
    violations.get_by_role("textbox", name="Something else").fill(A_VIOLATION)
    suggested = violations.locator("label.pick").nth(1)
    press(page, suggested)
    own = violations.get_by_role("checkbox", name=A_VIOLATION)
    expect(own).to_be_checked()
    expect(suggested.locator("input")).to_be_checked()


def test_what_comes_in_waits_for_the_finger(page: Page) -> None:
    onward = page.locator(".btn-next")
    words = onward.inner_text()
    onward.hover()
    page.mouse.down()
    page.locator("#ask-space_depth_in-typed").evaluate(
        "(field) => { field.value = '40'; field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    assert onward.inner_text() == words
    page.mouse.up()
    page.wait_for_function("() => document.activeElement?.matches('.ask')")
    expect(onward).not_to_have_text(words)


def test_choosing_where_an_answer_comes_from_keeps_the_focus(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/panel")
    page.locator("#ask-panel_bus_amps-typed").fill("125")
    source = page.locator("#ask-panel_bus_amps .btn-source")
    source.focus()
    page.keyboard.press("Enter")
    expect(source).to_be_focused()
    expect(source).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(source).to_be_focused()
    expect(source).to_have_attribute("aria-expanded", "false")


def test_what_did_not_change_is_not_drawn_again(page: Page) -> None:
    none_found = page.locator("#ask-esr_violations label.pick").first.element_handle()
    page.locator("#ask-space_depth_in-typed").fill("40")
    expect(page.locator("#ask-space_depth_in")).to_have_attribute("data-state", "done")
    assert none_found.evaluate("(label) => label.isConnected")


def test_nothing_found_pressed_again_is_taken_back(page: Page) -> None:
    violations = page.locator("#ask-esr_violations")
    none_found = violations.get_by_role("checkbox", name="Checked: nothing found")
    violations.locator("label.pick").first.click()
    expect(violations).to_have_attribute("data-state", "done")
    violations.locator("label.pick").first.click()
    expect(none_found).not_to_be_checked()
    expect(violations).to_have_attribute("data-state", "open")
