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
from jobs.road.job_tabs import undo_page
from jobs.road.stages import STEP, Milestone
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.floor.forms.typed import form_page, typed


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
    own_way = address_of(undo_page(milestone), job.number)
    return own_way or reverse("jobs:undo", args=[job.number, milestone.value])


@form_page
@office_only
def undo(request: HttpRequest, job_number: str, milestone: str) -> HttpResponse:
    job = visible_job(request, job_number)
    if milestone not in Milestone.__members__.values():
        raise Http404
    step = STEP[Milestone(milestone)]
    own_way = undo_page(step.milestone)
    if own_way:
        return redirect(own_way, job.number)
    form = ReasonForm(**typed(request))
    act = partial(milestones.withdraw, job=job, milestone=step.milestone)
    title = f"Undo “{step.said.lower()}”: this did not happen"
    return overview_act(request, job, form, act, title=title, submit="Undo it", danger=True)
