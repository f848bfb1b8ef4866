"""Acts on the Rule 21 interconnection application."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from jobs.job_page.page import visible_job
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed
from utility_requests.forms.requests import InterconnectionForm, InterconnectionOpenForm, ReasonForm
from utility_requests.services import interconnection
from utility_requests.views.rows import desk_act, live_interconnection


@form_page
@office_only
def open_interconnection(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(interconnection.open_interconnection, job=job)
    form = InterconnectionOpenForm(**typed(request))
    note = "A record of its own: the adapter's application neither covers it nor waits for it."
    return desk_act(request, job, form, act, title="Rule 21 interconnection", submit="Open it", note=note)


@form_page
@office_only
def record_interconnection(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    row = live_interconnection(request, job)
    initial = {name: getattr(row, name) for name in interconnection.COLUMNS}
    act = partial(interconnection.record_interconnection, interconnection=row)
    form = InterconnectionForm(**typed(request), initial=initial)
    return desk_act(request, job, form, act, title="Rule 21 interconnection", submit="Save")


@form_page
@office_only
def end_interconnection(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(interconnection.end_interconnection, interconnection=live_interconnection(request, job))
    form = ReasonForm(**typed(request))
    title = "Rule 21 interconnection: denied or not needed"
    return desk_act(request, job, form, act, title=title, submit="End it", danger=True)
