"""The utility desk: each application where it stands."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders.cast import signed_in, someone
from tests.builders.jobs import days_ago, opened_job
from tests.builders.utility_requests import (
    adapter_set,
    approved_job,
    prepared,
    request_of,
    submitted_job,
    window_given,
)
from tests.questions import questions
from utility_requests.models import UtilityRequest
from utility_requests.services.answers import end_request

pytestmark = pytest.mark.django_db


def test_the_desk_shows_each_application_where_it_stands() -> None:
    waiting, coming, packet = submitted_job(), window_given().visit.job, prepared().job
    dateless, over = approved_job(), window_given(starts_on=days_ago(2)).visit.job
    back = submitted_job()
    end_request(
        request=request_of(back), ended_as="denied", on=days_ago(2), because="too old", by=someone("olive")
    )
    adapter_set()
    parts = signed_in().get(reverse("utility_requests:list")).context["parts"]
    shown = {part["id"]: [row["job"] for row in part["rows"]] for part in parts}
    assert shown == {
        "visits": [coming.number],
        "outcomes": [over.number],
        "returned": [back.number],
        "packets": [packet.number],
        "answers": [waiting.number],
        "dates": [dateless.number],
    }


def test_the_desk_asks_as_many_questions_for_fifty_as_for_one() -> None:
    window_given()
    prepared()
    desk = reverse("utility_requests:list")
    few = questions(signed_in(), desk)
    for _ in range(50):
        UtilityRequest.objects.create(job=opened_job(), kind="installation", prepared_on=days_ago(3))
    assert questions(signed_in(), desk) == few <= 10
