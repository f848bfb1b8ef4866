"""The photos tab: what each slot holds, a retake beside its original, and the office's word on each."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jobs.forms.papers import PhotoForm, RejectPhotoForm, RetakeForm
from jobs.models import Job, Photo, PhotoSlot
from jobs.services.photos import accept_photo, file_photo, reject_photo
from jobs.views.act_page import act_page
from jobs.views.job_page import job_context, visible_job
from kilowire.access import office_only, staff_only

TAB, BACK = "photos", "jobs:photos"


@require_GET
@staff_only
def photos(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    page = {**job_context(request, job, tab=TAB), **_by_slot(job), "form": PhotoForm()}
    return render(request, "jobs/photos.html", page)


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
    asked = [slot for slot in PhotoSlot if slot != PhotoSlot.OTHER]
    return {
        "photos": [photo for slot in PhotoSlot for photo in held.get(slot, [])],
        "empty": [slot.label for slot in asked if slot not in held],
    }
