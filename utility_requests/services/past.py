"""Applications and visits of jobs that were under way before they were in KiloWire, with their true days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobs.milestones.services import milestones
from jobs.models import Adapter, Job
from jobs.road.stages import STEP, Milestone
from kilowire.floor.refusals import Refused
from kilowire.models import User
from utility_requests.models import SiteVisit, UtilityRequest
from utility_requests.services import approvals, requests, visits, windows
from utility_requests.services.open_items import bring_up_to_date

Given = Mapping[str, Any]


def record_submission(job: Job, given: Given, by: User) -> None:
    """Record the application that was sent, with its numbers; ``Refused`` while one of them is missing.

    Its packet stays where it was kept, so that no paper is made of it.
    """
    on = given.get("utility_submitted_on")
    if on is None:
        return
    number = given.get("utility_reference", "")
    request = requests.prepare_request(job=job, number=number, on=on, by=by)
    frozen = _numbers(job) | _adapter(job)
    for name, value in frozen.items():
        setattr(request, name, value)
    request.submitted_on, request.submitted_by = on, by
    request.save(update_fields=["submitted_on", "submitted_by", *frozen])
    said = f"{STEP[Milestone.UTILITY_SUBMITTED].said}, recorded later"
    job = milestones.stamp(
        job=job, milestone=Milestone.UTILITY_SUBMITTED, on=on, by=by, sentence=said, reference=number
    )
    bring_up_to_date(job, by, on=on)


def record_approval(job: Job, given: Given, by: User) -> None:
    """Record the approval of the application that is with the utility."""
    if on := given.get("utility_approved_on"):
        approvals.approve_request(request=_request(job), approved_on=on, by=by)


def record_window(job: Job, given: Given, by: User) -> None:
    """Record the day of the visit that the utility gave, which may be to come, and when it gave it."""
    if day := given.get("utility_visit_on"):
        given_on = given.get("outage_confirmed_on")
        if given_on is None:
            raise Refused("Say on which day the utility gave the day of its visit.")
        windows.record_window(visit=_visit(job), starts_on=day, given_on=given_on, by=by)


def record_visit(job: Job, given: Given, by: User) -> None:
    """Record that the utility's technician set or removed the adapter."""
    if on := given.get("adapter_set_on"):
        outcome, serial = (
            ("removed", "") if job.kind == "removal" else ("set", given.get("adapter_serial", ""))
        )
        visits.record_visit_outcome(
            visit=_visit(job), outcome=outcome, happened_on=on, serial_seen=serial, by=by
        )


def _numbers(job: Job) -> dict[str, str]:
    account = job.utility_account
    if not (account.account_number and account.meter_number):
        raise Refused(
            "The application was sent: fill the columns of the account number and the meter number."
        )
    return {
        "holder_name": account.holder_name or job.homeowner_name,
        "account_number": account.account_number,
        "bill_meter_number": account.meter_number,
    }


def _adapter(job: Job) -> dict[str, object]:
    if job.kind == "removal":
        return {}
    adapter = Adapter.objects.of(job).filter(retired_on=None).select_related("model").first()
    if adapter is None:
        raise Refused("The application names its adapter: fill the columns of its model and serial number.")
    return {
        "adapter_maker": adapter.model.maker,
        "adapter_model": adapter.model.model,
        "adapter_serial": adapter.serial,
        "adapter_isolating": adapter.model.isolating,
    }


def _request(job: Job) -> UtilityRequest:
    request = UtilityRequest.objects.of(job).live().first()
    if request is None:
        raise Refused("There is no application: fill the column of the day on which it was sent.")
    return request


def _visit(job: Job) -> SiteVisit:
    visit = SiteVisit.objects.of(job).to_come().first()
    if visit is None:
        raise Refused("There is no application: fill the column of the day on which it was sent.")
    return visit
