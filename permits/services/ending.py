"""End a permit other than by its final, and list what a cancelled job leaves to undo at the city."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.models import Job
from jobs.papers.services import paperwork
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, needs_reason, not_before
from kilowire.models import User
from permits.models import Inspection, InspectionResult, Permit, PermitEnd
from permits.models.permit import ENDS_AFTER_ISSUE, ENDS_BEFORE_ISSUE
from permits.services import permit_rows
from permits.services.applications import settle_corrections
from permits.services.open_items import bring_up_to_date
from permits.services.permit_clocks import update_permit_dates
from permits.services.stamps import (
    show_inspections_passed,
    show_permits_issued,
    withdraw_what_no_longer_holds,
)


@transaction.atomic
def end_permit(*, permit: Permit, how: str, ended_on: date, because: str, by: User) -> Permit:
    """End a permit or its application for a written reason; stamps that depended on it are withdrawn.

    If the job still needs it, applying again becomes an open item. Refused if the permit has ended already or
    was closed by its final, and if ``how`` does not fit an application or a permit.
    """
    permit = permit_rows.locked_permit(permit)
    _refuse_end(permit, how, ended_on)
    needs_reason(because)
    settle_corrections(permit, ended_on, "The application ended.", by)
    permit.ended_on, permit.ended_how, permit.ended_because = ended_on, how, because[:400]
    permit.save(update_fields=["ended_on", "ended_how", "ended_because", *update_permit_dates(permit)])
    inspections = _end_inspections(permit, ended_on, by)
    sentence = f"{permit}: {permit.get_ended_how_display().lower()}"
    permit_rows.record_event(
        permit, sentence, because=because, by=by, on=ended_on, ended_on=ended_on, ended_how=how
    )
    if how == PermitEnd.MISTAKE:
        permit_rows.find_by_no_number(permit)
    uploads = [permit.document, permit.extension]
    paperwork.end_uploads(job=permit.job, uploads=uploads, because=because, by=by, on=ended_on)
    is_missed = _is_missed(permit)
    bring_up_to_date(permit, by, ended_on, wrote=(permit, *inspections), is_missed=is_missed)
    withdraw_what_no_longer_holds(permit.job, because, by)
    show_permits_issued(permit.job, by)
    show_inspections_passed(permit.job, by)
    return permit


@transaction.atomic
def open_unwinding(*, job: Job, by: User | None) -> None:
    """Put each open permit of a cancelled job on its unwinding list, once; refused on any other job."""
    job = locked(job)
    if not job.cancelled_on:
        raise Refused("The job is not cancelled: there is nothing to unwind.")
    for permit in Permit.objects.of(job).in_hand().select_related("jurisdiction"):
        permit.job = job
        bring_up_to_date(permit, by, wrote=(permit,))


def _refuse_end(permit: Permit, how: str, ended_on: date) -> None:
    permit_rows.refuse_if_ended(permit)
    lawful = ENDS_AFTER_ISSUE if permit.issued_on else ENDS_BEFORE_ISSUE
    if how not in lawful:
        stands = "is issued" if permit.issued_on else "is not issued"
        raise Refused(f"The permit {stands}: “{PermitEnd(how).label}” does not fit.", field="how")
    if permit.finaled_on and how in (PermitEnd.EXPIRED, PermitEnd.CANCELLED):
        final = spoken_day(permit.finaled_on)
        raise Refused(f"The permit was closed by its final on {final}: it cannot end like this.", field="how")
    day_has_come(ended_on, field="ended_on")
    begun = _("The permit was issued") if permit.issued_on else _("The permit was applied for")
    not_before(ended_on, permit.issued_on or permit.applied_on, begun, field="ended_on")


def _end_inspections(permit: Permit, ended_on: date, by: User) -> list[Inspection]:
    awaited = Inspection.objects.filter(permit=permit).awaiting_result()
    inspections = list(awaited.select_for_update(of=("self",)))
    for inspection in inspections:
        inspection.result, inspection.because = InspectionResult.CANCELLED, "The permit ended."
        inspection.decided_on, inspection.decided_by = max(ended_on, inspection.asked_on), by
        inspection.save(update_fields=["result", "because", "decided_on", "decided_by"])
    return inspections


def _is_missed(permit: Permit) -> bool:
    """Return whether the job still needs a permit: the city ended it, or it was the last one required."""
    if not permit.required or permit.job.cancelled_on or permit.ended_how == PermitEnd.MISTAKE:
        return False
    by_the_city = permit.ended_how in (PermitEnd.DENIED, PermitEnd.REVOKED, PermitEnd.EXPIRED)
    return by_the_city or not Permit.objects.of(permit.job).live().required().exists()
