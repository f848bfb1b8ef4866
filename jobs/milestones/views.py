"""Undo a step: "this did not happen", with a written reason; where a desk has its own way, that way."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jobs.job_page.act_page import overview_act
from jobs.job_page.lines import address_of
from jobs.job_page.page import visible_job
from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.road import stages
from jobs.road.stages import STEP, Milestone
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.floor.forms.typed import form_page, typed

_ITS_OWN_WAY: dict[Milestone, str] = {
    Milestone.SURVEYED: "assessments:reopen",
    Milestone.ELIGIBLE: "assessments:undo",
    Milestone.AGREED: "jobs:undo_contract",
    Milestone.PERMIT_ISSUED: "permits:permit",
    Milestone.UTILITY_SUBMITTED: "utility_requests:undo_submission",
    Milestone.UTILITY_APPROVED: "utility_requests:undo_approval",
    Milestone.OUTAGE_CONFIRMED: "utility_requests:undo_window",
    Milestone.ADAPTER_SET: "utility_requests:undo_visit",
    Milestone.INSPECTION_PASSED: "permits:permit",
    Milestone.CLOSED_OUT: "jobs:undo_close_out",
}


def undoable(job: Job) -> list[dict[str, Any]]:
    """Steps that may be undone now: an own act on which no own act rests, and any outside fact."""
    standing = job.standing
    return [
        {"said": step.said, "url": undo_url(job, step.milestone)}
        for step in stages.road(job.kind)
        if step.milestone in standing
        and not (step.ours and stages.resting_on(job.kind, step.milestone, standing))
    ]


def undo_url(job: Job, milestone: Milestone) -> str:
    own_way = address_of(_ITS_OWN_WAY.get(milestone, ""), job.number)
    return own_way or reverse("jobs:undo", args=[job.number, milestone.value])


@form_page
@office_only
def undo(request: HttpRequest, job_number: str, milestone: str) -> HttpResponse:
    job = visible_job(request, job_number)
    if milestone not in Milestone.__members__.values():
        raise Http404
    step = STEP[Milestone(milestone)]
    if step.milestone in _ITS_OWN_WAY:
        return redirect(_ITS_OWN_WAY[step.milestone], job.number)
    form = ReasonForm(**typed(request))
    act = partial(milestones.withdraw, job=job, milestone=step.milestone)
    title = f"Undo “{step.said.lower()}”: this did not happen"
    return overview_act(request, job, form, act, title=title, submit="Undo it", danger=True)
