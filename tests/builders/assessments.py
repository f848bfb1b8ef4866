"""Jobs at the assessment desk, made by its services: answered, surveyed, eligible, or stopped there."""

from __future__ import annotations

from datetime import date
from typing import Any

from assessments import facts
from assessments.models import Assessment
from assessments.services import answers, survey, verdicts
from assessments.services.answers import Given
from assessments.services.reading import OF_THE_JOB, known_of, missing_photos
from jobs.models import Job
from jobs.photos.services import photos
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.jobs import accepted_job, company, days_ago
from tests.builders.records import ev_adapter
from tests.builders.remembered import remembered

PASSING: dict[str, Any] = {
    "utility": "sce",
    "sce_account_verified": True,
    "premises": "residential",
    "account_holder": "owner",
    "loads": ["ev_charger"],
    "backup_wanted": False,
    "circuit_amps": 60,
    "evse_amps": 48,
    "wants_dedicated_circuit": True,
    "outlet_240v_at_parking": False,
    "phase": "single_phase",
    "wires": 3,
    "voltage": "120/240",
    "meter_type": "self_contained",
    "meter_class_amps": 200,
    "meter_adapter_in_socket": "none",
    "lock_ring": False,
    "esr_violations": [],
    "panel_bus_amps": 100,
    "main_breaker_amps": 100,
    "spare_breaker_slots": 0,
    "generation_present": False,
    "socket_fits_device": True,
    "energized_conduit_liquidtight": True,
}
OF_A_REMOVAL = (
    "utility",
    "sce_account_verified",
    "premises",
    "account_holder",
    "meter_adapter_in_socket",
    "lock_ring",
    "generation_present",
)
CANNOT_TELL = "cannot tell"


def given(fact: str, value: Any) -> Given:
    """The answer by the fact's first source; ``CANNOT_TELL`` for one that nobody can give."""
    source = facts.load()[fact].sources[0]
    if value == CANNOT_TELL:
        return Given(fact, source, cannot_tell="Nobody at home knew")
    return Given(fact, source, value)


@remembered
def answered(job: Job, on: date | None = None, **changes: Any) -> Assessment:
    """Every answer of the service that passes, but for the changes; the EV adapter where one is placed."""
    told = {**PASSING, **changes}
    if job.kind != "installation":
        told = {**told, "meter_adapter_in_socket": "gma", **changes}
    if job.kind == "removal":
        told = {name: value for name, value in told.items() if name in OF_A_REMOVAL or name in changes}
    else:
        answers.choose_adapter(job=job, adapter=told.pop("adapter", ev_adapter()), by=someone("olive"), on=on)
    told = {name: value for name, value in told.items() if value is not None and name != OF_THE_JOB}
    answers.record_answers(
        job=job, given=[given(name, value) for name, value in told.items()], by=someone("asa"), on=on
    )
    return Assessment.objects.get(job=job)


def place_facts(**new: Any) -> dict[str, Any]:
    """What the survey writes down beside the answers."""
    return {
        "meter_number": "222-014-7781",
        "seal": "intact",
        "heat_marks": False,
        "meter_loose": False,
        "medical_equipment": False,
        "space_depth_in": 42,
        "space_width_in": 36,
        "space_height_in": 80,
        "door_opens_90": True,
        "charger_location": "Garage, left wall",
        "parking": "garage",
        "route": "Along the side wall, 1 m above ground",
        "route_length_ft": 30,
        "bag_spot": "Hook beside the meter",
        **new,
    }


@remembered
def ready_to_complete(job: Job | None = None, on: date | None = None, **changes: Any) -> Job:
    """An accepted job with every answer, reading and photo of its survey; nothing is stamped yet."""
    job = job or accepted_job(kind=changes.pop("kind", "installation"))
    place = place_facts(**changes.pop("place", {}))
    company()
    answered(job, on, **changes)
    survey.record_place(job=job, by=someone("asa"), on=on, **place)
    assessment = Assessment.objects.for_page().get(job=job)
    for slot in missing_photos(known_of(job, assessment)):
        photos.file_photo(job=job, slot=slot, file=photo(slot), by=someone("asa"))
    return job


@remembered
def surveyed_job(job: Job | None = None, on: date | None = None, **changes: Any) -> Job:
    """A job at Eligibility, judged once; ``changes`` are facts that differ from the service that passes."""
    on = on or days_ago(50)
    job = ready_to_complete(job, on, **changes)
    survey.complete_survey(job=job, on=on, by=someone("asa"))
    return Job.objects.get(pk=job.pk)


@remembered
def eligible_job(job: Job | None = None, on: date | None = None, **changes: Any) -> Job:
    """A job at Agreement."""
    on = on or days_ago(50)
    return verdicts.decide_eligibility(job=surveyed_job(job, on, **changes), by=someone("olive"), on=on)


@remembered
def reviewed_job(job: Job | None = None, on: date | None = None, **changes: Any) -> Job:
    """A job at Eligibility whose account no bill confirmed and whose bus is rated 225 A."""
    return surveyed_job(job, on, **{"sce_account_verified": False, "panel_bus_amps": 225, **changes})


@remembered
def ineligible_job(job: Job | None = None, on: date | None = None, **changes: Any) -> Job:
    """A job at Eligibility that no act on site makes eligible: the meter is of class 320."""
    return surveyed_job(job, on, **{"meter_class_amps": 320, **changes})
