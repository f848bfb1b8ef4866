"""The close-out tab: what is still missing, and the package."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render

from jobs.closeout.forms import CloseOutForm
from jobs.closeout.services import closeout as closeouts
from jobs.job_page.acts import Act, ActPage, TabActs
from jobs.job_page.page import job_context, visible_job
from jobs.models import Job
from jobs.road.stages import Milestone
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.fields import ReasonForm

closeout_tab = TabActs("closeout", back="jobs:closeout")


@office_only
def closeout(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    page = {
        "checklist": closeouts.checklist(job),
        "package": closeouts.package_of(job),
        "closed": Milestone.CLOSED_OUT in job.standing,
    }
    context = {**job_context(request, job, tab=closeout_tab.key), **page}
    return render(request, "jobs/closeout/closeout.html", context)


@closeout_tab.act(office_only)
def close_out(page: ActPage, job: Job) -> Act:
    return Act(
        title="Close out",
        form=CloseOutForm,
        does=partial(closeouts.close_out, job=job),
        submit="Close out",
    )


@closeout_tab.act(office_only)
def undo_close_out(page: ActPage, job: Job) -> Act:
    return Act(
        title="Undo the close-out",
        form=ReasonForm,
        does=partial(closeouts.undo_close_out, job=job),
        submit="Undo",
        danger=True,
    )
