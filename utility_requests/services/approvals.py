"""The utility's approval: record it, file its document, waive it, undo it."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, not_before
from kilowire.models import User
from utility_requests.models import UtilityRequest
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.papers import issue_application
from utility_requests.services.requests import refuse_if_ended


@transaction.atomic
def approve_request(
    *, request: UtilityRequest, approved_on: date, by: User, paper: File[bytes] | None = None
) -> UtilityRequest:
    """Record the utility's approval; until its document is filed, an open item asks for it."""
    request = locked(request)
    job = locked(request.job)
    refuse_if_ended(request)
    if request.approved_on:
        raise already(request.approved_by, _("recorded the approval as given"), request.approved_on)
    not_before(approved_on, request.submitted_on, _("The application was sent"), field="approved_on")
    request.approved_on, request.approved_by = approved_on, by
    if paper:
        request.approval_paper = paperwork.file_upload(
            job=job, kind=UploadKind.UTILITY_APPROVAL, file=paper, by=by, on=approved_on
        )
    request.save(update_fields=["approved_on", "approved_by", "approval_paper"])
    job = milestones.stamp(
        job=job, milestone=Milestone.UTILITY_APPROVED, on=approved_on, by=by,
        sentence=f"Application approved by {job.site.utility.short_name}", reference=request.number,
    )  # fmt: skip
    issue_application(job, request, by, on=approved_on)
    bring_up_to_date(job, by, on=approved_on)
    return request


@transaction.atomic
def file_approval_paper(*, request: UtilityRequest, paper: File[bytes], by: User) -> UtilityRequest:
    """File the document of an approval that was recorded without it; refused if one is on file."""
    request = locked(request)
    job = locked(request.job)
    if request.approved_on is None:
        raise Refused("No approval is recorded yet: record its day with the paper.")
    if request.approval_paper:
        raise already(request.approval_paper.filed_by, _("filed the approval"))
    request.approval_paper = paperwork.file_upload(
        job=job, kind=UploadKind.UTILITY_APPROVAL, file=paper, by=by
    )
    request.save(update_fields=["approval_paper"])
    issue_application(job, request, by)
    bring_up_to_date(job, by)
    return request


@transaction.atomic
def waive_approval(*, request: UtilityRequest, because: str, by: User, on: date | None = None) -> Job:
    """Waive the utility's approval for a written reason, which the owner sees."""
    request = locked(request)
    refuse_if_ended(request)
    job = milestones.waive(
        job=request.job, milestone=Milestone.UTILITY_APPROVED, because=because, by=by, on=on
    )
    bring_up_to_date(job, by, on=on)
    return job


@transaction.atomic
def undo_approval(*, request: UtilityRequest, because: str, by: User) -> UtilityRequest:
    """Undo the approval or its waiver; the document stays on file, marked as no longer holding."""
    request = locked(request)
    job = milestones.withdraw(
        job=locked(request.job), milestone=Milestone.UTILITY_APPROVED, because=because, by=by
    )
    paperwork.end_uploads(job=job, uploads=[request.approval_paper], because=because, by=by)
    request.approved_on = request.approved_by = request.approval_paper = None
    request.save(update_fields=["approved_on", "approved_by", "approval_paper"])
    issue_application(job, request, by)
    bring_up_to_date(job, by)
    return request
