"""The adapter staged: seen, compared, photographed, and green on the list of what may waste a visit."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from jobs.models import Event, Job, NotFiled, OpenItem, SubmissionKind
from jobs.tablet.services import submissions
from tests.builders import records
from tests.builders.assessments import eligible_job
from tests.builders.cast import someone
from tests.builders.from_tablets import field, form_body, named, on_site, sent_photo
from tests.builders.jobs import accepted_job, days_ago
from tests.builders.utility_requests import window_given
from utility_requests.services.open_items import refresh

pytestmark = pytest.mark.django_db


def stage(job: Job, *slots: str, **new: Any) -> str:
    pk, values = uuid.uuid4(), {"adapter_serial": "CD-1", "clean_and_dry": True, "whole": True, **new}
    photos = [named(sent_photo(job, slot)) for slot in slots]
    fields = {name: field(value) for name, value in values.items() if value is not None}
    body = form_body(job, "staging", pk, fields=fields, photos=photos, finish=True)
    kind = SubmissionKind.STAGING
    return submissions.take(job=job, kind=kind, pk=pk, body=body, by=someone("asa")).receipt["said"]


def open_keys(job: Job) -> set[str]:
    return set(OpenItem.objects.of(job).open().values_list("key", flat=True))


def with_an_adapter() -> Job:
    job = eligible_job()
    records.with_adapter(job)
    on_site(job, "staging")
    return job


def test_the_right_adapter_is_staged_and_told() -> None:
    job = with_an_adapter()
    said = stage(job, "adapter_unboxed", "adapter_staged", bag_spot="Left of the panel")
    assert said == "The adapter is the one on file, CD-1."
    event = Event.objects.of(job).get(sentence="Adapter staged: CD-1, whole, clean and dry")
    assert event.by == someone("asa")
    assert event.after == {
        "adapter_serial": "CD-1",
        "clean_and_dry": True,
        "whole": True,
        "bag_spot": "Left of the panel",
    }
    assert not open_keys(job)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({"clean_and_dry": False}, "wet or dirty"),
        ({"whole": False}, "damaged"),
        ({"whole": False, "clean_and_dry": False}, "damaged and wet or dirty"),
    ],
)
def test_a_bad_adapter_is_the_offices_to_replace(new: dict[str, bool], said: str) -> None:
    job = with_an_adapter()
    assert f"The adapter is {said}: the office brings another one." in stage(job, **new)
    assert open_keys(job) == {"jobs.adapter_not_fit"}
    stage(job)
    assert not open_keys(job)


def test_a_foreign_serial_number_is_said_and_looked_into() -> None:
    job = with_an_adapter()
    assert "seen CD-99, on file is CD-1" in stage(job, adapter_serial="CD-99")
    assert open_keys(job) == {"jobs.adapter_seen"}


def test_without_an_adapter_on_file_the_office_is_asked() -> None:
    job = on_site(accepted_job(), "staging").job
    assert "none is on file" in stage(job)
    assert open_keys(job) == {"jobs.adapter_seen"}


def test_photos_that_are_not_there_are_named() -> None:
    assert "Still wanted: photo “bag and panel in one frame”." in stage(with_an_adapter(), "adapter_unboxed")


def test_what_is_not_complete_is_kept_and_says_what_is_missing() -> None:
    job = with_an_adapter()
    stage(job, "adapter_unboxed", "adapter_staged", whole=False)
    said = stage(job, adapter_serial="", whole=None)
    assert said == "Held. Still missing: adapter's serial number, whole."
    assert open_keys(job) == {"jobs.adapter_not_fit"}
    assert Event.objects.of(job).filter(sentence__startswith="Adapter staged: ").count() == 1
    assert job.submissions.count() == 2
    stage(job, whole="yes")
    assert "answer yes or no" in NotFiled.objects.of(job).get().because


def test_staging_answers_what_might_waste_the_visit() -> None:
    job = window_given(starts_on=days_ago(-1)).visit.job
    on_site(job, "staging")
    refresh(job=job, by=None)
    wanted = {key for key in open_keys(job) if key.endswith((":staged", ":adapter"))}
    assert len(wanted) == 2
    stage(job, "adapter_unboxed", "adapter_staged")
    refresh(job=job, by=None)
    assert not wanted & open_keys(job)
