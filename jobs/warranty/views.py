"""The warranty tab: coverages with their terms, registrations, claims, and the end of the term."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from jobs.job_page.acts import Act, ActPage, Press, TabActs
from jobs.job_page.page import job_context, visible_job
from jobs.models import Claim, Coverage, CoverageKind, Job
from jobs.road.stages import Milestone
from jobs.warranty.forms import ClaimForm, EndWarrantyForm, RegisterAllForm, RegisterForm, SettleClaimForm
from jobs.warranty.services import adapter_coverage, registrations, warranties
from jobs.warranty.terms import CoverageFacts, state_of
from kilowire.floor.access import StaffRequest, office_only
from kilowire.models import User

warranty_tab = TabActs("warranty", back="jobs:warranty")


@office_only
def warranty(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number, warranty_tab.key)
    page = {
        "coverages": [_row(coverage, job) for coverage in _live(job)],
        "another_adapter": adapter_coverage.uncovered_adapter(job),
        "claims": Claim.objects.of(job).prefetch_related("answering_jobs", "photos"),
        "closed": Milestone.CLOSED_OUT in job.standing,
        "over": Milestone.WARRANTY_OVER in job.standing,
    }
    context = {**job_context(request, job, tab=warranty_tab.key), **page}
    return render(request, "jobs/warranty/warranty.html", context)


def _live(job: Job) -> QuerySet[Coverage]:
    return Coverage.objects.of(job).filter(withdrawn_on=None)


def _row(coverage: Coverage, job: Job) -> dict[str, Any]:
    """Return a coverage with the state that it has today, and why it is in question."""
    in_question = coverage.flagged_because or job.charging_stopped_because
    if not in_question and Milestone.COMMISSIONED not in job.standing:
        in_question = "The commissioning was undone."
    unregistered = coverage.kind != CoverageKind.WORKMANSHIP and coverage.registered_on is None
    facts = CoverageFacts(coverage.starts_on, coverage.until_on, unregistered, in_question)
    tone, word = state_of(facts, timezone.localdate())
    return {
        "coverage": coverage,
        "tone": tone,
        "word": word,
        "in_question": in_question if word == "in question" else "",
        "may_register": unregistered and word != "ended",
    }


def visible_coverage(user: User, job: Job, pk: int) -> Coverage:
    return get_object_or_404(Coverage.objects.visible_to(user), job=job, pk=pk, withdrawn_on=None)


def visible_claim(user: User, job: Job, pk: int) -> Claim:
    return get_object_or_404(Claim.objects.visible_to(user), job=job, pk=pk)


@warranty_tab.act_on(visible_coverage, office_only)
def register(page: ActPage, coverage: Coverage) -> Act:
    return Act(
        title=f"Register {coverage.covers}",
        form=RegisterForm,
        does=partial(warranties.register_with_maker, coverage=coverage),
        submit="Record the registration",
    )


@warranty_tab.press(office_only)
def cover_adapter(page: ActPage, job: Job) -> Press:
    return Press(
        title="Cover the adapter on the wall",
        does=partial(adapter_coverage.cover_adapter, job=job),
        done="The adapter on the wall is covered; it has to be registered with its maker.",
    )


@warranty_tab.act(office_only)
def register_all(page: ActPage, job: Job) -> Act:
    """One form for every device that is not registered with its maker."""
    visible = Coverage.objects.visible_to(page.user).of(job).filter(withdrawn_on=None, registered_on=None)
    return Act(
        title="Register with the makers",
        form=partial(RegisterAllForm, coverages=visible.exclude(kind=CoverageKind.WORKMANSHIP)),
        does=registrations.register_with_makers,
        submit="Record the registrations",
    )


@warranty_tab.act(office_only)
def open_claim(page: ActPage, job: Job) -> Act:
    return Act(
        title="Warranty claim",
        form=partial(ClaimForm, initial={"reported_by": job.homeowner_name}),
        does=partial(warranties.open_claim, job=job),
        submit="Open the claim",
    )


@warranty_tab.act_on(visible_claim, office_only)
def settle_claim(page: ActPage, claim: Claim) -> Act:
    return Act(
        title="Settle the claim",
        form=SettleClaimForm,
        does=partial(warranties.settle_claim, claim=claim),
        submit="Settle",
    )


@warranty_tab.act(office_only)
def end_warranty(page: ActPage, job: Job) -> Act:
    return Act(
        title="The warranty is over",
        form=EndWarrantyForm,
        does=partial(warranties.end_warranty, job=job),
        submit="Record",
    )
