"""The close-out tab: what is still missing, and the package."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jobs.closeout.forms import CloseOutForm
from jobs.closeout.services import closeout as closeouts
from jobs.closeout.services.checklist import checklist, missing
from jobs.job_page.acts import Act, ActPage, Press, TabActs
from jobs.job_page.going_on import leads
from jobs.job_page.leading import NONE, NextForm
from jobs.job_page.lines import address_of
from jobs.job_page.page import job_context, visible_job
from jobs.models import Job
from jobs.road import stages
from jobs.road.stages import Milestone
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User

closeout_tab = TabActs("closeout", back="jobs:closeout")


@office_only
def closeout(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    lines = checklist(job)
    lacks = any(line.needed and not line.on_file for line in lines)
    page = {
        "ready": not (lacks or stages.missing_for(job.kind, Milestone.CLOSED_OUT, job.standing)),
        "checklist": [{"line": line, "url": address_of(line.page, job.number)} for line in lines],
        "package": closeouts.package_of(job),
        "closed": Milestone.CLOSED_OUT in job.standing,
    }
    context = {**job_context(request, job, tab=closeout_tab.key), **page}
    return render(request, "jobs/closeout/closeout.html", context)


@leads(closeout_tab.key, office_only)
def next_on_closeout(user: User, job: Job) -> NextForm:
    """Return where what the package lacks is supplied, else the form that closes the job out."""
    due = not stages.missing_for(job.kind, Milestone.CLOSED_OUT, job.standing)
    if not user.is_office or job.cancelled_on or Milestone.CLOSED_OUT in job.standing or not due:
        return NONE
    lacks = missing(job)
    if lacks:
        return NextForm(next((url for line in lacks if (url := address_of(line.page, job.number))), ""))
    return NextForm(reverse("jobs:close_out", args=[job.number]))


@closeout_tab.act(office_only)
def close_out(page: ActPage, job: Job) -> Act:
    return Act(
        title="Close out",
        form=CloseOutForm,
        does=partial(closeouts.close_out, job=job),
        submit="Close out",
    )


@closeout_tab.press(office_only)
def close_out_again(page: ActPage, job: Job) -> Press:
    return Press(
        title="Close out again",
        does=partial(closeouts.close_out_again, job=job),
        done="Closed out again: the new package is being made.",
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
