"""Journeys: an application that SCE returns, one that it denies, and the fee that passes to the next."""

from __future__ import annotations

import pytest

from jobs.models import Document
from tests.builders import utility_requests
from tests.builders.files import paper
from tests.builders.whole_road import contracted_job
from tests.journeys import desks
from tests.journeys.journey import Journey
from utility_requests.models import FeePayment, SiteVisit, UtilityRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(journey: Journey) -> Journey:
    """An application that was sent 31 days ago."""
    journey.take_over(utility_requests.submitted_job(contracted_job()))
    return journey


def answered(j: Journey, ended_as: str, because: str) -> None:
    j.olive.press(
        "utility_requests:answered", ended_as=ended_as, on=j.today, because=because, letter=paper("letter")
    )


def test_a_returned_application_is_mended_and_sent_again_under_the_same_fee(sent: Journey) -> None:
    j = sent
    assert "utility_application" in j.papers()
    answered(j, "returned", "Page 2 of the agreement is missing")
    assert j.job.utility_submitted_on is None
    assert "utility_application" not in j.papers()
    assert (
        "SCE returned the application (Page 2 of the agreement is missing): mend it and send it again"
        in j.open_items(party="office")
    )
    assert not j.open_items(party="utility")
    j.is_sound()
    said = j.olive.refused("utility_requests:approve", approved_on=j.today).errors
    assert said == "Olive already recorded it as returned on September 8, 2026."
    j.days.go_to(2)
    j.olive.press("utility_requests:prepare", meter_face_number=utility_requests.METER)
    assert not any("fee of visit 1" in item for item in j.open_items())
    desks.send(j, "MSA-2026-140")
    assert (SiteVisit.objects.of(j.job).count(), FeePayment.objects.of(j.job).count()) == (1, 1)
    assert [row.number for row in UtilityRequest.objects.of(j.job).order_by("pk")] == [
        "MSA-2026-88",
        "MSA-2026-140",
    ]
    assert "utility_application" in j.papers()
    page = j.olive.open("utility_requests:utility_request")
    assert "Page 2 of the agreement is missing" in page
    assert "MSA-2026-140" in page
    desks.approve(j)
    assert j.job.utility_approved_on == j.today
    j.is_sound()


def test_a_denied_application_keeps_its_reason_and_the_road_does_not_advance(sent: Journey) -> None:
    j = sent
    stage = j.job.stage
    page = j.olive.refused("utility_requests:answered", ended_as="denied", on=j.today, because="")
    assert "This field is required." in page.errors
    answered(j, "denied", "The transformer is full")
    assert (j.job.stage, j.job.utility_approved_on, j.job.utility_submitted_on) == (stage, None, None)
    items = j.open_items(party="office")
    assert "SCE denied the application (The transformer is full): decide how to go on" in items
    assert "The transformer is full" in j.olive.open("utility_requests:utility_request")
    assert "SCE denied the application" in j.told()
    assert "utility_letter" in j.uploads()
    withdrawn = Document.objects.of(j.job).get(kind="utility_application")
    assert withdrawn.withdrawn_because == "SCE denied the application: The transformer is full"
    j.is_sound()


def test_an_answer_recorded_by_mistake_is_undone(sent: Journey) -> None:
    j = sent
    day = j.job.utility_submitted_on
    answered(j, "denied", "Another house's letter")
    j.olive.press("utility_requests:undo_answer", because="The letter was for 480 Alder Court.")
    assert j.job.utility_submitted_on == day
    assert "utility_application" in j.papers()
    assert j.open_items(party="utility")
    desks.approve(j)
    j.is_sound()
