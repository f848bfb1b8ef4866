"""Views that serve stored files: a paper, an upload, a photo; each only to users who may see its job."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from jobs.models import Document, Photo, Upload
from kilowire.floor.access import StaffRequest, office_only, staff_only
from kilowire.floor.files.stored_files import kept_file, stored_file
from kilowire.floor.files.uploads import JPEG, PDF


@require_safe
@staff_only
def paper_file(request: StaffRequest, job_number: str, pk: int) -> HttpResponseBase:
    papers = Document.objects.visible_to(request.user).ready()
    paper = get_object_or_404(papers, job__number=job_number, pk=pk)
    title = f"{job_number} {paper.title}"
    export = {"what": paper.kind, "paper": paper.pk, "user": request.user.pk}
    return stored_file(request, paper.file, sha256=paper.sha256, content_type=PDF, title=title, export=export)


@require_safe
@staff_only
def upload_file(request: StaffRequest, job_number: str, pk: int) -> HttpResponseBase:
    upload = get_object_or_404(Upload.objects.visible_to(request.user), job__number=job_number, pk=pk)
    title = f"{job_number} {upload.get_kind_display()}"
    export = {"what": upload.kind, "upload": upload.pk, "user": request.user.pk}
    return stored_file(
        request,
        upload.file,
        sha256=upload.sha256,
        content_type=upload.content_type,
        title=title,
        export=export,
    )


@require_safe
@office_only
def upload_original(request: StaffRequest, job_number: str, pk: int) -> HttpResponseBase:
    """Return the file as it came, of an upload that was repaired or had a script; to be kept, never shown."""
    changed = Upload.objects.visible_to(request.user).exclude(original="")
    upload = get_object_or_404(changed, job__number=job_number, pk=pk)
    title = f"{job_number} {upload.get_kind_display()} as it came"
    export = {"what": f"{upload.kind} as it came", "upload": upload.pk, "user": request.user.pk}
    return kept_file(upload.original, title=title, export=export)


@require_safe
@staff_only
def photo_file(request: StaffRequest, job_number: str, pk: UUID, copy: str) -> HttpResponseBase:
    photo = get_object_or_404(Photo.objects.visible_to(request.user), job__number=job_number, pk=pk)
    copies = {
        "original": (photo.original, photo.sha256, photo.content_type),
        "print": (photo.print_copy, photo.print_sha256, JPEG),
        "thumbnail": (photo.thumbnail, f"{photo.print_sha256}-thumbnail", JPEG),
    }
    if copy not in copies:
        raise Http404
    file, sha256, content_type = copies[copy]
    title, told = f"{job_number} {photo.get_slot_display()}", {"what": "photo", "photo": str(photo.pk)}
    return stored_file(
        request,
        file,
        sha256=sha256,
        content_type=content_type,
        title=title,
        export={**told, "user": request.user.pk} if copy == "original" else None,
        made_here=copy != "original",
    )
