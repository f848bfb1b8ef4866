"""Acts before the city issues: apply, complete, its notices and our answers."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from jobs.job_page.page import visible_job
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed
from permits.forms.applications import AnswerForm, ApplyForm, CompleteForm, CorrectionForm
from permits.services import applications
from permits.views.rows import permit_act, visible_correction, visible_permit


@form_page
@office_only
def apply(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = ApplyForm(**typed(request), initial={"jurisdiction": job.site.jurisdiction_id})
    act = partial(applications.apply_for_permit, job=job)
    note = "Record the application on the day it went to the city: its clock runs from then."
    return permit_act(request, job, form, act, title="Permit applied for", submit="Record it", note=note)


@form_page
@office_only
def complete(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit = visible_permit(request, job_number, pk)
    form = CompleteForm(**typed(request), permit=permit)
    act = partial(applications.record_application_complete, permit=permit)
    title = f"{permit.get_kind_display()}: application complete"
    return permit_act(request, visible_job(request, job_number), form, act, title=title, submit="Record it")


@form_page
@office_only
def correction(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit = visible_permit(request, job_number, pk)
    form = CorrectionForm(**typed(request))
    act = partial(applications.record_correction, permit=permit)
    title = f"{permit.get_kind_display()}: the city asks for corrections"
    note = "From then on it is our turn, and the city's clock rests until we answer."
    job = visible_job(request, job_number)
    return permit_act(request, job, form, act, title=title, submit="Record the notice", note=note)


@form_page
@office_only
def answer(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_correction(request, job_number, pk)
    form = AnswerForm(**typed(request))
    act = partial(applications.answer_correction, correction=row)
    title = f"Answer the city's notice of {row.asked_on:%-d %B %Y}"
    job = visible_job(request, job_number)
    return permit_act(request, job, form, act, title=title, submit="Record the answer", note=row.text)
