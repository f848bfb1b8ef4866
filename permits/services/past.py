"""Permits and finals of jobs that were under way before they were in KiloWire, with their true days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobs.models import Job
from kilowire.floor.refusals import Refused
from kilowire.models import User
from permits.models import Permit
from permits.models.inspection import InspectionKind
from permits.services import applications, inspections, issuing, results


def record_permit(job: Job, given: Mapping[str, Any], by: User) -> None:
    """Record application and issue of the electrical permit; an issue without its number is ``Refused``."""
    issued_on = given.get("permit_issued_on")
    applied_on = given.get("permit_applied_on") or issued_on
    if applied_on is None:
        return
    number = given.get("permit_number", "")
    permit = applications.apply_for_permit(
        job=job, applied_on=applied_on, application_number="" if issued_on else number, by=by
    )
    if issued_on:
        if not number:
            raise Refused("The permit was issued, so it has a number: fill the column of the permit number.")
        expires_on = given.get("permit_expires_on")
        issuing.issue_permit(permit=permit, number=number, issued_on=issued_on, expires_on=expires_on, by=by)


def record_final(job: Job, given: Mapping[str, Any], by: User) -> None:
    """Record that the final passed under the permit; ``Refused`` without an issued permit or an inspector."""
    passed_on = given.get("inspection_passed_on")
    if passed_on is None:
        return
    permit = Permit.objects.of(job).live().exclude(issued_on=None).first()
    if permit is None:
        raise Refused("The final passed under a permit: fill the columns of its number and its issue.")
    final = inspections.ask_for_inspection(
        permit=permit, kind=InspectionKind.FINAL, asked_on=passed_on, by=by
    )
    inspector = given.get("inspector", "")
    results.pass_inspection(
        inspection=final, passed_on=passed_on, inspector=inspector, closes_permit=True, by=by
    )
