"""A page that lay open while a tablet sent its survey: nothing that came meanwhile is overwritten unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Assessment
from jobs.models import Job
from tests.builders.cast import someone
from tests.builders.field_surveys import job_on_site, take_survey
from tests.builders.from_tablets import field

pytestmark = pytest.mark.django_db


def office() -> Client:
    client = Client()
    client.force_login(someone("olive"))
    return client


def typed_in(name: str, job: Job, **words: Any) -> dict[str, Any]:
    """What the page would send now if nobody touched it, and what is typed into it."""
    form = office().get(reverse(f"assessments:{name}", args=[job.number])).context["form"]
    values = {each: form[each].value() for each in form.fields}
    return {each: value for each, value in {**values, **words}.items() if value is not None}


def send(name: str, job: Job, page: dict[str, Any]) -> Any:
    return office().post(reverse(f"assessments:{name}", args=[job.number]), page)


def wires(job: Job) -> Any:
    return Answer.objects.of(job).current().get(fact="wires").value


def test_answers_that_came_meanwhile_stay_where_the_page_left_them_alone() -> None:
    job = job_on_site()
    take_survey(job, {"wires": field(2), "lock_ring": field(True)})
    page = typed_in("answers", job, lock_ring="no")
    take_survey(job, {"wires": field(3), "phase": field("single_phase")})
    assert send("answers", job, page).status_code == 302
    told = {answer.fact: answer.value for answer in Answer.objects.of(job).current()}
    assert told == {"wires": 3, "lock_ring": False, "phase": "single_phase"}


def test_an_answer_that_both_changed_is_shown_before_it_is_overwritten() -> None:
    job = job_on_site()
    take_survey(job, {"wires": field(2)})
    page = typed_in("answers", job, wires="4")
    take_survey(job, {"wires": field(3)})
    response = send("answers", job, page)
    assert response.status_code == 422
    assert "it is now “3”. Look again, then save." in response.content.decode()
    assert wires(job) == 3
    again = {**page, "bases": response.context["form"]["bases"].value()}
    assert send("answers", job, again).status_code == 302
    assert wires(job) == 4


def test_the_place_that_came_meanwhile_stays_where_the_page_left_it_alone() -> None:
    job = job_on_site()
    take_survey(job, {"route": field("Left"), "space_depth_in": field(40)})
    page = typed_in("place", job, hazards="Dog")
    take_survey(job, {"route": field("Right"), "seal": field("intact"), "onboard_kw": field(7.5)})
    assert send("place", job, page).status_code == 302
    place = Assessment.objects.get(job=job)
    assert (place.route, place.seal, place.hazards, place.space_depth_in) == ("Right", "intact", "Dog", 40)
    assert float(place.onboard_kw) == 7.5


def test_a_place_that_both_changed_is_shown_before_it_is_overwritten() -> None:
    job = job_on_site()
    page = typed_in("place", job, seal="missing", route="Over the roof")
    take_survey(job, {"seal": field("cut")})
    response = send("place", job, page)
    assert response.status_code == 422
    assert "it is now “Cut or broken”" in response.content.decode()
    assert Assessment.objects.get(job=job).route == ""
    again = {**page, "bases": response.context["form"]["bases"].value()}
    assert send("place", job, again).status_code == 302
    assert Assessment.objects.get(job=job).seal == "missing"


@pytest.mark.parametrize("bases", ["", "[]", "{", "null"])
def test_a_page_without_its_tokens_is_taken_at_its_word(bases: str) -> None:
    job = job_on_site()
    page = {"wires": "4", "bases": bases}
    assert send("answers", job, page).status_code == 302
    assert wires(job) == 4


def test_the_office_says_why_something_of_the_place_cannot_be_told() -> None:
    job = job_on_site()
    take_survey(job, {"route": field(None, cannot_tell="Dark")})
    page = typed_in("place", job, seal__cannot_tell="Behind a cover", meter_loose="false")
    assert send("place", job, page).status_code == 302
    place = Assessment.objects.get(job=job)
    assert (place.untold, place.meter_loose) == ({"route": "Dark", "seal": "Behind a cover"}, False)
    both = typed_in("place", job, seal="intact")
    response = send("place", job, both)
    assert (response.status_code, "not both" in response.content.decode()) == (422, True)
    assert send("place", job, {**both, "seal__cannot_tell": "", "route": "Left"}).status_code == 302
    place.refresh_from_db()
    assert (place.untold, place.seal, place.route) == ({}, "intact", "Left")


def test_a_reason_that_came_meanwhile_stays_where_the_page_left_it_alone() -> None:
    job = job_on_site()
    page = typed_in("place", job, hazards="Dog")
    take_survey(
        job, {"meter_number": field(None, cannot_tell="Worn off"), "photo:seal": field(None, cannot_tell="x")}
    )
    assert send("place", job, page).status_code == 302
    assert Assessment.objects.get(job=job).untold == {"meter_number": "Worn off", "photo:seal": "x"}
