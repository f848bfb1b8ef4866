"""The verdict at the foot of the survey: always in sight, with what is missing and what would change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Answer
from jobs.models import Job, Photo, Vehicle
from tests.browser.conftest import OpenPage
from tests.browser.field_page import go, tablet_page
from tests.browser.tablet import camera_file
from tests.builders.field_surveys import job_on_site
from tests.builders.records import ev_adapter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def job() -> Job:
    ev_adapter()
    Vehicle.objects.create(key="leaf", name="Nissan Leaf", usable_kwh=38, onboard_kw="6.6")
    Vehicle.objects.create(key="ev6", name="Kia EV6", usable_kwh="77.4")
    return job_on_site()


@pytest.fixture
def page(open_page: OpenPage, job: Job) -> Page:
    return tablet_page(open_page)


def choose(page: Page, name: str, words: str) -> None:
    page.locator(f"#ask-{name} label", has_text=words).first.click()


def test_a_finding_shows_as_it_arises_and_says_what_would_change_it(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/meter")
    expect(page.locator(".verdict-word")).to_have_text("Not known yet")
    page.locator("#ask-meter_class_amps-typed").fill("320")
    expect(page.locator(".verdict-word")).to_have_text("Not eligible")
    expect(page.locator(".verdict-why")).to_contain_text("Meter class")
    page.locator(".verdict-bar").click()
    sheet = page.locator(".sheet")
    expect(sheet).to_contain_text("What would change it")
    expect(sheet).to_contain_text("Read the meter's face again")
    expect(sheet.locator("[data-rule=meter-class]")).to_have_attribute("data-outcome", "fail")
    sheet.get_by_role("link", name="Panel bus rating").click()
    expect(page.locator("#ask-panel_bus_amps")).to_be_focused()
    assert page.evaluate("location.hash") == f"#/{job.number}/survey/panel"


def test_it_says_what_the_charger_gives_the_car_and_asks_for_what_the_list_does_not_know(
    page: Page, job: Job
) -> None:
    go(page, f"/{job.number}/survey/wishes")
    page.get_by_role("button", name="Confirm our standard build").click()
    choose(page, "adapter", "EV MSA")
    choose(page, "vehicle", "Nissan Leaf")
    page.locator(".verdict-bar").click()
    sheet = page.locator(".sheet")
    for words in ("48 A, 11.5 kW", "35–40 miles", "5.1 hours", "it takes 6.6 kW at most", "May pause while"):
        expect(sheet).to_contain_text(words)
    sheet.get_by_role("button", name="Close").click()
    choose(page, "vehicle", "Kia EV6")
    page.locator(".verdict-bar").click()
    sheet.get_by_role("link", name="Enter the on-board kW of the Kia EV6").click()
    expect(page.locator("#ask-onboard_kw-typed")).to_be_focused()
    page.locator("#ask-onboard_kw-typed").fill("11")
    page.locator(".verdict-bar").click()
    expect(sheet).to_contain_text("6.2 hours")


def test_readings_that_reveal_two_legs_of_a_wye_suggest_it(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/voltage")
    for name, volts in (("volts_l1_l2", "208"), ("volts_l1_n", "120.1"), ("volts_l2_n", "119.8")):
        page.locator(f"#ask-{name}-typed").fill(volts)
        page.locator(f"#ask-{name}-typed").press("Enter")
    page.get_by_role("button", name="Take 120/208 V").click()
    expect(page.locator(".verdict-word")).to_have_text("Not eligible")
    page.locator("#ask-volts_l1_l2-typed").fill("241")
    page.locator("#ask-volts_l1_l2-typed").press("Enter")
    expect(page.locator("#ask-volts_l1_l2 .readings li")).to_have_count(2)
    expect(page.locator(".suggests")).to_contain_text("The readings say 120/240 V.")


def test_a_seal_that_is_cut_says_stop_and_the_way_to_report_it(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/meter")
    choose(page, "seal", "Cut or broken")
    expect(page.locator(".stop-card")).to_contain_text("Stop and report")
    page.get_by_role("link", name="Send the report now").click()
    page.locator("[data-act=send-unfinished]").click()
    expect(page.locator("[data-receipt=held][data-done=true]")).to_be_visible()


def test_what_is_no_longer_asked_is_kept_and_shown_so(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/generation")
    choose(page, "generation_present", "Yes")
    page.locator("#ask-backfeed_amps-typed").fill("40")
    choose(page, "generation_present", "No")
    expect(page.locator("#ask-backfeed_amps")).to_contain_text("No longer asked. Your answer is kept.")
    expect(page.locator("#ask-backfeed_amps-typed")).to_have_value("40")
    expect(page.locator("#ask-line_side_tap")).to_be_hidden()


def test_each_answer_says_where_it_comes_from(page: Page, job: Job, tmp_path: Path) -> None:
    go(page, f"/{job.number}/survey/wishes")
    page.get_by_role("button", name="Confirm our standard build").click()
    circuit = page.locator("#ask-circuit_amps")
    expect(circuit.locator(".btn-source")).to_have_text("Our standard build")
    circuit.locator("input").first.fill("50")
    expect(circuit.locator(".btn-source")).to_have_text("Seen on site")
    go(page, f"/{job.number}/survey/panel")
    bus = page.locator("#ask-panel_bus_amps")
    bus.locator("input").first.fill("100")
    bus.locator(".btn-source").click()
    bus.get_by_role("button", name="From a photo").last.click()
    expect(bus).to_contain_text("No photo yet: Panel label")
    page.locator("#ask-photo-panel_label input[type=file]").set_input_files(camera_file(tmp_path, 1))
    expect(bus).to_contain_text("Photo: Panel label")
    go(page, f"/{job.number}/survey/finish")
    page.locator("[data-act=send-unfinished]").click()
    expect(page.locator("[data-receipt=held][data-done=true]")).to_be_visible()
    answer = Answer.objects.get(assessment__job=job, fact="panel_bus_amps")
    assert (answer.source, answer.photo) == ("photo", Photo.objects.get(job=job))


def test_cannot_tell_with_a_reason_is_an_answer_and_not_a_guess(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/panel")
    ask = page.locator("#ask-panel_bus_amps")
    ask.get_by_role("button", name="Cannot tell").click()
    ask.get_by_role("button", name="Cannot be read").click()
    expect(ask).to_have_attribute("data-state", "done")
    expect(ask).to_contain_text("Cannot tell: Cannot be read")
    photo = page.locator("#ask-photo-panel_open")
    photo.get_by_role("button", name="Not safe to open").click()
    photo.get_by_role("button", name="Water inside").click()
    expect(photo).to_have_attribute("data-state", "done")
    page.locator(".verdict-bar").click()
    expect(page.locator(".sheet").get_by_role("link", name="Panel bus rating")).to_be_visible()


def test_an_answer_given_in_another_way_takes_the_place_of_a_wrong_number(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/wishes")
    page.get_by_role("button", name="Confirm our standard build").click()
    circuit, wrong = page.locator("#ask-circuit_amps-typed"), page.locator("#ask-circuit_amps-wrong")
    circuit.fill("99999")
    expect(wrong).to_contain_text("not taken as an answer")
    page.get_by_role("button", name="Back to our standard").click()
    expect(circuit).to_have_value("60")
    expect(wrong).to_be_empty()
