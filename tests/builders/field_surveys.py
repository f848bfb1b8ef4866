"""Surveys as a tablet sends them: fields of the service that passes, readings, photos, the verdict shown."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from assessments import facts, survey_form
from assessments.eligibility import evaluate
from assessments.services.evidence import required_photos
from assessments.services.field_pack import field_pack
from assessments.services.reading import ruleset_for
from jobs.models import Job, Photo
from jobs.tablet.services import submissions
from tests.builders.assessments import PASSING, place_facts
from tests.builders.cast import someone
from tests.builders.from_tablets import field, form_body, named, on_site, sent_photo
from tests.builders.jobs import accepted_job, company
from tests.builders.records import ev_adapter

FORM, RULES = "site-survey/2026-12", "sce-msa/2026-11"
VOLTS = {"volts_l1_l2": "241.3", "volts_l1_n": "120.8", "volts_l2_n": "120.5"}


def job_on_site(**new: Any) -> Job:
    """An accepted job at which Asa stands with her tablet."""
    company()
    job = accepted_job(**new)
    on_site(job)
    return job


def base_of_field(job: Job, name: str) -> str:
    """The token that the pack gives for a field now."""
    packed = field_pack(someone("asa"), timezone.localdate())["jobs"][job.number]["fields"]
    return packed.get(name, {}).get("base", "")


def every_field(job: Job, **changes: Any) -> dict[str, Any]:
    """Every fact and every place field of the service that passes; None leaves one out."""
    told = {**PASSING, **place_facts(), "adapter": ev_adapter().pk, **changes}
    return {
        name: field(value, base_of_field(job, name), source=_source(name))
        for name, value in told.items()
        if value is not None
    }


def _source(name: str) -> str:
    fact = facts.load().by_name.get(name)
    return fact.sources[0] if fact else "site"


def readings(**volts: str) -> list[dict[str, Any]]:
    at = timezone.now().isoformat()
    return [
        {"id": str(uuid.uuid4()), "name": name, "value": value, "at": at} for name, value in volts.items()
    ]


def every_photo(job: Job, without: Iterable[str] = ()) -> list[Photo]:
    """The photos that the survey of this job requires, taken with the tablet."""
    slots = required_photos({"request_type": job.kind, "utility": "sce"})
    return [sent_photo(job, slot) for slot in slots if slot not in without]


def shown_verdict(job: Job, **changes: Any) -> dict[str, Any]:
    """What the device showed for the service that passes: by the same rules."""
    adapter = ev_adapter()
    device = {
        "device_approval": adapter.approval,
        "device_isolating": adapter.isolating,
        "device_max_circuit_amps": adapter.max_circuit_amps,
    }
    known = {"request_type": job.kind, **PASSING, **device, **changes}
    ruleset = ruleset_for(job, timezone.localdate())
    return {**evaluate({n: v for n, v in known.items() if v is not None}, ruleset)}


def survey_body(
    job: Job, pk: uuid.UUID, fields: Mapping[str, Any], photos: Iterable[Photo] = (), **more: Any
) -> bytes:
    words = {"form_version": FORM, "rules_version": RULES, **more}
    return form_body(job, "survey", pk, fields=dict(fields), photos=[named(each) for each in photos], **words)


def take_survey(
    job: Job, fields: Mapping[str, Any], photos: Iterable[Photo] = (), **more: Any
) -> submissions.Taken:
    """Send a survey from Asa's tablet once."""
    pk = uuid.uuid4()
    body = survey_body(job, pk, fields, photos, **more)
    return submissions.take(job=job, kind="survey", pk=pk, body=body, by=someone("asa"))


def place_items() -> tuple[str, ...]:
    return tuple(item.name for item in survey_form.current().place)
