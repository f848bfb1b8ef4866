"""The technician's day: what is said before the gate, one press for each step, with or without a network."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jobs.models import Appointment, Job, Photo, PhotoSlot, Site, Submission
from jobs.photos.services import photo_requests, photos
from tests.browser.chromium import session_of
from tests.browser.field_page import go
from tests.browser.gate import Gate
from tests.browser.tablet import OTHER_CLOCK, Tablet, camera_file
from tests.builders.cast import someone
from tests.builders.field_surveys import job_on_site
from tests.builders.files import photo
from tests.builders.records import ev_adapter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


TYPED_IS_STORED = """async ({ store }) =>
  (await store.all("drafts")).some(({ place }) => place?.typed?.main_breaker_amps === "99999")"""
PLACE_IS_STORED = """async ({ store }) =>
  (await store.all("drafts")).some(({ fields, place }) =>
    fields.hazards?.value === "A loose step" && Math.abs(place?.scroll - 500) < 5)"""
IN_THE_PACK = """async ({ packs }, [job, photo]) =>
  (await packs.dayPack())?.jobs[job]?.photos.some(({ id }) => id === photo)"""


@pytest.fixture
def job() -> Job:
    ev_adapter()
    job = job_on_site()
    Site.objects.update(gate_note="Code 4711", dog_note="Rex", access_note="Side yard")
    Appointment.objects.update(bring="Ladder")
    return job


@pytest.fixture
def window(window: Tablet, gate: Gate) -> Tablet:
    """The same in a window of the shared browser, in a zone that is not the company's."""
    gate.bare = False
    window.zone = "Asia/Tokyo"
    return window


@pytest.fixture
def day(window: Tablet, job: Job) -> Page:
    page = window.switch_on(start=False)
    page.locator(".appointment-card").first.wait_for()
    return page


@pytest.fixture
def tablet(tablet: Tablet, gate: Gate) -> Tablet:
    """Asa's tablet with the whole app, pages and all."""
    gate.bare = False
    return tablet


@pytest.fixture
def page(tablet: Tablet, job: Job) -> Page:
    page = tablet.switch_on(start=False)
    page.locator(".appointment-card").first.wait_for()
    return page


def test_the_card_says_what_is_needed_before_the_gate(page: Page, job: Job) -> None:
    card = page.locator(".appointment-card")
    for words in (job.number, "Hana Ito", job.site.address, "Code 4711", "Rex", "Side yard", "Ladder"):
        expect(card).to_contain_text(words)
    assert (
        card.get_by_role("link", name="Call Hana Ito").get_attribute("href")
        == f"tel:+1{job.people.get().phone.replace('-', '')}"
    )
    assert "destination=" in (card.get_by_role("link", name="Navigate").get_attribute("href") or "")
    expect(page.locator(".light")).to_have_attribute("data-ready", "true")


def test_each_step_is_one_press_and_waits_on_the_device_without_a_network(
    page: Page, gate: Gate, job: Job
) -> None:
    gate.closed = True
    page.locator("[data-step=on_my_way]").click()
    expect(page.locator(".appointment-state")).to_contain_text("On my way")
    page.locator("[data-step=arrived]").click()
    expect(page.locator(".appointment-state")).to_contain_text("Arrived")
    expect(page.locator(".sent-pill")).to_contain_text("2 on this device")
    assert Appointment.objects.get(job=job).arrived_at is None
    gate.closed = False
    expect(page.locator(".sent-pill")).to_contain_text("Nothing unsent")
    visit = Appointment.objects.get(job=job)
    assert visit.on_my_way_at
    assert visit.on_my_way_at <= visit.arrived_at <= timezone.now()


def test_could_not_says_why_with_a_photo(page: Page, job: Job, tmp_path: Path) -> None:
    page.locator("[data-step=could_not]").click()
    page.locator("[data-act=could-not]").click()
    expect(page.get_by_role("alert").filter(has_text="Say why")).to_be_visible()
    page.get_by_role("button", name="Gate or door locked").click()
    page.locator("input[type=file]").set_input_files(camera_file(tmp_path, 1))
    page.locator(".thumb[src]").wait_for()
    page.locator("[data-act=could-not]").click()
    expect(page.locator(".appointment-card")).to_contain_text("Could not be done")
    expect(page.locator(".sent-pill")).to_contain_text("Nothing unsent")
    assert Appointment.objects.get(job=job).outcome == "could_not"
    assert Photo.objects.get(job=job).slot == PhotoSlot.OTHER


