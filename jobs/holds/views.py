"""Acts beside the road: hold, go on, end before its time, open again."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from jobs.holds.forms import CancelForm, HoldForm, ResumeForm
from jobs.holds.services import holds
from jobs.job_page.act_page import overview_act
from jobs.job_page.page import visible_job
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.floor.forms.typed import form_page, typed

UNWINDS = (
    "Open items end and appointments are called off. What was set going outside becomes a list of things to "
    "unwind; the job is settled when the list is empty."
)


@form_page
@office_only
def hold(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = HoldForm(**typed(request))
    act = partial(holds.hold_job, job=job)
    return overview_act(request, job, form, act, title="Put on hold", submit="Put on hold")


@form_page
@office_only
def resume(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = ResumeForm(**typed(request))
    act = partial(holds.resume_job, job=job)
    return overview_act(request, job, form, act, title="Go on again", submit="Go on")


@form_page
@office_only
def cancel(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = CancelForm(initial=request.GET.dict(), **typed(request))  # a desk fills in why
    act = partial(holds.cancel_job, job=job)
    title = "Cancel the job"
    return overview_act(request, job, form, act, title=title, submit=title, note=UNWINDS, danger=True)


@form_page
@office_only
def reopen(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = ReasonForm(**typed(request))
    act = partial(holds.reopen_job, job=job)
    return overview_act(request, job, form, act, title="Go ahead after all", submit="Open the job again")
