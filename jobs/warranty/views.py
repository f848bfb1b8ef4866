"""The warranty tab: what is covered until when, registrations, claims, and the end of the term."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jobs.job_page.act_page import act_page
from jobs.job_page.page import job_context, visible_job
from jobs.models import Claim, Coverage
from jobs.road.stages import Milestone
from jobs.warranty.forms import ClaimForm, EndWarrantyForm, RegisterForm, SettleClaimForm
from jobs.warranty.services import warranties
from kilowire.floor.access import office_only

TAB, BACK = "warranty", "jobs:warranty"


@office_only
def warranty(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    page = {
        "coverages": Coverage.objects.of(job).filter(withdrawn_on=None),
        "claims": Claim.objects.of(job),
        "closed": Milestone.CLOSED_OUT in job.standing,
        "over": Milestone.WARRANTY_OVER in job.standing,
    }
    return render(request, "jobs/warranty/warranty.html", {**job_context(request, job, tab=TAB), **page})


@office_only
def register(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job, form = visible_job(request, job_number), RegisterForm(request.POST or None, request.FILES or None)
    coverage = get_object_or_404(Coverage.objects.visible_to(request.user), job=job, pk=pk, withdrawn_on=None)
    act = partial(warranties.register_with_maker, coverage=coverage)
    title = f"Register {coverage.covers}"
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title=title, submit="Record the registration"
    )


@office_only
def open_claim(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = ClaimForm(request.POST or None, initial={"reported_by": job.homeowner_name})
    act = partial(warranties.open_claim, job=job)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Warranty claim", submit="Open the claim"
    )


@office_only
def settle_claim(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job, form = visible_job(request, job_number), SettleClaimForm(request.POST or None)
    claim = get_object_or_404(Claim.objects.visible_to(request.user), job=job, pk=pk)
    act = partial(warranties.settle_claim, claim=claim)
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="Settle the claim", submit="Settle")


@office_only
def end_warranty(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), EndWarrantyForm(request.POST or None)
    act = partial(warranties.end_warranty, job=job)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="The warranty is over", submit="Record"
    )
