"""The files that a homeowner opens after the one-time code: papers of ours, and uploads of some kinds."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from jobs.homeowner.views.browsers import refuse_unopened
from jobs.homeowner.views.door import homeowner_link
from jobs.models import Document, HomeownerLink, Upload
from jobs.road.paper_kinds import UploadKind
from kilowire.floor.files.stored_files import stored_file
from kilowire.floor.files.uploads import PDF

UPLOADS_SHOWN = (
    UploadKind.CONTRACT,
    UploadKind.PERMIT,
    UploadKind.INSPECTION_CARD,
    UploadKind.FEE_RECEIPT,
    UploadKind.UTILITY_APPROVAL,
    UploadKind.WARRANTY_REGISTRATION,
)


@require_safe
@homeowner_link
def paper_file(request: HttpRequest, link: HomeownerLink, token: str, pk: int) -> HttpResponseBase:
    _refuse(request, link)
    paper = get_object_or_404(Document.objects.of(link.person.job).in_force().ready(), pk=pk)
    title = f"{link.person.job.number} {paper.title}"
    export = {"what": paper.kind, "paper": paper.pk, "link": link.pk}
    return stored_file(request, paper.file, sha256=paper.sha256, content_type=PDF, title=title, export=export)


@require_safe
@homeowner_link
def upload_file(request: HttpRequest, link: HomeownerLink, token: str, pk: int) -> HttpResponseBase:
    _refuse(request, link)
    shown = Upload.objects.of(link.person.job).on_file().filter(kind__in=UPLOADS_SHOWN)
    upload = get_object_or_404(shown, pk=pk)
    title = f"{link.person.job.number} {upload.get_kind_display()}"
    export = {"what": upload.kind, "upload": upload.pk, "link": link.pk}
    return stored_file(
        request,
        upload.file,
        sha256=upload.sha256,
        content_type=upload.content_type,
        title=title,
        export=export,
    )


def _refuse(request: HttpRequest, link: HomeownerLink) -> None:
    """404 until the code was typed, and for a helper, who is shown no papers."""
    refuse_unopened(request, link)
    if link.person.is_only_helper:
        raise Http404
