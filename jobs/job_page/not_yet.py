"""An act that is refused now: its button with the reason, and one that leads to what is missing first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jobs.job_page.lines import address_of
from jobs.models import Job
from jobs.road import stages
from jobs.road.job_tabs import record_page
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from kilowire.models import User


def not_yet(
    job: Job, user: User, *, act: str, milestone: Milestone, refuse: Callable[[Job], None]
) -> dict[str, Any]:
    """Return the button called ``act`` with the reason why ``refuse`` refuses it; empty if it does not.

    Under ``way`` stands the primary button that leads to what the milestone needs first, None where that is
    not for this user to do.
    """
    try:
        refuse(job)
    except Refused as refusal:
        return {"label": act, "reason": str(refusal), "way": _way(job, user, milestone)}
    return {}


def _way(job: Job, user: User, milestone: Milestone) -> dict[str, str] | None:
    for step in stages.missing_for(job.kind, milestone, job.standing):
        page = record_page(step.milestone)
        if page and (user.is_office or not page.office_only):
            label = page.act.format(utility=job.site.utility.short_name)
            return {"label": label, "url": address_of(page.page, job.number), "kind": "primary"}
    return None
