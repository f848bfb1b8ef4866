"""Pages of what tablets put aside: the list, and each thing to be filed or discarded."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jobs.job_page.page import visible_job
from jobs.models import PutAside
from jobs.models.put_aside import PutAsideQuerySet
from jobs.put_aside.forms import DiscardPutAsideForm, FilePutAsideForm
from jobs.put_aside.services.settling import discard_put_aside, file_put_aside
from jobs.put_aside.views.put_aside_rows import put_aside_rows
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.files.stored_files import downloaded
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed

SHOWN, SETTLED_SHOWN = 100, 30


@require_safe
@office_only
def put_aside(request: StaffRequest) -> HttpResponse:
    return _listed(request, _rows(request))


@require_safe
@office_only
def put_aside_of_job(request: StaffRequest, job_number: str) -> HttpResponse:
    return _listed(request, _rows(request).filter(job=visible_job(request, job_number)))


def _listed(request: StaffRequest, rows: PutAsideQuerySet) -> HttpResponse:
    settled = rows.exclude(ended="").order_by("-ended_at")[:SETTLED_SHOWN]
    page = {"waiting": put_aside_rows(rows.open()[:SHOWN]), "settled": put_aside_rows(settled)}
    return render(request, "jobs/put_aside/put_aside.html", {**page, "back": reverse("jobs:tablets")})


@form_page
@office_only
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(_rows(request), pk=pk)
    form = FilePutAsideForm(**typed(request), row=row, by=request.user)
    if carried_out(form, partial(file_put_aside, row=row), by=request.user):
        return redirect("jobs:put_aside")
    (shown,) = put_aside_rows([row])
    page = {"form": form, "row": shown, "back": reverse("jobs:put_aside")}
    return render(request, "jobs/put_aside/file_put_aside.html", page, status=status_of(form))


@form_page
@office_only
def discard(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(_rows(request), pk=pk)
    form = DiscardPutAsideForm(**typed(request))
    if carried_out(form, partial(discard_put_aside, row=row), by=request.user):
        return redirect("jobs:put_aside")
    (shown,) = put_aside_rows([row])
    page = {"form": form, "row": shown, "back": reverse("jobs:file_put_aside", args=[row.pk])}
    return render(request, "jobs/put_aside/discard_put_aside.html", page, status=status_of(form))


@require_safe
@office_only
def item(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Download the tablet's record of a thing, as it came."""
    return downloaded(get_object_or_404(_rows(request), pk=pk).item, filename=f"{pk}.json")


@require_safe
@office_only
def content(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Download the bytes of a photo or signature, as they came."""
    row = get_object_or_404(_rows(request), pk=pk)
    if not row.file:
        raise Http404("A form has no file of its own.")
    return downloaded(row.file, filename=f"{pk}.jpg")


def _rows(request: StaffRequest) -> PutAsideQuerySet:
    return PutAside.objects.visible_to(request.user).select_related("job", "by", "tablet", "ended_by")
