"""Views that take a form from a tablet, by the taker of its kind, and answer with the receipt."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from jobs.models import SubmissionKind
from jobs.tablet.services import submissions
from jobs.tablet.views.answers import sending_job, sent_at
from kilowire.floor.access import StaffRequest, tablet_only
from kilowire.floor.json_bodies import body_of


def form_taken(request: StaffRequest, job_number: str, pk: UUID, kind: str) -> HttpResponse:
    """Take the form of this request; answer 409 where it left a conflict for the office."""
    taken = submissions.take(
        job=sending_job(request, job_number),
        kind=kind,
        pk=pk,
        body=body_of(request),
        by=request.user,
        sent_at=sent_at(request),
    )
    return JsonResponse(taken.receipt, status=409 if taken.has_conflicts else 200)


@require_POST
@tablet_only
def step(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    return form_taken(request, job_number, pk, SubmissionKind.STEP)


@require_POST
@tablet_only
def installation(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    return form_taken(request, job_number, pk, SubmissionKind.INSTALLATION)


@require_POST
@tablet_only
def staging(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    return form_taken(request, job_number, pk, SubmissionKind.STAGING)
