"""Permits and inspections in Whittier, recorded by Olive through the real services."""

from __future__ import annotations

from datetime import date
from typing import Any

from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.road.stages import Milestone
from permits.models import Inspection, Permit
from permits.services.applications import apply_for_permit
from permits.services.inspections import ask_for_inspection
from permits.services.issuing import issue_permit
from permits.services.results import fail_inspection, pass_inspection
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import accepted_job, company, days_ago
from tests.builders.records import signed
from tests.builders.remembered import remembered


@remembered
def agreed_job(**new: Any) -> Job:
    """A job at Permit: surveyed, eligible, and its contract signed."""
    company()
    job, olive = accepted_job(**new), someone("olive")
    job = milestones.stamp(job=job, milestone=Milestone.SURVEYED, on=days_ago(50), by=olive)
    job = milestones.stamp(job=job, milestone=Milestone.ELIGIBLE, on=days_ago(48), by=olive)
    return signed(job)


@remembered
def permit_applied(job: Job | None = None, **new: Any) -> Permit:
    """An agreed job → its electrical permit applied for 36 days ago."""
    given: dict[str, Any] = {"applied_on": days_ago(36), "by": someone("olive")}
    return apply_for_permit(job=job or agreed_job(), **{**given, **new})


@remembered
def permit_issued(job: Job | None = None, permit: Permit | None = None, **new: Any) -> Permit:
    """A permit applied for → issued as E-2026-17 30 days ago, its paper filed."""
    permit = permit or permit_applied(job)
    given: dict[str, Any] = {"number": "E-2026-17", "issued_on": days_ago(30), "document": paper("permit")}
    return issue_permit(permit=permit, by=someone("olive"), **{**given, **new})


@remembered
def permitted_job(job: Job | None = None, **new: Any) -> Job:
    """An agreed job → its one permit issued: at the utility's application or Installation."""
    return _fresh(permit_issued(job, **new).job)


def the_permit(job: Job, **new: Any) -> Permit:
    """The job's live permit; an agreed job gets one first."""
    return Permit.objects.of(job).live().filter(**new).first() or permit_issued(job)


@remembered
def final_asked(job: Job | None = None, **new: Any) -> Inspection:
    """A permitted job → its final inspection asked for 12 days ago."""
    given: dict[str, Any] = {"kind": "final", "asked_on": days_ago(12), "by": someone("olive")}
    permit = the_permit(job) if job else permit_issued()
    return ask_for_inspection(permit=permit, **{**given, **new})


@remembered
def final_passed(job: Job | None = None, on: date | None = None, **new: Any) -> Job:
    """A permitted job → its final passed, card filed."""
    on = on or days_ago(8)
    given: dict[str, Any] = {"inspector": "R. Alvarez", "card": paper("card"), "by": someone("olive")}
    inspection = final_asked(job, asked_on=min(on, days_ago(12)))
    return _fresh(pass_inspection(inspection=inspection, passed_on=on, **{**given, **new}).permit.job)


@remembered
def final_failed(job: Job | None = None, on: date | None = None, **new: Any) -> Job:
    """A permitted job → its final failed for want of a working clearance."""
    on = on or days_ago(10)
    given: dict[str, Any] = {
        "inspector": "R. Alvarez",
        "corrections": "Clear 36 inches in front of the panel.",
        "by": someone("olive"),
    }
    inspection = final_asked(job, asked_on=min(on, days_ago(12)))
    return _fresh(fail_inspection(inspection=inspection, failed_on=on, **{**given, **new}).permit.job)


def _fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)
