"""What a tablet loads to survey its jobs: form, rules, lists, and what is known about each job."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments import survey_form
from assessments.models import Answer, Assessment, Reading
from assessments.rulesets import ruleset_json
from assessments.services.reading import OF_THE_JOB, ruleset_for
from assessments.services.survey_fields import fields_on_file
from assessments.survey_form_json import form_json
from jobs.directory import charging
from jobs.models import AdapterModel, Appointment, Job, PersonRole, RoleOnJob, Vehicle
from kilowire.models import User

READ_ANEW = ("meter_number", "account_number")
"""Read off the meter and the bill by whoever stands there, never copied from what the office holds."""


def field_pack(user: User, on: date) -> dict[str, Any]:
    """Return all of it at once; the number of queries does not grow with the jobs."""
    jobs = list(jobs_to_visit(user, on).select_related("site__utility"))
    rulesets = {job.pk: ruleset_for(job, on) for job in jobs}
    rules = {ruleset.name: ruleset_json(ruleset) for ruleset in rulesets.values()}
    return {
        "forms": [form_json(survey_form.current())],
        "rules": rules,
        "charging": charging_constants(),
        "adapters": [_adapter(adapter) for adapter in AdapterModel.objects.all()],
        "vehicles": [_vehicle(vehicle) for vehicle in Vehicle.objects.all()],
        "jobs": {
            job.number: {**known, "ruleset": rulesets[job.pk].name} for job, known in _known_of_all(jobs)
        },
    }


def jobs_to_visit(user: User, on: date) -> QuerySet[Job]:
    """Return jobs of the appointments that this user's tablet carries."""
    taken = Appointment.objects.for_tablet_of(user, on)
    return Job.objects.visible_to(user).filter(pk__in=taken.values("job")).order_by("pk")


def charging_constants() -> dict[str, Any]:
    """Return the constants of ``charging``, for the same calculation on the tablet."""
    return {
        "volts": charging.VOLTS,
        "low_miles_per_kwh": float(charging.LOW_MILES_PER_KWH),
        "high_miles_per_kwh": float(charging.HIGH_MILES_PER_KWH),
        "loss": float(charging.CHARGING_LOSS),
        "share_percent": charging.SHARE_PERCENT,
        "from_percent": charging.START_PERCENT,
        "to_percent": charging.TARGET_PERCENT,
    }


def _adapter(adapter: AdapterModel) -> dict[str, Any]:
    return {
        "id": adapter.pk,
        "name": str(adapter),
        "approval": adapter.approval,
        "isolating": adapter.isolating,
        "max_circuit_amps": adapter.max_circuit_amps,
        "manages_load": adapter.manages_load,
    }


def _vehicle(vehicle: Vehicle) -> dict[str, Any]:
    on_board_kw = vehicle.onboard_kw
    return {
        "id": vehicle.pk,
        "name": vehicle.name,
        "usable_kwh": float(vehicle.usable_kwh),
        "on_board_kw": float(on_board_kw) if on_board_kw is not None else None,
    }


def _known_of_all(jobs: list[Job]) -> list[tuple[Job, dict[str, Any]]]:
    assessments = {each.pk: each for each in Assessment.objects.filter(job__in=jobs)}
    answers: dict[int, dict[str, Answer]] = defaultdict(dict)
    for answer in Answer.objects.current().filter(assessment__in=assessments):
        answers[answer.assessment_id][answer.fact] = answer
    readings: dict[int, list[Reading]] = defaultdict(list)
    for reading in Reading.objects.for_page().filter(assessment__in=assessments):
        readings[reading.assessment_id].append(reading)
    known = [(job, _known(job, assessments.get(job.pk), answers[job.pk], readings[job.pk])) for job in jobs]
    holders = _owners_who_hold_the_account(jobs)
    return [(job, {**each, "offers": _offers(job, job.pk in holders)}) for job, each in known]


def _owners_who_hold_the_account(jobs: list[Job]) -> set[int]:
    """Return the jobs whose owner is the account holder too."""
    roles = RoleOnJob.objects.filter(job__in=jobs).values_list("job", "person", "role")
    by_role = {role: {row[:2] for row in roles if row[2] == role} for role in PersonRole.values}
    both = by_role[PersonRole.OWNER] & by_role[PersonRole.ACCOUNT_HOLDER]
    return {job for job, _ in both}


def _offers(job: Job, is_owners_account: bool) -> dict[str, Any]:
    """Return what the job says about a question; it counts only once the technician confirms it."""
    offers = {"utility": job.site.utility.fact_value}
    return {**offers, "account_holder": "owner"} if is_owners_account else offers


def _known(
    job: Job, assessment: Assessment | None, answers: dict[str, Answer], readings: list[Reading]
) -> dict[str, Any]:
    held = fields_on_file(survey_form.current(), assessment, answers)
    if job.surveyed_on is None:
        held = {name: each for name, each in held.items() if name not in READ_ANEW}
    return {
        "known": {OF_THE_JOB: job.kind},
        "utility": job.site.utility.short_name,
        "surveyed_on": job.surveyed_on,
        "fields": {
            name: {
                "value": each.value,
                "cannot_tell": each.cannot_tell,
                "source": each.source,
                "base": each.base,
            }
            for name, each in held.items()
        },
        "readings": [_reading(each) for each in readings],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "id": reading.pk,
        "name": reading.name,
        "value": str(reading.value),
        "at": reading.taken_at,
        "struck_at": reading.struck_at,
        "by": reading.by.name,
    }
