"""Issue this app's papers from its current records; each supersedes the last of its kind."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from jobs.models import Job
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Milestone
from kilowire.models import User
from utility_requests.models import SiteVisit, UtilityRequest
from utility_requests.services import reading, records, visit_records


def issue_application(job: Job, request: UtilityRequest, by: User, on: date | None = None) -> None:
    """Issue the application with its number and answer, if it is with the utility."""
    if Milestone.UTILITY_SUBMITTED in job.standing and request.submitted_on:
        context = records.application_context(reading.request_rows(job), request)
        paperwork.issue_document(job=job, kind=PaperKind.UTILITY_APPLICATION, context=context, by=by, on=on)


def issue_fee_record(job: Job, by: User, on: date | None = None) -> None:
    """Issue the fee record with the whole ledger."""
    context = records.fee_context(reading.request_rows(job), on or timezone.localdate())
    paperwork.issue_document(job=job, kind=PaperKind.FEE_RECORD, context=context, by=by, on=on)


def issue_visit_record(job: Job, visit: SiteVisit, by: User, on: date | None = None) -> None:
    """Issue the visit record once the adapter is set or removed."""
    if Milestone.ADAPTER_SET in job.standing:
        context = visit_records.visit_context(reading.request_rows(job), visit)
        paperwork.issue_document(job=job, kind=PaperKind.VISIT_RECORD, context=context, by=by, on=on)
