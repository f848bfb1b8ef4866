"""What the homeowner is told of the utility's visits and answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from jobs.models import Job
from jobs.notices.kinds import NoticeKind
from jobs.notices.services import notices, reminders
from jobs.notices.spoken_times import window_begins
from jobs.road.stages import Kind, Milestone
from kilowire.floor.days import midnight
from kilowire.models import User
from utility_requests.models import EndedAs, VisitWindow
from utility_requests.wanted import VISIT


def tell_of_window(job: Job, window: VisitWindow, by: User, *, moved: bool = False) -> None:
    """Tell the homeowners of the utility's date, while it is to come. The caller has locked the job."""
    kind = NoticeKind.VISIT_MOVED if moved else NoticeKind.VISIT_GIVEN
    notices.tell(job=job, kind=kind, by=by, on=window.ends_on, **_of(job, window))


def tell_that_it_does_not_hold(job: Job, window: VisitWindow, by: User) -> None:
    """Tell the homeowners that the utility's date does not hold, with none in its place, while it is to come.

    Nothing goes where there is a date again before the message leaves. The caller has locked the job.
    """
    over = midnight(window.ends_on + timedelta(days=1))
    if over > timezone.now():
        told = {**_of(job, window), "cause": f"without:{Milestone.OUTAGE_CONFIRMED}", "until": over}
        notices.tell(job=job, kind=NoticeKind.VISIT_CALLED_OFF, by=by, **told)


def tell_of_tomorrow(now: datetime) -> None:
    """Tell once of each visit of tomorrow, from the evening on, of jobs that go on."""
    if not reminders.is_evening(now):
        return
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    coming = VisitWindow.objects.filter(
        over_as="", starts_on=tomorrow, visit__job__held_on=None, visit__job__cancelled_on=None
    )
    for window in coming.select_related("visit__job")[: reminders.BATCH]:
        job = window.visit.job
        reminders.tell_once(job=job, kind=NoticeKind.VISIT_TOMORROW, **_of(job, window))


def _of(job: Job, window: VisitWindow) -> dict[str, Any]:
    """Return context, cause and end of what is told of a window."""
    several = window.ends_on != window.starts_on
    context = {
        "day": window.starts_on.isoformat(),
        "last_day": window.ends_on.isoformat() if several else "",
        "window": window.hours,
        "removal": job.kind == Kind.REMOVAL,
    }
    cause = f"item:{VISIT}|{window.starts_on.isoformat()}"
    return {"context": context, "cause": cause, "until": window_begins(window.ends_on, window.hours)}


def tell_of_failed_visit(job: Job, by: User, on: date) -> None:
    """Tell the homeowners that the utility came and left without doing the work, and blame nobody."""
    notices.tell(job=job, kind=NoticeKind.VISIT_FAILED, by=by, on=on)


def tell_of_missed_visit(job: Job, by: User, on: date) -> None:
    """Tell the homeowners that the utility did not come."""
    context = {"removal": job.kind == Kind.REMOVAL}
    notices.tell(job=job, kind=NoticeKind.VISIT_MISSED, by=by, on=on, context=context)


def tell_of_answer(job: Job, ended_as: EndedAs, by: User, on: date) -> None:
    """Tell the homeowners that the utility returned or denied the application."""
    kinds = {
        EndedAs.RETURNED: NoticeKind.APPLICATION_RETURNED,
        EndedAs.DENIED: NoticeKind.APPLICATION_DENIED,
    }
    if ended_as in kinds:
        notices.tell(job=job, kind=kinds[ended_as], by=by, on=on)
