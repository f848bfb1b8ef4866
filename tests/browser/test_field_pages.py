"""What a technician sees and presses on the tablet: the day, the walk, the signature, the sending."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assessments.models import Answer
from jobs.models import Job, Photo, Submission, Vehicle
from tests.browser.conftest import OpenPage
from tests.browser.field_page import tablet_page
from tests.browser.technician import BESIDE, SECONDS_A_PRESS, Technician
from tests.builders.field_surveys import job_on_site
from tests.builders.records import ev_adapter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_MINUTES = 12
MOST_PRESSES, MOST_KEYS = 60, 25
REQUIRED_PHOTOS = 7


@pytest.fixture
def job() -> Job:
    ev_adapter()
    Vehicle.objects.create(key="leaf", name="Nissan Leaf", usable_kwh=38, onboard_kw="6.6")
    Vehicle.objects.create(key="ev6", name="Kia EV6", usable_kwh="77.4")
    return job_on_site()


def test_a_whole_survey_with_12_photos_in_a_persons_presses(
    open_page: OpenPage, job: Job, tmp_path: Path
) -> None:
    page = tablet_page(open_page)
    asa = Technician(page, tmp_path)
    asa.press(page.locator("[data-step=on_my_way]"))
    asa.press(page.locator("[data-step=arrived]"))
    asa.press(page.locator("[data-form=survey]"))
    asa.press(page.locator(".btn-next"))
    asked = [""]
    while (name := asa.asked(asked[-1])) != "finish":
        assert name not in asked, f"{name} is asked a second time"
        asked.append(name)
        asa.answer(name)
    expect(page.locator(".verdict-word")).to_have_text("Eligible")
    assert asa.photos == REQUIRED_PHOTOS
    say(asa, "only what is required", to_send=1)
    assert asa.presses + 1 <= MOST_PRESSES
    assert asa.keys <= MOST_KEYS
    asa.press(page.locator(".btn-back"))
    for section in BESIDE:
        asa.write_down(section)
    asa.press(page.locator("[data-section=note]"))
    for _ in range(12 - asa.photos):
        asa.take("other")
    asa.press(page.locator(".btn-next"))
    page.wait_for_function("() => /finish$/.test(location.hash)")
    asa.press(page.locator("[data-act=send]"))
    expect(page.locator("[data-receipt=held][data-done=true]")).to_contain_text("Held by the office at")
    asa.press(page.locator(".sent-pill"))
    expect(page.locator("[data-group=held] [data-item]")).to_have_count(15)
    assert Submission.objects.get(job=job, kind="survey").body["finish"] is True
    assert (asa.photos, Photo.objects.of(job).count()) == (12, 12)
    assert Answer.objects.get(assessment__job=job, fact="circuit_amps").source == "standard"
    say(asa, "everything asked")
    assert asa.seconds / 60 <= MOST_MINUTES


def say(asa: Technician, what: str, to_send: int = 0) -> None:
    """Print the count for the table of docs/field.md: `pytest -s` shows it."""
    minutes = (asa.seconds + to_send * SECONDS_A_PRESS) / 60
    counted = f"{asa.presses + to_send} presses, {asa.keys} keys, {asa.photos} photos, {minutes:.1f} minutes"
    sys.stdout.write(f"\n{what}: {counted}\n")
