"""The agreement tab: the contract, its deposit, change orders, and the end of the right to cancel."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jobs.agreement.forms import ChangeOrderForm, ContractForm, DepositForm
from jobs.agreement.services import agreements
from jobs.job_page.act_page import act_page
from jobs.job_page.page import job_context, visible_job
from jobs.models import Agreement, Signature, SignedPaper
from jobs.road.stages import Milestone
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import UndoForm

TAB, BACK = "agreement", "jobs:agreement"


@office_only
def agreement(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    standing = Milestone.AGREED in job.standing
    page = {
        "agreement": Agreement.objects.of(job).first() if standing else None,
        "earlier": None if standing else Agreement.objects.of(job).first(),
        "signature": Signature.objects.of(job)
        .standing()
        .filter(paper=SignedPaper.CONTRACT)
        .select_related("upload")
        .first(),
    }
    return render(request, "jobs/agreement/agreement.html", {**job_context(request, job, tab=TAB), **page})


@office_only
def record_contract(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = ContractForm(request.POST or None, request.FILES or None)
    act = partial(agreements.record_contract, job=job)
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="Record the contract", submit="Record")


@office_only
def record_deposit(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    contract = get_object_or_404(Agreement.objects.visible_to(request.user), job=job)
    act = partial(agreements.record_deposit, agreement=contract)
    form = DepositForm(request.POST or None)
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="Deposit paid", submit="Record")


@office_only
def change_order(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    contract = get_object_or_404(Agreement.objects.visible_to(request.user), job=job)
    now = {"price_usd": contract.price_usd, "scope": contract.scope}
    act = partial(agreements.change_order, agreement=contract)
    form = ChangeOrderForm(request.POST or None, initial=now)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Change order", submit="Record the change"
    )


@office_only
def undo_contract(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(agreements.undo_contract, job=job)
    form = UndoForm(request.POST or None)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Undo the contract", submit="Undo", danger=True
    )
