"""The photos tab: requested photos, the photos of each slot, and whether the office accepted each."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from jobs.job_page.acts import Act, ActPage, Press, TabActs
from jobs.job_page.page import job_context, visible_job
from jobs.models import Job, Photo, PhotoRequest, PhotoSlot
from jobs.photos.forms import AskForPhotoForm, PhotoForm, PhotosForm, RejectPhotoForm, RetakeForm
from jobs.photos.services.photo_requests import ask_for_photo, withdraw_photo_request
from jobs.photos.services.photos import accept_photo, accept_photos, file_photo, file_photos, reject_photo
from jobs.photos.services.slots import slots_of
from kilowire.floor.access import StaffRequest, office_only, staff_only
from kilowire.floor.parsing import uuid_in
from kilowire.models import User

photos_tab = TabActs("photos", back="jobs:photos")


@require_GET
@staff_only
def photos(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    asked = PhotoRequest.objects.visible_to(request.user).of(job).open().select_related("asked_by")
    page = {**_by_slot(job), "asked": asked, "form": PhotoForm(kind=job.kind)}
    context = {**job_context(request, job, tab=photos_tab.key), **page}
    return render(request, "jobs/photos/photos.html", context)


def visible_photo(user: User, job: Job, pk: UUID) -> Photo:
    return get_object_or_404(Photo.objects.visible_to(user).of(job), pk=pk)


def visible_request(user: User, job: Job, pk: int) -> PhotoRequest:
    return get_object_or_404(PhotoRequest.objects.visible_to(user).of(job).select_related("job"), pk=pk)


@photos_tab.act(staff_only)
def add_photo(page: ActPage, job: Job) -> Act:
    return Act(
        title="File a photo",
        form=partial(PhotoForm, kind=job.kind),
        does=partial(file_photo, job=job),
        submit="File it",
    )


@photos_tab.act(staff_only)
def add_photos(page: ActPage, job: Job) -> Act | HttpResponse:
    """One form for the photos that the URL names, such as those that an act still needs; else for any one."""
    asked = [PhotoSlot(name) for name in page.request.GET.getlist("slot") if name in PhotoSlot.values]
    if not asked:
        return redirect("jobs:add_photo", job.number)
    return Act(
        title="File photos",
        form=partial(PhotosForm, slots=asked),
        does=partial(file_photos, job=job),
        submit="File them",
    )


@photos_tab.act_on(visible_photo, staff_only)
def retake(page: ActPage, photo: Photo) -> Act:
    return Act(
        title=f"Retake: {photo.get_slot_display().lower()}",
        form=RetakeForm,
        does=partial(file_photo, job=page.job, slot=photo.slot, replaces=photo.pk),
        submit="File it",
        note="The first photo stays beside the new one.",
    )


@photos_tab.press_on(visible_photo, office_only)
def accept(page: ActPage, photo: Photo) -> Press:
    return Press(title=f"Accept {photo}", does=partial(accept_photo, photo=photo))


@photos_tab.press(office_only)
def accept_shown(page: ActPage, job: Job) -> Press:
    """Accept the waiting photos that the page showed; one filed meanwhile has not been seen."""
    shown = [pk for text in page.request.POST.getlist("photo") if (pk := uuid_in(text))]
    return Press(title="Accept the photos shown", does=partial(accept_photos, job=job, shown=shown))


@photos_tab.act(office_only)
def ask(page: ActPage, job: Job) -> Act:
    return Act(
        title="Ask for another photo",
        form=partial(AskForPhotoForm, kind=job.kind),
        does=partial(ask_for_photo, job=job),
        submit="Ask for it",
        note="The technician sees it on the tablet, the homeowner on their page; a photo of it ends it.",
    )


@photos_tab.press_on(visible_request, office_only)
def withdraw(page: ActPage, asked: PhotoRequest) -> Press:
    title = f"Take back the request for a photo: {asked.get_slot_display().lower()}"
    return Press(title=title, does=partial(withdraw_photo_request, request=asked))


@photos_tab.act_on(visible_photo, office_only)
def reject(page: ActPage, photo: Photo) -> Act:
    return Act(
        title=f"Ask for a retake: {photo.get_slot_display().lower()}",
        form=RejectPhotoForm,
        does=partial(reject_photo, photo=photo),
        submit="Ask for a retake",
    )


def _by_slot(job: Job) -> dict[str, Any]:
    """Return photos by slot in the order of the work, the latest first; empty slots; withdrawn photos."""
    by_slot: dict[str, list[Photo]] = {}
    rows = Photo.objects.of(job).select_related("taken_by", "sent_by", "judged_by", "withdrawn_by")
    withdrawn = []
    for photo in rows.order_by("-filed_at"):
        if photo.withdrawn_on:
            withdrawn.append(photo)
        else:
            by_slot.setdefault(photo.slot, []).append(photo)
    photos = [photo for slot in PhotoSlot for photo in by_slot.get(slot, [])]
    return {
        "photos": photos,
        "withdrawn": withdrawn,
        "waiting": [photo for photo in photos if photo.is_to_be_looked_at],
        "empty": [slot.label for slot in slots_of(job.kind) if slot not in (PhotoSlot.OTHER, *by_slot)],
    }
