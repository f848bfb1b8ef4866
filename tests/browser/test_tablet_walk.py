"""The whole app, killed under a technician's hands: same job, step and scroll, and nothing lost (rule 1)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jobs.models import Job, Submission
from tests.browser.field_page import go
from tests.browser.gate import Gate
from tests.browser.held_photos import assert_office_holds
from tests.browser.tablet import Item, Tablet, camera_file
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER = "#ask-meter_number input.form-control:not([aria-label])"
READY = "async ({ readiness }) => (await readiness.readyForNoSignal()).ready"
HERE = "async ({ store }, count) => (await store.all('items')).length === count"


@pytest.fixture
def job() -> Job:
    return on_site(accepted_job()).job


def at_the_meter(tablet: Tablet, gate: Gate, job: Job) -> Page:
    """The day is on the tablet, the signal is gone, and the technician has come to the meter."""
    gate.bare = False
    page = tablet.switch_on(start=False)
    tablet.wait_until(READY)
    gate.closed = True
    page.goto(f"{gate.url}/field/#/{job.number}/survey/meter")
    page.locator(NUMBER).wait_for()
    return page


def switched_on_again(tablet: Tablet) -> Page:
    tablet.kill()
    return tablet.switch_on(start=False)


def test_a_kill_while_typing_returns_to_the_same_question(tablet: Tablet, gate: Gate, job: Job) -> None:
    page = at_the_meter(tablet, gate, job)
    page.locator(NUMBER).press_sequentially("222-014-7781", delay=20)
    scroll = page.evaluate("() => { scrollTo(0, 300); return scrollY; }")
    tablet.wait_until(
        """async ({ store, drafts }, scroll) => {
          const stored = (await store.all("drafts"))[0]?.fields.meter_number?.value === "222-014-7781";
          return stored && (await drafts.lastPlace())?.scroll === scroll;
        }""",
        scroll,
    )
    page = switched_on_again(tablet)
    expect(page.locator(NUMBER)).to_have_value("222-014-7781")
    assert page.evaluate("() => location.hash") == f"#/{job.number}/survey/meter"
    page.wait_for_function("(scroll) => scrollY === scroll", arg=scroll)


def test_a_kill_behind_the_camera_keeps_what_was_typed_before(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    page = at_the_meter(tablet, gate, job)
    page.locator(NUMBER).press_sequentially("222", delay=20)
    with page.expect_file_chooser():
        page.locator("#ask-photo-meter_face").get_by_role("button", name="Take the photo").click()
    page = switched_on_again(tablet)
    expect(page.locator(NUMBER)).to_have_value("222")
    camera = page.locator("#ask-photo-meter_face input[type=file]").first
    camera.set_input_files(camera_file(tmp_path, 1, size=(4000, 3000)))
    tablet.wait_until(HERE, 1)
    page = switched_on_again(tablet)
    shown = page.locator("#ask-photo-meter_face img[src^='blob:']")
    expect(shown.first).to_be_visible()
    [item] = _items(tablet)
    gate.closed = False
    tablet.wait_until(
        """async ({ queue, sender }) => {
          await sender.sendNow();
          return (await queue.counts()).held === 1;
        }"""
    )
    assert_office_holds([item])


def test_a_kill_at_each_step_of_sending_loses_and_doubles_nothing(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    page = at_the_meter(tablet, gate, job)
    page.locator(NUMBER).press_sequentially("222-014-7781")
    camera = page.locator("#ask-photo-meter_face input[type=file]").first
    camera.set_input_files(camera_file(tmp_path, 1))
    page.locator("#ask-photo-meter_face img[src^='blob:']").wait_for()
    go(page, f"/{job.number}/survey/finish")
    page.locator("[data-act=send-unfinished]").click()
    expect(page.locator(".sent-pill")).to_contain_text("2 on this device")
    [item] = _items(tablet)
    faults = [
        gate.fault("/photos/", "hold"),
        gate.fault("/photos/", "hold reply"),
        gate.fault("/survey/", "hold"),
        gate.fault("/survey/", "hold reply"),
    ]
    gate.closed = False
    for fault in faults:
        assert fault.reached.wait(60)
        page = switched_on_again(tablet)
        fault.go_on.set()
    expect(page.locator(".sent-pill")).to_contain_text("Nothing unsent")
    assert_office_holds([item])
    assert Submission.objects.get().body["fields"]["meter_number"]["value"] == "222-014-7781"


def _items(tablet: Tablet) -> list[Item]:
    return [item for item in tablet.items() if item["type"] == "photo"]
