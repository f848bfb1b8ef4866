"""The open window of a visit, and its end: kept, called off, lost, or reopened.

Each function that writes is part of another act and is called under that act's locks.
"""

from __future__ import annotations

from datetime import date

from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.road.hours import spoken_hours
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day
from kilowire.models import User
from utility_requests.models import SiteVisit, VisitWindow, WindowOver
from utility_requests.services.telling import tell_that_it_does_not_hold


def open_window(visit: SiteVisit) -> VisitWindow | None:
    """Return the window in which the utility is expected for this visit, if any."""
    return VisitWindow.objects.filter(visit=visit).open().select_related("recorded_by").first()


def in_words(window: VisitWindow) -> str:
    """Return, for example, ``November 24, 2026, 8 AM–12 PM``, or a span of days."""
    last = f" to {spoken_day(window.ends_on)}" if window.ends_on != window.starts_on else ""
    hours = f", {spoken_hours(window.hours)}" if window.hours else ""
    return f"{spoken_day(window.starts_on)}{last}{hours}"


def close_window(window: VisitWindow, over_as: WindowOver, on: date, note: str, by: User) -> None:
    """Record how, when and by whom the window was ended."""
    window.over_as, window.over_on, window.over_note, window.over_by = over_as, on, note[:400], by
    window.save(update_fields=["over_as", "over_on", "over_note", "over_by"])


def keep_window(window: VisitWindow, on: date, by: User) -> None:
    """Close the window because the utility came. Call it under the visit's lock."""
    close_window(window, WindowOver.KEPT, on, "", by)


def reopen_window(visit: SiteVisit) -> VisitWindow | None:
    """Reopen the last window that was kept, and return it. Call it under the visit's lock."""
    window = VisitWindow.objects.filter(visit=visit, over_as=WindowOver.KEPT).last()
    if window:
        window.over_as, window.over_on, window.over_by, window.over_note = "", None, None, ""
        window.save(update_fields=["over_as", "over_on", "over_by", "over_note"])
    return window


def lose_window(job: Job, because: str, by: User, on: date | None = None) -> Job:
    """Withdraw the stamp of the utility's date, so another is awaited. Call it under the job's lock."""
    if Milestone.OUTAGE_CONFIRMED not in job.standing:
        return job
    return milestones.withdraw(job=job, milestone=Milestone.OUTAGE_CONFIRMED, because=because, by=by, on=on)


def call_off_window(job: Job, on: date, because: str, by: User) -> None:
    """Close the job's windows because we cancelled the visit, and tell the homeowners.

    Call it under the locks of request and job.
    """
    for window in VisitWindow.objects.of(job).open():
        close_window(window, WindowOver.CALLED_OFF, on, because, by)
        tell_that_it_does_not_hold(job, window, by)
