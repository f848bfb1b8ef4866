"""The window that stands for a visit, and its end: kept, called off, lost, or opened again.

Each is part of another act and called under that act's locks.
"""

from __future__ import annotations

from datetime import date

from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.road.stages import Milestone
from kilowire.models import User
from utility_requests.models import SiteVisit, VisitWindow, WindowOver


def open_window(visit: SiteVisit) -> VisitWindow | None:
    """The window in which the utility is expected for this visit."""
    return VisitWindow.objects.filter(visit=visit).open().select_related("recorded_by").first()


def close_window(window: VisitWindow, over_as: WindowOver, on: date, note: str, by: User) -> None:
    """Write how, when and through whom the window ended."""
    window.over_as, window.over_on, window.over_note, window.over_by = over_as, on, note[:400], by
    window.save(update_fields=["over_as", "over_on", "over_note", "over_by"])


def keep_window(window: VisitWindow, on: date, by: User) -> None:
    """The utility came: the window is over. Call it under the visit's lock."""
    close_window(window, WindowOver.KEPT, on, "", by)


def reopen_window(visit: SiteVisit) -> VisitWindow | None:
    """Take the end of the last window back: nothing came of it yet. Call it under the visit's lock."""
    window = VisitWindow.objects.filter(visit=visit, over_as=WindowOver.KEPT).last()
    if window:
        window.over_as, window.over_on, window.over_by, window.over_note = "", None, None, ""
        window.save(update_fields=["over_as", "over_on", "over_by", "over_note"])
    return window


def lose_window(job: Job, because: str, by: User, on: date | None = None) -> Job:
    """The utility's date no longer stands, so that another is waited for. Call it under the job's lock."""
    if Milestone.OUTAGE_CONFIRMED not in job.standing:
        return job
    return milestones.withdraw(job=job, milestone=Milestone.OUTAGE_CONFIRMED, because=because, by=by, on=on)


def call_off_window(job: Job, on: date, because: str, by: User) -> None:
    """We told the utility not to come. Call it under the locks of request and job."""
    for window in VisitWindow.objects.of(job).open():
        close_window(window, WindowOver.CALLED_OFF, on, because, by)
