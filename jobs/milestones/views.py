"""Undo a milestone for a written reason, and record that the homeowner was told what it means for them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jobs.job_page.acts import Act, ActPage, overview_tab
from jobs.job_page.lines import address_of
from jobs.milestones.forms import HomeownerToldForm
from jobs.milestones.services import charging, milestones
from jobs.models import Job
from jobs.road import stages
from jobs.road.job_tabs import undo_page
from jobs.road.stages import STEP, Milestone, Step
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User


def undoable(job: Job) -> list[dict[str, Any]]:
    """Return the milestones that may be undone now: own acts that no own act needs, and all outside acts."""
    standing = job.standing
    return [
        {"said": step.said, "url": undo_url(job, step.milestone)}
        for step in stages.road(job.kind)
        if step.milestone in standing
        and not (step.ours and stages.resting_on(job.kind, step.milestone, standing))
    ]


def undo_url(job: Job, milestone: Milestone) -> str:
    own_page = address_of(undo_page(milestone), job.number)
    return own_page or reverse("jobs:undo", args=[job.number, milestone.value])


def _step(user: User, job: Job, milestone: str) -> Step:
    if milestone not in Milestone.__members__.values():
        raise Http404
    return STEP[Milestone(milestone)]


@overview_tab.act_on(_step, office_only)
def undo(page: ActPage, step: Step) -> Act | HttpResponse:
    if own_page := undo_page(step.milestone):
        return redirect(own_page, page.job.number)
    return Act(
        title=f"Undo “{step.said.lower()}”: this did not happen",
        form=ReasonForm,
        does=partial(milestones.withdraw, job=page.job, milestone=step.milestone),
        submit="Undo it",
        danger=True,
    )


@overview_tab.act(office_only)
def homeowner_told(page: ActPage, job: Job) -> Act:
    return Act(
        title="The homeowner was told whether they may charge",
        form=partial(HomeownerToldForm, initial={"told": job.homeowner_name}),
        does=partial(charging.record_homeowner_told, job=job),
        submit="Record it",
        note=job.charging_stopped_because,
    )
