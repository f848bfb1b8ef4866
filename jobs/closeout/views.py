"""The close-out tab: what the jacket still lacks, and the package."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jobs.closeout.forms import CloseOutForm
from jobs.closeout.services import closeout as closeouts
from jobs.job_page.act_page import act_page
from jobs.job_page.page import job_context, visible_job
from jobs.road.stages import Milestone
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import UndoForm

TAB, BACK = "closeout", "jobs:closeout"


@office_only
def closeout(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    page = {
        "checklist": closeouts.checklist(job),
        "package": closeouts.package_of(job),
        "closed": Milestone.CLOSED_OUT in job.standing,
    }
    return render(request, "jobs/closeout/closeout.html", {**job_context(request, job, tab=TAB), **page})


@office_only
def close_out(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), CloseOutForm(request.POST or None)
    act = partial(closeouts.close_out, job=job)
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="Close out", submit="Close out")


@office_only
def undo_close_out(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), UndoForm(request.POST or None)
    act = partial(closeouts.undo_close_out, job=job)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Undo the close-out", submit="Undo", danger=True
    )
