"""Views for tablets: the data that they load for a survey, and the survey that they send."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.services.field_pack import field_pack
from jobs.models import SubmissionKind
from jobs.tablet.views.answers import packed
from jobs.tablet.views.sent_forms import form_taken
from kilowire.floor.access import StaffRequest, tablet_only


@require_safe
@tablet_only
def pack(request: StaffRequest) -> HttpResponseBase:
    return packed(request, field_pack(request.user, timezone.localdate()))


@require_POST
@tablet_only
def survey(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    return form_taken(request, job_number, pk, SubmissionKind.SURVEY)
