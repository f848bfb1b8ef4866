"""The adapter that was set came off the wall again: charging ends, and the utility has to set one anew."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import EventKind, Job
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason, not_before
from kilowire.models import User
from utility_requests.models import Outcome, SiteVisit, VisitWindow, WindowOver
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.papers import issue_visit_record
from utility_requests.services.requests import open_visit
from utility_requests.services.undone_visits import drop_next
from utility_requests.services.window_ends import lose_window
from utility_requests.services.windows import stamp_window


@transaction.atomic
def record_came_off(*, visit: SiteVisit, came_off_on: date, because: str, by: User) -> SiteVisit:
    """Record that the adapter came off the wall, also after the close-out; its stamp is withdrawn.

    From then on KiloWire does not say that the homeowner may charge, and the next visit is open. Refused
    where no adapter was set, without a reason, and for a day before the visit.
    """
    visit = locked(visit)
    job = locked(visit.job)
    _refuse(visit, came_off_on, because)
    visit.came_off_on, visit.came_off_because = came_off_on, because.strip()[:400]
    visit.save(update_fields=["came_off_on", "came_off_because"])
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"The adapter came off the wall, serial number {visit.serial_seen}",
        because=because,
        on=came_off_on,
        by=by,
        after={"visit": visit.ordinal, "came_off_on": came_off_on.isoformat()},
    )
    if Milestone.ADAPTER_SET in job.standing:
        job = milestones.withdraw(
            job=job, milestone=Milestone.ADAPTER_SET, because=because, by=by, on=came_off_on
        )
    job = lose_window(job, because, by, came_off_on)
    open_visit(visit.request, job, came_off_on)
    bring_up_to_date(job, by, on=came_off_on)
    return visit


@transaction.atomic
def undo_came_off(*, visit: SiteVisit, because: str, by: User) -> SiteVisit:
    """Undo "it came off", recorded by mistake: the adapter counts as set on the day of its visit again.

    Refused while anything is recorded on the next visit.
    """
    visit = locked(visit)
    job = locked(visit.job)
    if visit.came_off_on is None:
        raise Refused("It is not recorded that the adapter came off, so there is nothing to undo.")
    needs_reason(because)
    drop_next(visit)
    before = {"came_off_on": visit.came_off_on.isoformat(), "came_off_because": visit.came_off_because}
    visit.came_off_on, visit.came_off_because = None, ""
    visit.save(update_fields=["came_off_on", "came_off_because"])
    history.record(
        job=job,
        kind=EventKind.UNDONE,
        sentence="Undone: the adapter came off the wall",
        because=because,
        by=by,
        before=before,
    )
    job = _stamp_again(visit, _stamp_window_again(visit, job, by), by)
    issue_visit_record(job, visit, by)
    bring_up_to_date(job, by)
    return visit


def _stamp_window_again(visit: SiteVisit, job: Job, by: User) -> Job:
    kept = VisitWindow.objects.filter(visit=visit, over_as=WindowOver.KEPT).last()
    return stamp_window(job, kept, by) if kept and not job.outage_confirmed_on else job


def _stamp_again(visit: SiteVisit, job: Job, by: User) -> Job:
    if visit.happened_on is None or Milestone.ADAPTER_SET in job.standing:
        return job
    return milestones.stamp(
        job=job, milestone=Milestone.ADAPTER_SET, on=visit.happened_on, by=by, reference=visit.serial_seen
    )


def _refuse(visit: SiteVisit, on: date, because: str) -> None:
    if visit.outcome != Outcome.SET:
        raise Refused("No adapter was set at this visit.")
    if visit.came_off_on:
        raise already("", _("recorded that the adapter came off"), visit.came_off_on)
    needs_reason(because)
    day_has_come(on, field="came_off_on")
    not_before(on, visit.happened_on, _("The adapter was set"), field="came_off_on")
