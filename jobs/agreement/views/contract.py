"""The agreement tab: the contract, its notices and the right to cancel."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from jobs.agreement.forms import ContractForm, NoticesForm, OwnersAgeForm, SendContractForm
from jobs.agreement.services import agreements, endings, online_signing, owners_age
from jobs.job_page.acts import Act, ActPage, TabActs
from jobs.job_page.going_on import leads
from jobs.job_page.leading import NONE, NextForm
from jobs.job_page.page import job_context, visible_job
from jobs.models import Agreement, ChangeOrder, Job, Payment, Person, PersonRole, Signature, SignedPaper
from jobs.road.stages import Milestone
from jobs.signing.forms import SEND_NOTE
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User

agreement_tab = TabActs("agreement", back="jobs:agreement")


@office_only
def agreement(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    contract = Agreement.objects.of(job).first()
    standing = contract if contract and contract.ended_on is None else None
    held = Payment.objects.of(job).held_usd()
    signed = Signature.objects.of(job).standing().filter(paper=SignedPaper.CONTRACT)
    page = {
        "agreement": standing,
        "agreed": Milestone.AGREED in job.standing,
        "earlier": None if standing else contract,
        "signature": signed.select_related("upload").first(),
        "orders": ChangeOrder.objects.of(job).select_related("signature"),
        "payments": Payment.objects.of(job).standing(),
        "held": held,
        "owes_deposit": standing and not job.cancelled_on and held < standing.deposit_usd,
        "inside": owners_age.inside_the_window(standing) if standing else [],
    }
    context = {**job_context(request, job, tab=agreement_tab.key), **page}
    return render(request, "jobs/agreement/agreement.html", context)


def visible_contract(user: User, job: Job) -> Agreement:
    return get_object_or_404(Agreement.objects.visible_to(user), job=job)


@leads(agreement_tab.key, office_only)
def next_on_agreement(user: User, job: Job) -> NextForm:
    """Return the form of the contract, then that of its notices, then that of its deposit."""
    if not user.is_office or job.cancelled_on or Milestone.ELIGIBLE not in job.standing:
        return NONE
    contract = Agreement.objects.visible_to(user).of(job).in_force().first()
    if contract is None:
        return NextForm(reverse("jobs:record_contract", args=[job.number]))
    if contract.notices_given_on is None:
        return NextForm(reverse("jobs:hand_over_notices", args=[job.number]))
    if Payment.objects.of(job).held_usd() >= contract.deposit_usd:
        return NONE
    return NextForm(reverse("jobs:record_deposit", args=[job.number]))


@agreement_tab.act(office_only)
def record_contract(page: ActPage, job: Job) -> Act:
    owner = Person.objects.of(job).filter(roles__role=PersonRole.OWNER).first()
    answered = {"owner_is_65_or_over": owner.is_65_or_over if owner else None}
    return Act(
        title="Record the contract",
        form=partial(ContractForm, initial=answered),
        does=partial(agreements.record_contract, job=job),
        submit="Record",
    )


@agreement_tab.act(office_only)
def send_contract(page: ActPage, job: Job) -> Act:
    owner = Person.objects.of(job).filter(roles__role=PersonRole.OWNER).first()
    stands = {"owner_is_65_or_over": owner.is_65_or_over if owner else None, "first": owner}
    return Act(
        title="Send the contract to be signed",
        form=partial(SendContractForm, people=Person.objects.of(job), initial=stands),
        does=partial(online_signing.send_contract, job=job),
        submit="Send it",
        note=SEND_NOTE,
    )


@agreement_tab.act_on(visible_contract, office_only)
def hand_over_notices(page: ActPage, contract: Agreement) -> Act:
    return Act(
        title="Notices handed over",
        form=NoticesForm,
        does=partial(agreements.hand_over_notices, agreement=contract),
        submit="Record",
        note="The right to cancel begins on this day, or with the signature where that is later.",
    )


@agreement_tab.act_on(visible_contract, office_only)
def say_owners_age(page: ActPage, contract: Agreement) -> Act:
    stands = {"owner_is_65_or_over": contract.owner_is_65_or_over}
    return Act(
        title="65 or over when signing",
        form=partial(OwnersAgeForm, initial=stands),
        does=partial(owners_age.say_owners_age, agreement=contract),
        submit="Save",
        note="The last day of the right to cancel moves with it. What is booked inside it is then named.",
    )


@agreement_tab.act(office_only)
def undo_contract(page: ActPage, job: Job) -> Act:
    return Act(
        title="Undo the contract",
        form=ReasonForm,
        does=partial(endings.undo_contract, job=job),
        submit="Undo",
        danger=True,
    )
