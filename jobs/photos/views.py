"""The photos tab: what is asked for, what each slot holds, and the office's word on each photo."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jobs.job_page.act_page import act_page, pressed
from jobs.job_page.page import job_context, visible_job
from jobs.models import Job, Photo, PhotoRequest, PhotoSlot
from jobs.photos.forms import AskForPhotoForm, PhotoForm, RejectPhotoForm, RetakeForm
from jobs.photos.services.photo_requests import ask_for_photo, withdraw_photo_request
from jobs.photos.services.photos import accept_photo, accept_photos, file_photo, reject_photo
from kilowire.floor.access import office_only, staff_only
from kilowire.floor.forms.typed import form_page, typed
from kilowire.floor.parsing import uuid_in

TAB, BACK = "photos", "jobs:photos"


@require_GET
@staff_only
def photos(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    asked = PhotoRequest.objects.visible_to(request.user).of(job).open().select_related("asked_by")
    page = {**job_context(request, job, tab=TAB), **_by_slot(job), "asked": asked, "form": PhotoForm()}
    return render(request, "jobs/photos/photos.html", page)


@staff_only
def add_photo(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), PhotoForm(request.POST or None, request.FILES or None)
    act = partial(file_photo, job=job)
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="File a photo", submit="File it")


@staff_only
def retake(request: HttpRequest, job_number: str, pk: UUID) -> HttpResponse:
    job, photo = visible_job(request, job_number), _photo(request, job_number, pk)
    form = RetakeForm(request.POST or None, request.FILES or None)
    act = partial(file_photo, job=job, slot=photo.slot, replaces=photo)
    title = f"Retake: {photo.get_slot_display().lower()}"
    note = "The first photo stays beside the new one."
    return act_page(request, job, form, act, tab=TAB, back=BACK, title=title, submit="File it", note=note)


@require_POST
@office_only
def accept(request: HttpRequest, job_number: str, pk: UUID) -> HttpResponse:
    accept_photo(photo=_photo(request, job_number, pk), by=request.user)
    return redirect(BACK, job_number)


@require_POST
@office_only
def accept_shown(request: HttpRequest, job_number: str) -> HttpResponse:
    """All that wait and stood on the page; one that came meanwhile was not looked at."""
    job = visible_job(request, job_number)
    shown = [pk for text in request.POST.getlist("photo") if (pk := uuid_in(text))]
    return pressed(
        request, partial(accept_photos, job=job, shown=shown), back=reverse(BACK, args=[job.number])
    )


@form_page
@office_only
def ask(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), AskForPhotoForm(**typed(request))
    act, note = (
        partial(ask_for_photo, job=job),
        "The technician sees it on the tablet; a photo of it ends it.",
    )
    title = "Ask for another photo"
    return act_page(request, job, form, act, tab=TAB, back=BACK, title=title, submit="Ask for it", note=note)


@require_POST
@office_only
def withdraw(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    rows = PhotoRequest.objects.visible_to(request.user).select_related("job")
    act = partial(withdraw_photo_request, request=get_object_or_404(rows, job__number=job_number, pk=pk))
    return pressed(request, act, back=reverse(BACK, args=[job_number]))


@office_only
def reject(request: HttpRequest, job_number: str, pk: UUID) -> HttpResponse:
    job, photo = visible_job(request, job_number), _photo(request, job_number, pk)
    form, act = RejectPhotoForm(request.POST or None), partial(reject_photo, photo=photo)
    title = f"Ask for a retake: {photo.get_slot_display().lower()}"
    return act_page(request, job, form, act, tab=TAB, back=BACK, title=title, submit="Ask for a retake")


def _photo(request: HttpRequest, job_number: str, pk: UUID) -> Photo:
    return get_object_or_404(Photo.objects.visible_to(request.user), job__number=job_number, pk=pk)


def _by_slot(job: Job) -> dict[str, Any]:
    """Slots in the order of the work; in each the latest photo first, a retake before its original."""
    held: dict[str, list[Photo]] = {}
    for photo in Photo.objects.of(job).select_related("taken_by", "judged_by").order_by("-filed_at"):
        held.setdefault(photo.slot, []).append(photo)
    photos = [photo for slot in PhotoSlot for photo in held.get(slot, [])]
    return {
        "photos": photos,
        "waiting": [photo for photo in photos if photo.is_to_be_looked_at],
        "empty": [slot.label for slot in PhotoSlot if slot != PhotoSlot.OTHER and slot not in held],
    }
