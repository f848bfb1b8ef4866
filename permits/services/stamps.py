"""When this app stamps the job: every required permit issued, and every one closed by its final."""

from __future__ import annotations

from datetime import date

from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.models import User
from permits.models import Permit
from permits.services.papers import issue_inspection_record, issue_permit_record

BOTH = (Milestone.PERMIT_ISSUED, Milestone.INSPECTION_PASSED)


def show_permits_issued(job: Job, by: User, on: date | None = None) -> None:
    """If every required permit is issued, stamp the job if needed and issue the permit record.

    ``on`` is the day of the act, if it is recorded later.
    """
    job = locked(job)
    issued_on = _day_of(job, Milestone.PERMIT_ISSUED)
    if issued_on is None:
        return
    if not job.permit_issued_on:
        milestones.stamp(job=job, milestone=Milestone.PERMIT_ISSUED, on=issued_on, by=by)
    issue_permit_record(job, by, on)


def show_inspections_passed(job: Job, by: User, on: date | None = None) -> None:
    """If every required permit is closed by its final, stamp the job if needed and issue the record."""
    job = locked(job)
    passed_on = _day_of(job, Milestone.INSPECTION_PASSED)
    if passed_on is None:
        return
    if not job.inspection_passed_on:
        milestones.stamp(job=job, milestone=Milestone.INSPECTION_PASSED, on=passed_on, by=by)
    issue_inspection_record(job, by, on)


def withdraw_what_no_longer_holds(
    job: Job,
    because: str,
    by: User,
    *,
    looked_at: tuple[Milestone, ...] = BOTH,
    day_changed: bool = False,
    on: date | None = None,
) -> None:
    """Withdraw this app's stamps if a required permit is no longer issued, or no longer closed by its final.

    ``day_changed``: withdraw also if only the day is different, so that the job can be stamped again.
    """
    for milestone in looked_at:
        job = locked(job)
        stamped, holds = job.day_of(milestone), _day_of(job, milestone)
        if stamped and (holds is None or (day_changed and holds != stamped)):
            milestones.withdraw(job=job, milestone=milestone, because=because, by=by, on=on)


def _day_of(job: Job, milestone: Milestone) -> date | None:
    """Return the day on which the last required permit reached the milestone, or None if one has not."""
    column = "issued_on" if milestone == Milestone.PERMIT_ISSUED else "finaled_on"
    days = list(Permit.objects.of(job).live().required().values_list(column, flat=True))
    return max(days) if days and all(days) else None
