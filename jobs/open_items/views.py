"""Acts on open items: add one, move its day, say that it was looked at, end it."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from jobs.job_page.act_page import overview_act, pressed
from jobs.job_page.page import visible_job
from jobs.models import Job, OpenItem
from jobs.open_items.forms import EndItemForm, MoveItemForm, OpenItemForm
from jobs.open_items.services import open_items
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed


@form_page
@office_only
def add(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = OpenItemForm(**typed(request))
    act = partial(open_items.add, job=job)
    return overview_act(request, job, form, act, title="Add an open item", submit="Add")


@form_page
@office_only
def move(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    item = _item(request, job, pk)
    stands = {"expected_on": item.expected_on, "window": item.window}
    form = MoveItemForm(**typed(request), initial=stands)
    act = partial(open_items.move, item=item)
    return overview_act(request, job, form, act, title=item.what, submit="Give the new day")


@form_page
@office_only
def end(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    item = _item(request, job, pk)
    form = EndItemForm(**typed(request))
    act = partial(open_items.end, item=item)
    return overview_act(request, job, form, act, title=item.what, submit="It is done")


@require_POST
@office_only
def look(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(open_items.look_at, item=_item(request, job, pk))
    return pressed(request, act, back=reverse("jobs:overview", args=[job.number]))


def _item(request: HttpRequest, job: Job, pk: int) -> OpenItem:
    return get_object_or_404(OpenItem.objects.visible_to(request.user).of(job), pk=pk)
