"""Readings and the verdict shown, as evidence from a tablet: added once, kept beside the server's own."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Reading, StruckOut
from assessments.services.field_pack import field_pack
from jobs.models import Event, Job
from tests.assessments.history import last_event, written_since
from tests.builders.cast import someone
from tests.builders.field_surveys import (
    VOLTS,
    every_field,
    job_on_site,
    readings,
    shown_verdict,
    take_survey,
)
from tests.builders.from_tablets import field
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def page_of(job: Job) -> str:
    client = Client()
    client.force_login(someone("olive"))
    return client.get(reverse("assessments:assessment", args=[job.number])).content.decode()


def test_readings_are_added_once_and_the_newest_stands_last() -> None:
    job = job_on_site()
    first = readings(volts_l1_l2="241.3")
    take_survey(job, {}, readings=first)
    take_survey(
        job,
        {},
        readings=[
            *first,
            *readings(volts_l1_l2="208.4"),
            {"name": "ohms", "value": "3"},
            {"name": "", "value": "3"},
        ],
    )
    values = list(Reading.objects.of(job).values_list("value", flat=True))
    assert values == [Decimal("241.30"), Decimal("208.40")]
    events = [sentence for _, sentence in written_since(job, 0) if sentence.startswith("Readings")]
    assert events == ["Readings: L1 to L2 241.30 V", "Readings: L1 to L2 208.40 V"]


def test_a_reading_that_is_no_voltage_is_refused() -> None:
    job = job_on_site()
    for value in ("", "high", "-1", "601", "NaN", None, "1e99"):
        reading = {"id": str(uuid.uuid4()), "name": "volts_l1_l2", "value": value}
        (refused,) = take_survey(job, {}, readings=[reading]).receipt["not_filed"]
        assert refused["because"] == "L1 to L2 must be a number from 0 to 600."
    assert not Reading.objects.exists()


def test_a_reading_is_never_changed() -> None:
    job = job_on_site()
    take_survey(job, {}, readings=readings(volts_l1_l2="241.3"))
    with pytest.raises(IntegrityError, match="readings_are_never_changed"), transaction.atomic():
        Reading.objects.of(job).update(value=208)


def test_a_mistyped_reading_is_struck_out_once_and_stays_on_file_unused() -> None:
    job = job_on_site()
    [right] = readings(volts_l1_l2="241.3")
    [wrong] = readings(volts_l1_l2="24.1")
    struck = {**wrong, "struck_at": wrong["at"]}
    take_survey(job, {"voltage": field("120/240")}, readings=[right, wrong])
    take_survey(job, {}, readings=[right, struck])
    take_survey(
        job,
        {},
        readings=[struck, right, *[{**each, "struck_at": each["at"]} for each in readings(volts_l1_n="0")]],
    )
    events = [sentence for _, sentence in written_since(job, 0) if "struck" in sentence]
    assert events == [
        "Readings struck out as mistyped: L1 to L2 24.10 V",
        "Readings struck out as mistyped: L1 to neutral 0.00 V",
    ]
    page = page_of(job)
    assert "241.30 V (struck out: 24.10 V)" in page
    assert "– (struck out: 0.00 V)" in page
    packed = field_pack(someone("asa"), timezone.localdate())["jobs"][job.number]["readings"]
    assert [bool(each["struck_at"]) for each in packed] == [False, True, True]
    with pytest.raises(IntegrityError, match="struck_out_readings_stay_so"), transaction.atomic():
        StruckOut.objects.of(job).update(struck_at=timezone.now())


def test_a_reading_of_another_job_is_not_struck_out() -> None:
    one, other = job_on_site(), accepted_job()
    [reading] = readings(volts_l1_l2="241.3")
    take_survey(one, {}, readings=[reading])
    take_survey(other, {}, readings=[{**reading, "struck_at": reading["at"]}])
    assert not StruckOut.objects.exists()


def test_a_verdict_that_differs_is_written_down_with_both() -> None:
    job = job_on_site()
    shown = {**shown_verdict(job), "eligibility": "fail", "recommendation": None}
    before = last_event(job)
    take_survey(job, every_field(job), answer=shown)
    event = Event.objects.of(job).filter(pk__gt=before).get(sentence__startswith="Verdict")
    assert event.sentence == "Verdict differs: the tablet showed “not eligible”, the server says “eligible”"
    assert event.because == "They differ in: eligibility, recommendation."
    assert event.before["tablet"]["eligibility"] == "fail"
    assert event.after["server"] == {"eligibility": "pass", "recommendation": "msa", "missing": []}


@pytest.mark.parametrize("answer", [None, [], "pass", {"eligibility": ["pass"], "missing": {"a": 1}}])
def test_an_answer_that_is_none_breaks_nothing(answer: Any) -> None:
    job = job_on_site()
    taken = take_survey(job, {"wires": field(3)}, answer=answer, rules_version="lapd/1999")
    assert taken.receipt["said"] == "Everything is kept."


def test_the_office_reads_what_was_measured_and_where_it_contradicts_the_answer() -> None:
    job = job_on_site()
    take_survey(job, {"voltage": field("120/240")}, readings=readings(**VOLTS))
    page = page_of(job)
    assert "L1 to L2" in page
    assert "241.30 V" in page
    assert "The answer on file is another" not in page
    take_survey(job, {}, readings=readings(volts_l1_l2="208.1"))
    page = page_of(job)
    assert "208.10 V (before: 241.30 V)" in page
    assert "two legs of a three-phase service, not 120/240 V. The answer on file is another" in page
