"""Acts of the intake on a job: take it on, change its kind, link a claim or the first meter's job."""

from __future__ import annotations

from functools import partial

from django.db.models import Q
from django.urls import reverse

from jobs.intake.forms import AcceptForm, ClaimLinkForm, KindForm, SecondMeterForm
from jobs.intake.services import claims, intake
from jobs.intake.services import second_meter as meters
from jobs.intake.services.alike import jobs_at_address
from jobs.job_page.acts import Act, ActPage, overview_tab
from jobs.job_page.leading import NONE, NextForm, leads_on
from jobs.models import Claim, Job
from jobs.road.stages import Milestone
from jobs.search.services.twins import twins_of
from kilowire.floor.access import office_only
from kilowire.models import User


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
