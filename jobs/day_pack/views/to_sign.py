"""The papers to sign of a technician's day: as rows of the day pack, each as a PDF, and as they come back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jobs.models import (
    Appointment,
    Job,
    PaperVersion,
    RequestState,
    SignatureRequest,
    Signer,
    SubmissionKind,
)
from jobs.signing.in_words import MEANS, in_both
from jobs.tablet.views.sent_forms import form_taken
from kilowire.floor.access import StaffRequest, tablet_only
from kilowire.floor.files.stored_files import stored_file
from kilowire.floor.files.uploads import PDF


def papers_to_sign(jobs: list[Job]) -> list[SignatureRequest]:
    """Return the papers of these jobs that are out to be signed, with signers and newest version."""
    found = SignatureRequest.objects.filter(job__in=jobs, state=RequestState.OUT).order_by("pk")
    signers = Signer.objects.select_related("person")
    return list(found.prefetch_related("versions", Prefetch("signers", signers)))


def to_sign_row(job: Job, request: SignatureRequest) -> dict[str, Any]:
    """Return a paper as the tablet shows it: its PDF, its word, its signers in order, what each signs."""
    version = max(request.versions.all(), key=lambda each: each.number)
    return {
        "id": request.pk,
        "named": in_both(request.get_paper_display()),
        "language": request.language,
        "until": request.expires_on.isoformat(),
        "version": version.number,
        "word": version.word,
        "paper": {
            "id": f"to-sign-{version.pk}",
            "label": request.get_paper_display(),
            "url": reverse("field:paper_to_sign", args=[job.number, version.pk]),
            "sha256": version.sha256,
            "content_type": PDF,
        },
        "signs": [{"paper": paper, **in_both(MEANS[paper])} for paper in request.papers],
        "signers": [
            {"id": each.pk, "name": each.person.name, "has_signed": each.signed_at is not None}
            for each in request.signers.all()
        ],
    }


@require_safe
@tablet_only
def paper_to_sign(request: StaffRequest, job_number: str, pk: int) -> HttpResponseBase:
    """The PDF of a paper that is out to be signed, on a job that is in this technician's day pack."""
    visits = Appointment.objects.visible_to(request.user)
    today = visits.for_tablet_of(request.user, timezone.localdate())
    shown = PaperVersion.objects.exclude(file="").filter(
        request__state=RequestState.OUT, request__job__in=today.values("job")
    )
    version = get_object_or_404(shown, request__job__number=job_number, pk=pk)
    return stored_file(
        request,
        version.file,
        sha256=version.sha256,
        content_type=PDF,
        title=f"{job_number} to sign",
        export={"what": "paper to sign", "version": version.pk, "user": request.user.pk},
    )


@require_POST
@tablet_only
def signing(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    """Take a paper that was signed on the tablet."""
    return form_taken(request, job_number, pk, SubmissionKind.SIGNING)
