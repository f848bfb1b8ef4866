"""Why the installation cannot be recorded yet, and where what it needs is done."""

from __future__ import annotations

from typing import Any

from jobs.installation.services import installations
from jobs.job_page.lines import address_of
from jobs.models import Job
from jobs.road import stages
from jobs.road.job_tabs import record_page
from jobs.road.stages import Kind, Milestone
from kilowire.floor.refusals import Refused
from kilowire.models import User


def not_yet(job: Job, user: User, label: str) -> dict[str, Any]:
    """Return the act called ``label`` with the reason why it is refused now, and ``way``: another button.

    Empty where the installation can be recorded or finished, or is finished. ``way`` leads to what is missing
    first, and is None where that is not for this user to do.
    """
    if job.kind == Kind.REMOVAL or Milestone.CIRCUIT_INSTALLED in job.standing:
        return {}
    try:
        installations.refuse_record(job)
    except Refused as refusal:
        return {"label": label, "reason": str(refusal), "way": _way(job, user)}
    return {}


def _way(job: Job, user: User) -> dict[str, str] | None:
    for step in stages.missing_for(job.kind, Milestone.CIRCUIT_INSTALLED, job.standing):
        page = record_page(step.milestone)
        if page and (user.is_office or not page.office_only):
            label = page.act.format(utility=job.site.utility.short_name)
            return {"label": label, "url": address_of(page.page, job.number), "kind": "primary"}
    return None
