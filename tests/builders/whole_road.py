"""Jobs taken down the whole road by the real acts of every desk."""

from __future__ import annotations

from typing import Any

from jobs.models import Job
from tests.builders import assessments, permits, records, utility_requests
from tests.builders.jobs import accepted_job, company, days_ago
from tests.builders.remembered import remembered


@remembered
def contracted_job(**new: Any) -> Job:
    """Surveyed and judged by the wall's desk, contract signed: at Permit, or a removal at the application."""
    company()
    return records.signed(assessments.eligible_job(accepted_job(**new), days_ago(45)))


@remembered
def ready_for_the_utility(**new: Any) -> Job:
    """Permit issued, circuit in, application approved: the utility comes next."""
    job = permits.permitted_job(contracted_job(**new))
    utility_requests.packet_complete(job)
    job = records.installed(job)
    return utility_requests.approved_job(job)


@remembered
def commissioned_job(**new: Any) -> Job:
    """The adapter is in, the final passed, the charger tested: the homeowner may charge."""
    job = utility_requests.adapter_set(ready_for_the_utility(**new))
    return records.commissioned(permits.final_passed(job))


@remembered
def closed_job(**new: Any) -> Job:
    """Closed out, with its package in force."""
    return records.closed(commissioned_job(**new))


@remembered
def closed_removal(**new: Any) -> Job:
    """An older adapter taken out, and the job closed out."""
    job = utility_requests.submitted_job(contracted_job(kind="removal", **new))
    return records.closed(utility_requests.adapter_set(job))
