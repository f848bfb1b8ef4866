"""The intake: the form of a new job, with similar jobs beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jobs.intake.forms import AcceptForm, ClaimLinkForm, IntakeForm, KindForm, SecondMeterForm
from jobs.intake.services import claims, intake
from jobs.intake.services import second_meter as meters
from jobs.intake.services.alike import alike_jobs, jobs_at_address
from jobs.job_page.acts import Act, ActPage, overview_tab
from jobs.job_page.leading import NONE, NextForm, leads_on, next_on_job
from jobs.job_page.lines import address_of
from jobs.models import Claim, Job
from jobs.road.stages import Milestone
from jobs.search.services.twins import twins_of
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed
from kilowire.models import User

CHOSEN = ("another", "taken_on")
ACCESS = ("gate_note", "dog_note", "access_note")
WHO = ("name", "phone", "email", "language", "is_65_or_over")
SITE = ("street", "city", "postal_code", "jurisdiction", "utility", *ACCESS)


@form_page
@office_only
def new_job(request: StaffRequest) -> HttpResponse:
    asked = Claim.objects.visible_to(request.user).select_related("job__site")
    claim = _claim_to_answer(asked, request.GET.get("claim", ""))
    form = IntakeForm(**typed(request), claims=asked, initial=_told_before(claim) if claim else {})
    alike: list[Job] = []
    if is_to_be_done(form):
        given = form.cleaned_data
        alike = alike_jobs(**{name: given[name] for name in ("street", "postal_code", "phone")})
        if alike and not (given["another"] or given["answers_claim"]):
            form.ask_whether_another()
        else:
            with refusals_shown_on(form):
                return _opened(_open(given, request), request)
    page = {"form": form, "alike": alike, "claim": claim}
    return render(request, "jobs/intake/new.html", page, status=status_of(form))


@require_safe
@office_only
def alike(request: StaffRequest) -> HttpResponse:
    """Jobs at this address or with this phone number, shown while the office types."""
    asked = request.GET
    found = alike_jobs(**{name: asked.get(name, "") for name in ("street", "postal_code", "phone")})
    return render(request, "jobs/intake/_alike.html", {"alike": found})


def _open(given: dict[str, Any], request: StaffRequest) -> Job:
    """Open the job from the form; the access notes are passed as one argument."""
    typed_in = {name: value for name, value in given.items() if name not in (*ACCESS, *CHOSEN)}
    access = {name: given[name] for name in ACCESS}
    taken_on = given["taken_on"] and bool(given["phone"] or given["email"])
    opened = intake.open_and_accept if taken_on else intake.open_job
    return opened(**typed_in, access=access, by=request.user)


def _opened(job: Job, request: StaffRequest) -> HttpResponse:
    """Go to the form of the act that comes next, such as booking the survey."""
    if Milestone.ACCEPTED not in job.standing:
        return redirect("jobs:overview", job.number)
    return redirect(next_on_job(request.user, job) or address_of("jobs:overview", job.number))


def _claim_to_answer(claims: QuerySet[Claim], key: str) -> Claim | None:
    return get_object_or_404(claims, pk=key) if key.isdecimal() else None


def _told_before(claim: Claim) -> dict[str, Any]:
    """Return what the form of a job for this claim begins with: person and site of the earlier job."""
    job, person = claim.job, claim.job.people.order_by("pk").first()
    told = {name: getattr(job.site, name) for name in SITE}
    told |= (
        {name: getattr(person, name) for name in ("name", "phone", "email", "language", "is_65_or_over")}
        if person
        else {}
    )
    return {**told, "kind": job.kind, "wishes": claim.what, "answers_claim": claim}


def next_on_overview(user: User, job: Job) -> NextForm:
    """Return the form that takes the job on, until it is taken on."""
    if not user.is_office or job.cancelled_on or Milestone.ACCEPTED in job.standing:
        return NONE
    return NextForm(reverse("jobs:accept", args=[job.number]))


leads_on(overview_tab.key, next_on_overview)


@overview_tab.act(office_only)
def accept(page: ActPage, job: Job) -> Act:
    return Act(
        title="Take the job on",
        form=AcceptForm,
        does=partial(intake.accept_job, job=job),
        submit="Take it on",
    )


@overview_tab.act(office_only)
def change_kind(page: ActPage, job: Job) -> Act:
    return Act(
        title="Another kind of job",
        form=partial(KindForm, initial={"kind": job.kind}),
        does=partial(intake.change_kind, job=job),
        submit="Change",
    )


@overview_tab.act(office_only)
def link_claim(page: ActPage, job: Job) -> Act:
    here = Claim.objects.visible_to(page.user).exclude(job=job).select_related("job")
    there = jobs_at_address(job.site.street, job.site.postal_code)
    here = here.filter(job__in=[other.pk for other in there])
    return Act(
        title="Warranty claim",
        form=partial(ClaimLinkForm, claims=here, initial={"answers_claim": job.answers_claim}),
        does=partial(claims.link_claim, job=job),
        submit="Save",
    )


@overview_tab.act(office_only)
def second_meter(page: ActPage, job: Job) -> Act:
    """Offered are the jobs that share an account or a permit with this one, and the one it is linked to."""
    numbers = [twin.number for twin in twins_of(job, page.user) if twin.may_be_second_meter]
    linked = Q(number__in=numbers) | Q(pk=job.second_meter_of_id)
    return Act(
        title="Second meter of a house",
        form=partial(
            SecondMeterForm,
            others=Job.objects.visible_to(page.user).filter(linked),
            initial={"second_meter_of": job.second_meter_of_id or None},
        ),
        does=partial(meters.link_second_meter, job=job),
        submit="Save",
        note="Two jobs for two meters of one house may share account and permit.",
    )