def test_what_is_said_of_why_is_there_after_the_browser_was_killed(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    page = tablet.switch_on(start=False)
    expect(page.locator(".light")).to_have_attribute("data-ready", "true")
    page.locator("[data-step=could_not]").click()
    page.get_by_role("button", name="Dog loose").click()
    page.locator("#because").press_sequentially(", big")
    page.locator("input[type=file]").set_input_files(camera_file(tmp_path, 1))
    page.locator(".thumb[src]").wait_for()
    gate.closed = True
    place = page.url.partition("#")[2]
    tablet.kill()
    page = tablet.switch_on(start=False)
    go(page, place)
    expect(page.locator("#because")).to_have_value("Dog loose, big")
    page.locator(".thumb[src]").wait_for()
    gate.closed = False
    page.locator("[data-act=could-not]").click()
    expect(page.locator(".sent-pill")).to_contain_text("Nothing unsent")
    assert Appointment.objects.get(job=job).outcome_note == "Dog loose, big"
    assert Photo.objects.filter(job=job).count() == 1
    go(page, place)
    expect(page.locator("#because")).to_have_value("")


def test_what_the_office_asks_for_stands_on_the_job_and_leads_to_its_slot(
    tablet: Tablet, job: Job, tmp_path: Path
) -> None:
    held = photos.file_photo(job=job, slot=PhotoSlot.SEAL, file=photo("seal"), by=someone("asa"))
    photos.reject_photo(photo=held, because="The number cannot be read", by=someone("olive"))
    photo_requests.ask_for_photo(
        job=job, slot=PhotoSlot.METER_AREA, because="The gas meter beside it", by=someone("olive")
    )
    page = tablet.switch_on(start=False)
    expect(page.locator(".asked-again")).to_contain_text("The gas meter beside it")
    page.get_by_role("link", name="The number cannot be read").click()
    slot = page.locator("#ask-photo-seal")
    expect(slot).to_be_focused()
    expect(slot).to_contain_text("Take it again: The number cannot be read")
    with page.expect_file_chooser() as camera:
        slot.get_by_role("button", name="Take the photo").click()
    camera.value.set_files(camera_file(tmp_path, 1))
    expect(slot.locator(".taken li")).to_have_count(2)
    newest = slot.locator(".taken li").last
    expect(newest).to_contain_text("held by the office")
    tablet.wait_until(IN_THE_PACK, [job.number, newest.get_attribute("data-photo")])
    expect(newest).to_have_attribute("data-state", "held")
    expect(newest).to_contain_text("held by the office")
    assert Photo.objects.get(pk=held.pk).replaced_by in Photo.objects.of(job).on_file()
    go(page, "/")
    expect(page.locator(".asked-again")).not_to_contain_text("The number cannot be read")
    expect(page.locator(".asked-again")).to_contain_text("The gas meter beside it")


def test_a_reload_returns_to_the_job_the_step_and_the_scroll(tablet: Tablet, page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/space")
    page.locator("#ask-hazards-typed").fill("A loose step")
    page.evaluate("scrollTo(0, 500)")
    tablet.wait_until(PLACE_IS_STORED)
    page.goto(page.url.partition("#")[0])
    page.locator("#ask-hazards").wait_for()
    expect(page.locator("#ask-hazards-typed")).to_have_value("A loose step")
    assert page.evaluate("location.hash") == f"#/{job.number}/survey/space"
    assert abs(page.evaluate("scrollY") - 500) < 5


def test_a_number_that_is_no_answer_stays_to_be_mended(tablet: Tablet, page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/panel")
    page.locator("#ask-main_breaker_amps-typed").fill("99999")
    expect(page.locator("#ask-main_breaker_amps-wrong")).to_contain_text("not taken as an answer")
    tablet.wait_until(TYPED_IS_STORED)
    page.goto(page.url.partition("#")[0])
    expect(page.locator("#ask-main_breaker_amps-typed")).to_have_value("99999")
    expect(page.locator("#ask-main_breaker_amps-wrong")).to_contain_text("not taken as an answer")
    page.locator("#ask-main_breaker_amps-typed").fill("100")
    expect(page.locator("#ask-main_breaker_amps-wrong")).to_be_empty()


def test_done_asks_once_says_what_is_not_sent_and_can_be_undone(day: Page, gate: Gate, job: Job) -> None:
    gate.closed = True
    card = day.locator(".appointment-card")
    card.locator("[data-step=done]").click()
    asks = card.locator("[data-asks=done]")
    expect(asks).to_contain_text("The site survey is not sent yet.")
    asks.get_by_role("button", name="Not yet").click()
    expect(asks).to_have_count(0)
    expect(card).to_have_attribute("data-outcome", "")
    card.locator("[data-step=done]").click()
    card.locator("[data-step=done-sure]").click()
    expect(card).to_have_attribute("data-outcome", "done")
    card.locator("[data-step=undo_done]").click()
    expect(card.locator("[data-step=done]")).to_be_visible()
    gate.closed = False
    expect(day.locator(".sent-pill")).to_contain_text("Nothing unsent")
    assert Appointment.objects.get(job=job).outcome == ""


def test_a_visit_to_come_offers_no_done_before_it_begins(window: Tablet, job: Job) -> None:
    start = timezone.now() + timedelta(minutes=5)
    Appointment.objects.update(starts_at=start, ends_at=start + timedelta(hours=1))
    page = window.switch_on(start=False)
    ending = page.locator(".steps-end").first
    expect(ending).to_contain_text("Done from")
    expect(ending.get_by_role("button")).to_have_count(0)


def test_the_card_says_how_far_the_form_is_until_the_office_holds_it(day: Page, gate: Gate, job: Job) -> None:
    way = day.locator(".form-way").first
    expect(way).to_contain_text("not begun")
    day.locator(".more-forms summary").click()
    expect(day.locator("[data-not-ready=installation]")).to_contain_text("contract")
    go(day, f"/{job.number}/installation")
    expect(day.locator("[data-not-ready=installation]")).to_contain_text("contract")
    gate.closed = True
    hazard(day, job, "A loose step")
    go(day, "/")
    expect(way).to_contain_text(re.compile(r"\d+ of \d+"))
    finish(day, job)
    expect(day.locator("[data-act=send-unfinished]")).to_have_count(0)  # a second press would send nothing
    expect(day.locator("[data-receipt=sending]")).to_contain_text("Waits for the network")
    day.get_by_role("link", name="To my day").click()
    expect(way).to_contain_text("not finished, on this device")
    gate.closed = False
    expect(way).to_contain_text("held by the office at")
    hazard(day, job, "Two loose steps")
    finish(day, job)
    expect(day.locator("[data-receipt=held][data-done=true]")).to_be_visible()
    first, second = Submission.objects.filter(kind="survey").order_by("received_at")
    assert first.body["fields"]["hazards"]["value"] == "A loose step"
    assert list(second.body["fields"]) == ["hazards"]


def hazard(page: Page, job: Job, words: str) -> None:
    go(page, f"/{job.number}/survey/space")
    page.locator("#ask-hazards-typed").fill(words)


def finish(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/finish")
    page.locator("[data-act=send-unfinished]").click()


def test_next_morning_without_a_network_tomorrow_stands_under_today(day: Page, gate: Gate, job: Job) -> None:
    start = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
    Appointment.objects.update(starts_at=start, ends_at=start + timedelta(hours=5, minutes=30))
    day.reload()
    expect(day.locator("[data-day=tomorrow] .appointment-card")).to_contain_text("9 AM–2:30 PM")
    expect(day.locator(".light")).to_have_attribute("data-ready", "true")
    gate.closed = True
    day.evaluate(f"() => {OTHER_CLOCK % 1}")
    go(day, "/unsent")
    go(day, "/")
    expect(day.locator("[data-day=today] .appointment-card")).to_contain_text("9 AM–2:30 PM")
    expect(day.locator("[data-day=tomorrow]")).to_have_count(0)
    expect(day.locator(".light")).to_contain_text("Everything for today (1 visit)")
    expect(day.locator("h1")).to_have_text(f"{start:%A, %B} {start.day}")


def test_signing_out_with_unsent_work_says_how_much_and_locks_it(page: Page, gate: Gate, job: Job) -> None:
    gate.closed = True
    go(page, f"/{job.number}/survey/space")
    page.locator("#ask-hazards-typed").fill("A loose step")
    go(page, "/unsent")
    expect(page.locator(".sign-out")).to_contain_text("1 thing of yours is not with the office yet")
    page.locator("[data-act=sign-out]").click()
    expect(page.locator("h1")).to_have_text("Sign in to begin the day")
    expect(page.locator("#app")).not_to_contain_text("Hana Ito")
    go(page, f"/{job.number}/survey/space")
    expect(page.locator("h1")).to_have_text("Sign in to begin the day")
    page.context.clear_cookies()
    page.context.add_cookies([session_of("cruz", page.url)])
    gate.closed = False
    expect(page.locator("h1")).to_have_text("Not on this device")
    go(page, "/")
    expect(page.locator(".field-page")).to_contain_text("Cruz")
    expect(page.locator("#app")).not_to_contain_text("Hana Ito")
    go(page, "/unsent")
    expect(page.locator("[data-count=here] b")).to_have_text("0")
