"""Undo the outcome of a visit, and drop the visit that it had opened."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import EventKind
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User
from utility_requests.models import FeePayment, SiteVisit, VisitFailure, VisitWindow, WindowOver
from utility_requests.models.visit import COSTS_ANOTHER_FEE
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.window_ends import reopen_window
from utility_requests.services.windows import stamp_window


@transaction.atomic
def undo_visit_outcome(*, visit: SiteVisit, because: str, by: User) -> SiteVisit:
    """Undo a visit's outcome that was recorded by mistake; its window is open again.

    Refused while anything is recorded on the next visit.
    """
    visit = locked(visit)
    job = locked(visit.job)
    _refuse_undoing(visit)
    needs_reason(because)
    before = {name: str(getattr(visit, name)) for name in ("outcome", "happened_on", "serial_seen")}
    if visit.outcome in COSTS_ANOTHER_FEE:
        drop_next(visit)
    elif Milestone.ADAPTER_SET in job.standing:
        job = milestones.withdraw(job=job, milestone=Milestone.ADAPTER_SET, because=because, by=by)
    _blank(visit)
    history.record(
        job=job,
        kind=EventKind.UNDONE,
        sentence=f"Undone: the outcome of visit {visit.ordinal}",
        because=because,
        by=by,
        before=before,
    )
    window = reopen_window(visit)
    if window and Milestone.OUTAGE_CONFIRMED not in job.standing:
        job = stamp_window(job, window, by)
    bring_up_to_date(job, by)
    agreeing.bring_up_to_date(job=job, by=by)
    return visit


def drop_next(visit: SiteVisit) -> None:
    """Drop the visit that this one had opened; refused while anything is recorded on it."""
    following = SiteVisit.objects.of(visit.job).standing().filter(ordinal=visit.ordinal + 1).first()
    if following is None:
        return
    following = locked(following)
    recorded = (
        following.outcome
        or following.fee_answer
        or FeePayment.objects.filter(visit=following).standing().exists()
        or VisitWindow.objects.filter(visit=following).exclude(over_as=WindowOver.UNDONE).exists()
    )
    if recorded:
        raise Refused(f"Something is recorded on visit {following.ordinal} already; undo that first.")
    following.dropped_on = timezone.localdate()
    following.save(update_fields=["dropped_on"])


def _refuse_undoing(visit: SiteVisit) -> None:
    if not visit.outcome:
        raise Refused("Nothing is recorded of this visit yet, so there is nothing to undo.")
    if visit.came_off_on:
        raise Refused("Undo first that the adapter came off: it had been set at this visit.")


def _blank(visit: SiteVisit) -> None:
    VisitFailure.objects.filter(visit=visit, undone_on=None).update(undone_on=timezone.localdate())
    visit.outcome = visit.serial_seen = visit.note = ""
    visit.happened_on = visit.unannounced_on = visit.recorded_by = None
    visit.save(
        update_fields=["outcome", "happened_on", "unannounced_on", "recorded_by", "serial_seen", "note"]
    )
