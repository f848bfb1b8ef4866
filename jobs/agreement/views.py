"""The agreement tab: the contract, its deposit, change orders, and the end of the right to cancel."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from jobs.agreement.forms import ChangeOrderForm, ContractForm, DepositForm
from jobs.agreement.services import agreements
from jobs.job_page.acts import Act, ActPage, TabActs
from jobs.job_page.going_on import leads
from jobs.job_page.leading import NONE, NextForm
from jobs.job_page.page import job_context, visible_job
from jobs.models import Agreement, Job, Signature, SignedPaper
from jobs.road.stages import Milestone
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User

agreement_tab = TabActs("agreement", back="jobs:agreement")


@office_only
def agreement(request: StaffRequest, job_number: str) -> HttpResponse:
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
    context = {**job_context(request, job, tab=agreement_tab.key), **page}
    return render(request, "jobs/agreement/agreement.html", context)


def visible_contract(user: User, job: Job) -> Agreement:
    return get_object_or_404(Agreement.objects.visible_to(user), job=job)


@leads(agreement_tab.key, office_only)
def next_on_agreement(user: User, job: Job) -> NextForm:
    """Return the form of the contract, then that of its deposit."""
    if not user.is_office or job.cancelled_on or Milestone.ELIGIBLE not in job.standing:
        return NONE
    if Milestone.AGREED not in job.standing:
        return NextForm(reverse("jobs:record_contract", args=[job.number]))
    unpaid = Agreement.objects.visible_to(user).of(job).filter(deposit_usd__gt=0, deposit_paid_on=None)
    return NextForm(reverse("jobs:record_deposit", args=[job.number])) if unpaid.exists() else NONE


@agreement_tab.act(office_only)
def record_contract(page: ActPage, job: Job) -> Act:
    return Act(
        title="Record the contract",
        form=ContractForm,
        does=partial(agreements.record_contract, job=job),
        submit="Record",
    )


@agreement_tab.act_on(visible_contract, office_only)
def record_deposit(page: ActPage, contract: Agreement) -> Act:
    return Act(
        title="Deposit paid",
        form=DepositForm,
        does=partial(agreements.record_deposit, agreement=contract),
        submit="Record",
    )


@agreement_tab.act_on(visible_contract, office_only)
def change_order(page: ActPage, contract: Agreement) -> Act:
    now = {"price_usd": contract.price_usd, "scope": contract.scope}
    return Act(
        title="Change order",
        form=partial(ChangeOrderForm, initial=now),
        does=partial(agreements.change_order, agreement=contract),
        submit="Record the change",
    )


@agreement_tab.act(office_only)
def undo_contract(page: ActPage, job: Job) -> Act:
    return Act(
        title="Undo the contract",
        form=ReasonForm,
        does=partial(agreements.undo_contract, job=job),
        submit="Undo",
        danger=True,
    )
