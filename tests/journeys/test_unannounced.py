"""Journeys: the utility comes without a word, and the job does not add up until the office says why."""

from __future__ import annotations

import pytest

from jobs.models import Job
from tests.builders import permits, records, utility_requests
from tests.builders.whole_road import contracted_job
from tests.journeys import desks
from tests.journeys.journey import Journey

pytestmark = pytest.mark.django_db

WHY = "SCE's crew was in the street and knocked."


@pytest.fixture
def came(journey: Journey) -> Journey:
    """Circuit in, application sent, no answer and no date; this morning SCE set the adapter."""
    job = records.installed(permits.permitted_job(contracted_job()))
    journey.take_over(utility_requests.submitted_job(job))
    journey.days.go_to(2)
    desks.came(journey, "set")
    return journey


def test_it_is_recorded_as_it_happened_and_does_not_add_up(came: Journey) -> None:
    j = came
    page = j.olive.open("jobs:overview")
    assert page.sentence == (
        "This does not add up: the utility's visit is recorded, the utility's approval and the utility's "
        "visit window are not."
    )
    assert "Adapter work done by the utility, but the utility's approval is not recorded." in page
    assert "does not add up" in j.board
    assert j.column == "SCE application"
    assert f"SCE set the adapter, serial number {utility_requests.serial_of(j.job)}, unannounced" in j.told()
    assert "unannounced" in j.olive.open("utility_requests:utility_request").text.lower()
    assert list(Job.objects.that_do_not_add_up()) == [j.job]
    j.is_sound(adds_up=False)


def test_recording_the_approval_and_waiving_the_date_mends_it(came: Journey) -> None:
    j = came
    desks.approve(j, approved_on=j.days.of(1))
    assert "visit window" in j.sentence
    said = j.olive.refused("utility_requests:waive_window", 1, because=" ")
    assert "This field is required." in said.errors
    page = j.olive.press("utility_requests:waive_window", 1, because=WHY)
    assert page.sentence == "The adapter is in; the city's final inspection has not passed yet."
    assert j.column == "Inspection"
    seen = j.owen.open("jobs:overview")
    assert "Went on without the utility's visit window" in seen
    assert f"decided by Olive on {j.today:%b %-d, %Y} because {WHY}" in seen
    j.is_sound()
    assert "Olive already" in j.olive.refused("utility_requests:approve", approved_on=j.today).errors


def test_what_never_came_is_waived_with_its_reason_and_the_road_goes_on(came: Journey) -> None:
    j = came
    j.olive.press("utility_requests:waive_approval", because="SCE never answered in writing.")
    j.olive.press("utility_requests:waive_window", 1, because=WHY)
    j.is_sound()
    assert not Job.objects.that_do_not_add_up().exists()
    assert list(Job.objects.that_went_on_without()) == [j.job]
    desks.seal(j.olive)
    desks.passes(j, desks.ask_city(j))
    desks.commission(j.by_olive())
    desks.close(j)
    assert j.job.stage == "warranty"
    assert j.job.may_charge
    j.is_sound()


def test_a_date_for_which_nobody_came_is_no_visit(journey: Journey) -> None:
    j = journey
    job = utility_requests.approved_job(records.installed(permits.permitted_job(contracted_job())))
    j.take_over(job)
    desks.window(j, day=3)
    j.days.go_to(3)
    desks.came(j, "did_not_come")
    assert j.sentence == "SCE has not given a date for its visit."
    assert desks.coming(j) == 1
    assert "wasted" not in j.olive.open("utility_requests:utility_request")
    j.is_sound()
