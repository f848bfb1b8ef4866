"""Acts on the adapter and on dig tickets; both are shown on the installation tab."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jobs.installation.forms.adapter import (
    CloseDigTicketForm,
    DigAnswersForm,
    DigTicketForm,
    OrderAdapterForm,
    PassTitleForm,
    ReceiveAdapterForm,
    RetireAdapterForm,
)
from jobs.installation.services import adapter as devices
from jobs.installation.services import dig_tickets
from jobs.job_page.act_page import act_page
from jobs.job_page.page import visible_job
from jobs.models import AdapterUnit, DigTicket
from kilowire.floor.access import office_only, staff_only

TAB, BACK = "installation", "jobs:installation"


def _live_unit(request: HttpRequest, job_number: str) -> AdapterUnit:
    live = AdapterUnit.objects.visible_to(request.user).filter(retired_on=None).select_related("model", "job")
    return get_object_or_404(live, job__number=job_number)


def _ticket(request: HttpRequest, job_number: str, pk: int) -> DigTicket:
    return get_object_or_404(DigTicket.objects.visible_to(request.user), job__number=job_number, pk=pk)


@office_only
def order_adapter(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), OrderAdapterForm(request.POST or None)
    act = partial(devices.order_adapter, job=job)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Order the adapter", submit="Record the order"
    )


@staff_only
def receive_adapter(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), ReceiveAdapterForm(request.POST or None)
    act = partial(devices.receive_adapter, unit=_live_unit(request, job_number))
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="Adapter received", submit="Record")


@office_only
def pass_title(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), PassTitleForm(request.POST or None, request.FILES or None)
    act = partial(devices.pass_title, unit=_live_unit(request, job_number))
    note = "The adapter has to be the customer's own before the utility's visit."
    title = "The adapter is the customer's own"
    return act_page(request, job, form, act, tab=TAB, back=BACK, title=title, submit="Record", note=note)


@office_only
def retire_adapter(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), RetireAdapterForm(request.POST or None)
    act = partial(devices.retire_adapter, unit=_live_unit(request, job_number))
    title = "Take the adapter off the job"
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title=title, submit="Take it off", danger=True
    )


@office_only
def record_dig_ticket(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), DigTicketForm(request.POST or None)
    act = partial(dig_tickets.record_dig_ticket, job=job)
    note = "Two working days' notice, not counting the day of notice; the ticket lives 28 calendar days."
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="DigAlert ticket", submit="Record", note=note
    )


@office_only
def dig_answers(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job, form = visible_job(request, job_number), DigAnswersForm(request.POST or None)
    act = partial(dig_tickets.record_answers, ticket=_ticket(request, job_number, pk))
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="All members answered", submit="Record"
    )


@office_only
def close_dig_ticket(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job, form = visible_job(request, job_number), CloseDigTicketForm(request.POST or None)
    act = partial(dig_tickets.close_dig_ticket, ticket=_ticket(request, job_number, pk))
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="Close the dig ticket", submit="Close")
